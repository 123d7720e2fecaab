// The day by which what ends a claim or an edge must have come: it is to hold throughout.
$lens.until
