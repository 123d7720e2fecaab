// summary: What the party's rules demand of a level, one row a bound, with who says so.
// params:  tier: id
// returns: id, name, predicate, op, value, basis, status, standing, voices, sources, disputed, resolved_by, claims
// example: tier=party-cell
// rows:    6
MATCH (:Thing:Tier {id: $tier})<-[a:APPLIES_TO]-(rule:Rule)
WHERE /*possible-edge a*/ true
WITH DISTINCT rule
MATCH (rule)<-[:SUBJECT]-(c:Claim)
WHERE c.says IS NOT NULL AND c.predicate <> 'name' AND c.polarity = 'asserted'
  AND /*seen-claim c*/ true
WITH rule, c
ORDER BY c.id
WITH rule, c.predicate AS predicate, c.op AS op, c.says AS value, c.basis AS basis,
     collect(/*claim-status c*/ null) AS statuses, collect(/*claim-standing c*/ null) AS standings,
     collect(DISTINCT c.source) AS sources, collect(c.id) AS claims,
     count(DISTINCT c.voice) AS voices
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN rule.id AS id, rule.name AS name, predicate, op, value, basis,
       /*strongest-status statuses*/ null AS status,
       /*strongest-standing standings*/ null AS standing, voices,
       sources, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY id, predicate, op DESC, voices DESC, toString(value), basis
