// Every node but those of the schema, with the key that its relationships name it by.
MATCH (n)
WHERE NOT n:PartycellMigration
RETURN /*node-key n*/ null AS key, labels(n) AS labels, properties(n) AS properties
