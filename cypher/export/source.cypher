// A source as it describes itself, and how many live claims it has.
MATCH (s:Source {id: $source})
WHERE s.facts IS NOT NULL
RETURN s {.*, translation_of: COLLECT { MATCH (s)-[:TRANSLATION_OF]->(o:Source) RETURN o.id }[0]}
         AS fields,
       COUNT { (s)<-[:STATED_IN]-(:Claim {retired: $never}) } AS claims
