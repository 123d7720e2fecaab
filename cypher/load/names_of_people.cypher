// The names of every person who has not been merged.
MATCH (p:Person)
WHERE p.names IS NOT NULL AND NOT EXISTS {
  (p)<-[:SUBJECT]-({predicate: 'MERGED_INTO', polarity: 'asserted', retired: $never}) }
RETURN p.id AS id, p.names AS names
