// Which sources name each person.
MATCH (p:Person)<-[:SUBJECT]-(c {predicate: 'name', retired: $never})
RETURN p.id AS id, collect(DISTINCT c.source) AS sources
