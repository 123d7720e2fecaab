// Every node but those of the schema, with the key that its relationships name it by.
MATCH (n)
WHERE NOT n:PartycellMigration
RETURN CASE WHEN n:Thing AND n.id IS NOT NULL THEN 'thing/' + n.id
            WHEN n:Source AND n.id IS NOT NULL THEN 'source/' + n.id
            ELSE 'node/' + elementId(n) END AS key,
       labels(n) AS labels, properties(n) AS properties
