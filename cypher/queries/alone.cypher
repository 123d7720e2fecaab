// summary: What one source alone says: statements that no other voice makes, nor the same source's translations.
// params:  source: id
//          limit: integer [1..1000] = 1000
// returns: id, subject, name, kind, predicate, op, value, object, object_name, object_kind, polarity, locator, status, standing, disputed, resolved_by, claims
// example: source=dailynk-en-party-cell
// rows:    106
MATCH (s:Source {id: $source})<-[in:STATED_IN]-(c:Claim)-[:SUBJECT]->(t:Thing)
WHERE c.predicate <> 'name' AND /*seen-claim c*/ true
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
WITH c, in, t, o
WHERE NOT EXISTS {
  MATCH (t)<-[:SUBJECT]-(other:Claim {predicate: c.predicate, polarity: c.polarity})
  WHERE other.voice <> c.voice AND /*seen-claim other*/ true
    AND CASE
          WHEN o IS NULL THEN other.says = c.says AND other.op = c.op
          ELSE EXISTS { (other)-[:OBJECT]->(o) }
        END
}
ORDER BY t.name, c.predicate, c.id
LIMIT $limit
WITH c, in, t, o, [c.id] AS claims
WITH c, in, t, o, claims, /*disagreements claims*/ [] AS disagreements
RETURN c.id AS id, t.id AS subject, t.name AS name, /*kind-of t*/ null AS kind,
       c.predicate AS predicate, c.op AS op, c.says AS value,
       o.id AS object, o.name AS object_name, /*kind-of o*/ null AS object_kind,
       c.polarity AS polarity, in.locator AS locator,
       /*claim-status c*/ null AS status, /*claim-standing c*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY name, subject, predicate, id
