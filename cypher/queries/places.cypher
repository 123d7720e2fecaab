// summary: Places with their coordinates (decimal degrees, WGS 84), what each lies in up to the country, and which committees are responsible for it.
// params:  place: id = null
//          within: id = null
// returns: id, name, latitude, longitude, within, responsible, disputed, resolved_by, claims
// example:
// rows:    3
CALL () {
  WITH *
  WHERE $place IS NOT NULL
  MATCH (p:Place {id: $place})
  WHERE 'Thing' IN labels(p)
  RETURN p
  UNION
  WITH *
  WHERE $place IS NULL
  MATCH (p:Place)
  RETURN p
}
WITH p
WHERE /*seen-thing p*/ true
CALL (p) {
  OPTIONAL MATCH way = (p) (()-[r:LOCATED_IN WHERE /*seen-edge r*/ true]->()){1,8} (wider:Place)
  WITH wider, way, last(relationships(way)) AS edge
  ORDER BY length(way)
  WITH wider, collect({depth: length(way), edge: edge}) AS ways
  WHERE wider IS NOT NULL
  WITH wider, ways[0].depth AS depth,
       reduce(all = [], way IN ways | all + [edge IN [way.edge] | /*edge-claims edge*/ edge.claims][0])
         AS claims
  ORDER BY depth, wider.id
  RETURN collect({id: wider.id, name: wider.name}) AS within,
         reduce(all = [], part IN collect(claims) | all + part) AS within_claims
}
WITH p, within, within_claims, /*points p*/ [] AS points
WHERE $within IS NULL OR $within IN [wider IN within | wider.id]
CALL (p) {
  OPTIONAL MATCH (unit:Organization)-[r:JURISDICTION]->(p)
  WHERE /*seen-edge r*/ true
  WITH unit, r
  WHERE unit IS NOT NULL
  WITH unit, reduce(all = [], part IN collect(/*edge-claims r*/ r.claims) | all + part) AS claims
  ORDER BY unit.name, unit.id
  RETURN collect({id: unit.id, name: unit.name}) AS responsible,
         reduce(all = [], part IN collect(claims) | all + part) AS responsible_claims
}
WITH p, within, responsible, /*accepted-point points*/ null AS accepted, points,
     reduce(all = [], point IN points | all + point.claims) AS claims,
     within_claims + responsible_claims AS others
WITH p, within, responsible, coalesce(accepted, points[0]) AS point, claims, others,
     /*disagreements claims*/ [] AS disagreements
RETURN p.id AS id, p.name AS name, point.latitude AS latitude, point.longitude AS longitude, within,
       responsible, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by,
       COLLECT { UNWIND claims + others AS id RETURN DISTINCT id } AS claims
ORDER BY id
