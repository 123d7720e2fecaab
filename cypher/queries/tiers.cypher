// summary: The levels of the party by its rules, from the top down.
// returns: rank, id, name, disputed, resolved_by, claims
// example:
// rows:    6
MATCH (t:Tier)
WITH t, COLLECT {
  MATCH (t)<-[:SUBJECT]-(c:Claim)
  WHERE /*seen-claim c*/ true
  RETURN c.id AS id
  UNION
  MATCH (:Organization)-[r:PROVIDES_FOR]->(t)
  WHERE /*seen-edge r*/ true
  UNWIND /*edge-claims r*/ r.claims AS id
  RETURN id
} AS claims
WHERE size(claims) > 0
WITH t, claims, /*disagreements claims*/ [] AS disagreements
RETURN t.rank AS rank, t.id AS id, t.name AS name,
       'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY rank, id
