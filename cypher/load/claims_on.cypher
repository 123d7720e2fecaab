// The live claims in which things stand that lead elsewhere from now on: `id` is what their sources
// call the thing, `at` where it led to before.
UNWIND $changed AS change
MATCH (:Thing {id: change.at})<-[:SUBJECT|OBJECT|QUALIFIED_BY]-(c {retired: $never})
WHERE c.predicate <> 'MERGED_INTO'
  AND (change.at = change.id OR c.stated_subject = change.id OR c.stated_object = change.id
       OR any(one IN c.stated_qualifiers WHERE one ENDS WITH ':' + change.id))
WITH DISTINCT c
MATCH (c)-[:SUBJECT]->(t:Thing), (c)-[in:STATED_IN]->(s:Source)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
RETURN c {.*} AS properties, t.id AS about, o.id AS object, in.locator AS locator, s.work AS work,
       COLLECT { MATCH (c)-[q:QUALIFIED_BY]->(x) RETURN [q.role, x.id] ORDER BY q.role, x.id }
         AS qualifiers
