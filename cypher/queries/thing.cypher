// summary: What a thing is and what it is called; which id is kept, where it has been merged.
// params:  id: id
// returns: id, kind, name, names, merged_into
// example: id=party-cell
// rows:    1
MATCH (t:Thing {id: $id})
RETURN t.id AS id, /*kind-of t*/ null AS kind, t.name AS name,
       coalesce(t.names, [name IN [t.name] WHERE name IS NOT NULL]) AS names,
       COLLECT {
         MATCH (t)<-[:SUBJECT]-(c {predicate: 'MERGED_INTO', polarity: 'asserted'})-[:OBJECT]->(kept)
         WHERE c.recorded <= $lens.recorded_at AND c.retired > $lens.recorded_at
         RETURN kept.id ORDER BY kept.id
       }[0] AS merged_into
