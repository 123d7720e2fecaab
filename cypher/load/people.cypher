// What it takes to compare people: names and who gives them, births, and what they are in, the
// organisations of their posts included. Who has been merged is compared as the one who is kept.
MATCH (p:Person)
WHERE size(coalesce(p.names, [])) > 0 AND NOT EXISTS {
  (p)<-[:SUBJECT]-({predicate: 'MERGED_INTO', polarity: 'asserted', retired: $never}) }
RETURN p.id AS id, p.names AS names,
       COUNT { (p)<-[:SUBJECT]-({retired: $never}) } AS claims,
       COLLECT { MATCH (p)<-[:SUBJECT]-(c {predicate: 'name', retired: $never})
                 WHERE c.polarity = 'asserted' RETURN [c.source, c.says] ORDER BY c.id } AS named,
       COLLECT { MATCH (p)<-[:SUBJECT]-(c {predicate: 'birth_date', retired: $never})
                 WHERE c.polarity = 'asserted' AND c.date_min IS NOT NULL
                 RETURN [c.date_min, c.date_max] ORDER BY c.id } AS born,
       COLLECT {
         MATCH (p)-[r:HOLDS|MEMBER_OF|PARTICIPATED_IN]->(o)
         WHERE any(time IN r.retired WHERE time = $never)
         RETURN o.id AS thing
         UNION
         MATCH (p)-[h:HOLDS]->(:Post)-[i:POST_IN]->(o)
         WHERE any(time IN h.retired WHERE time = $never)
           AND any(time IN i.retired WHERE time = $never)
         RETURN o.id AS thing
       } AS shared
ORDER BY id
