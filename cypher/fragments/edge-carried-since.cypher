// Since when an edge must have been attested to be carried forward, as claim-carried-since.
CASE WHEN type(it) IN ['HOLDS', 'MEMBER_OF', 'AFFILIATED_WITH']
      AND it.possible_from = date('0001-01-01') AND NOT /*has-one-seat it*/ false
     THEN $lens.tenures_since ELSE $lens.carried_since END
