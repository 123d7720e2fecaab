// How many members a unit is said to have: least, most, and from when to when it is said. A unit of a
// synthetic party has its number as a property, by the claim of its run.
CASE WHEN it.basis = 'synthetic' THEN
  CASE WHEN $lens.run.seen AND it.member_count IS NOT NULL
       THEN [{low: it.member_count, high: it.member_count, since: $lens.run.from,
              until: $lens.run.until, claims: $lens.run.claims}] ELSE [] END
ELSE COLLECT {
  MATCH (it)<-[:SUBJECT]-(counted:Claim {predicate: 'member_count', polarity: 'asserted'})
  WHERE counted.rank <> 'deprecated' AND counted.modality <> 'rumoured'
    AND /*seen-claim counted*/ true
  RETURN /*observed-number counted*/ null AS observation
  ORDER BY counted.holds_from, counted.id
} END
