// The claims of these sources that are not retired.
MATCH (c:Claim)
WHERE c.source IN $sources AND c.retired = $never
MATCH (c)-[:SUBJECT]->(t:Thing)
RETURN c.id AS id, c.fingerprint AS fingerprint, c.source AS source, t.id AS about
