MATCH (t:Thing)
WHERE NOT t.id STARTS WITH 'many-'
RETURN t.id AS id
ORDER BY id
