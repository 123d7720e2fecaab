// summary: What a thing is and what it is called.
// params:  id: id
// returns: id, kind, name, names
// example: id=party-cell
// rows:    1
MATCH (t:Thing {id: $id})
RETURN t.id AS id, /*kind-of t*/ null AS kind, t.name AS name, t.names AS names
