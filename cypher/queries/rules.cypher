// summary: What the party's rules demand of a level, one row a bound, with who says so.
// params:  tier: id
// returns: id, name, predicate, op, value, basis, status, voices, sources, disputed, resolved_by, claims
// example: tier=party-cell
// rows:    7
MATCH (:Thing:Tier {id: $tier})<-[a:APPLIES_TO]-(rule:Rule)
WHERE /*seen-edge a*/ true
WITH DISTINCT rule
MATCH (rule)<-[:SUBJECT]-(c:Claim)
WHERE c.says IS NOT NULL AND c.predicate <> 'name' AND c.polarity = 'asserted'
  AND /*seen-claim c*/ true
WITH rule, c.predicate AS predicate, c.op AS op, c.says AS value, c.basis AS basis,
     /*claim-status c*/ null AS status, c
ORDER BY c.id
WITH rule, predicate, op, value, basis, status,
     collect(DISTINCT c.source) AS sources, collect(c.id) AS claims,
     count(DISTINCT c.voice) AS voices
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN rule.id AS id, rule.name AS name, predicate, op, value, basis, status, voices,
       sources, 'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY id, predicate, op DESC, voices DESC, toString(value), status
