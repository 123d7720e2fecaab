MATCH (l:Load {id: $load})
WHERE l.version IS NULL
DELETE l
