// What a node is named by outside this store.
CASE WHEN it:Thing AND it.id IS NOT NULL THEN 'thing/' + it.id
     WHEN it:Source AND it.id IS NOT NULL THEN 'source/' + it.id
     ELSE 'node/' + elementId(it) END
