// Which sources name each person, by the id that they give.
MATCH (p:Person)<-[:SUBJECT]-(c {predicate: 'name', retired: $never})
RETURN coalesce(c.stated_subject, p.id) AS id, collect(DISTINCT c.source) AS sources
