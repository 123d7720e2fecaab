// Since when a claim must have been attested to be carried forward: where somebody is attested in a post
// or a body, it is for fewer years than elsewhere, but where a start is given, and in a post with one
// seat, which the next holder ends.
CASE WHEN it.predicate IN ['HOLDS', 'MEMBER_OF', 'AFFILIATED_WITH']
      AND it.starts_after = date('0001-01-01') AND NOT /*has-one-seat it*/ false
     THEN $lens.tenures_since ELSE $lens.carried_since END
