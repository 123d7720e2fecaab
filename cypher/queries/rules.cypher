// summary: What the party's rules demand of a level, one row a bound, with who says so.
// params:  tier: id
// returns: id, name, predicate, op, value, basis, status, sources, claims
// example: tier=party-cell
// rows:    6
MATCH (:Tier {id: $tier})<-[a:APPLIES_TO]-(rule:Rule)
WHERE /*seen-edge a*/ true
WITH DISTINCT rule
MATCH (rule)<-[:SUBJECT]-(c:Claim)
WHERE c.says IS NOT NULL AND c.predicate <> 'name' AND c.polarity = 'asserted'
  AND /*seen-claim c*/ true
WITH rule, c.predicate AS predicate, c.op AS op, c.says AS value, c.basis AS basis,
     /*claim-status c*/ null AS status, c
ORDER BY c.id
RETURN rule.id AS id, rule.name AS name, predicate, op, value, basis, status,
       collect(DISTINCT c.source) AS sources, collect(c.id) AS claims
ORDER BY id, predicate, op DESC, toString(value)
