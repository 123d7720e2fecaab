// Since when a claim must have been attested to be carried forward: what somebody holds or belongs to is
// carried for fewer years than the rest, but in a post with one seat, which the next holder ends.
CASE WHEN it.predicate IN ['HOLDS', 'MEMBER_OF', 'AFFILIATED_WITH'] AND NOT /*has-one-seat it*/ false
     THEN $lens.tenures_since ELSE $lens.carried_since END
