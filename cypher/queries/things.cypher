// summary: Every thing of a kind, by name; or those whose name begins with a letter, or of which a property has a value. Of a synthetic party in the order in which they were made, and none by letter or value.
// params:  kind: label
//          letter: text = null
//          property: predicate = null
//          value: text = null
//          skip: integer [0..100000000] = 0
//          limit: integer [1..1000] = 100
// returns: id, name, kind, names, said
// example: kind=Concept
// rows:    2
OPTIONAL MATCH (run:Run)
WITH count(run) > 0 AS synthetic
CALL (synthetic) {
  MATCH (t:$any(CASE WHEN synthetic THEN [] ELSE [$kind] END))
  WHERE 'Thing' IN labels(t)
    AND ($letter IS NULL OR toUpper(left(coalesce(t.name, t.id), 1)) = toUpper($letter))
    AND ($property IS NULL OR EXISTS {
      MATCH (t)<-[:SUBJECT]-(c:Claim {predicate: $property, polarity: 'asserted'})
      WHERE ($value IS NULL OR toString(c.says) = $value) AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
    })
    AND /*seen-thing t*/ true
  WITH t
  ORDER BY t.name, t.id
  SKIP $skip
  LIMIT $limit
  RETURN collect(t) AS some
  UNION ALL
  // Millions are neither sorted nor looked at for a page of a hundred.
  MATCH (t:$any(CASE WHEN synthetic AND $letter IS NULL AND $property IS NULL THEN [$kind] ELSE [] END))
  WITH t
  SKIP $skip
  LIMIT $limit
  WITH t
  WHERE 'Thing' IN labels(t) AND /*seen-thing t*/ true
  RETURN collect(t) AS some
}
UNWIND range(0, size(some) - 1) AS i
WITH i, some[i] AS t
RETURN t.id AS id, t.name AS name, /*kind-of t*/ null AS kind,
       coalesce(t.names, [name IN [t.name] WHERE name IS NOT NULL]) AS names,
       COUNT { MATCH (t)<-[:SUBJECT]-(c:Claim) WHERE /*seen-claim c*/ true } AS said
ORDER BY i
