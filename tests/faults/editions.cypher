// What any reader without a lens finds of the sources of the faults: which editions their live
// claims are of, and how many claims each has.
MATCH (c:Claim)
WHERE c.source STARTS WITH 'fault-' AND c.retired > datetime('9000-01-01') AND c.predicate = 'name'
WITH c.source AS source, split(c.says, ' ')[1] AS edition, count(*) AS names
RETURN source, edition, names
