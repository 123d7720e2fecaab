// summary: How many edges each of some things has, in all and by type; so that a drawing can say what it leaves out.
// params:  ids: ids
// returns: id, name, kind, count, types
// example: ids=kcna-no5-bureau-no2-cell
// rows:    1
UNWIND $ids AS id
MATCH (t:Thing {id: id})-[r]-()
WHERE r.basis IS NOT NULL AND /*seen-edge r*/ true
WITH t, type(r) AS type, startNode(r) = t AS outward, count(r) AS edges
ORDER BY type, outward
RETURN t.id AS id, t.name AS name, /*kind-of t*/ null AS kind, sum(edges) AS count,
       collect(CASE WHEN outward THEN type ELSE '<-' + type END + ' ' + toString(edges)) AS types
ORDER BY id
