// How many members a unit is said to have: least, most, and from when to when it is said. A unit of a
// synthetic party has its number as a property, by the claim of its run.
CASE WHEN it.basis = 'synthetic' THEN
  CASE WHEN $lens.run.seen AND it.member_count IS NOT NULL
       THEN [{low: it.member_count, high: it.member_count, since: $lens.run.from,
              until: $lens.run.until, claims: $lens.run.claims}] ELSE [] END
ELSE COLLECT {
  MATCH (it)<-[:SUBJECT]-(counted:Claim {predicate: 'member_count', polarity: 'asserted'})
  WHERE counted.rank <> 'deprecated' AND /*seen-claim counted*/ true
  RETURN {low: CASE counted.op WHEN '<=' THEN 0 WHEN '~' THEN counted.says * 0.9
               ELSE counted.says END,
          high: CASE counted.op WHEN '>=' THEN null WHEN '~' THEN counted.says * 1.1
                ELSE counted.says END,
          since: CASE WHEN counted.holds_from < counted.holds_until THEN counted.holds_from
                 ELSE counted.holds_until END,
          until: CASE WHEN counted.holds_from < counted.holds_until THEN counted.holds_until
                 ELSE counted.holds_from END,
          claims: [counted.id]} AS observation
  ORDER BY counted.holds_from, counted.id
} END
