// summary: How many things of a kind there are by the first letter of their name; none of a synthetic party.
// params:  kind: label
// returns: letter, things
// example: kind=Person
// rows:    1
OPTIONAL MATCH (run:Run)
WITH count(run) > 0 AS synthetic
MATCH (t:$any(CASE WHEN synthetic THEN [] ELSE [$kind] END))
WHERE 'Thing' IN labels(t) AND /*seen-thing t*/ true
RETURN toUpper(left(coalesce(t.name, t.id), 1)) AS letter, count(t) AS things
ORDER BY letter
