// The day by which what ends a claim or an edge must have come for it to be over.
$lens.from
