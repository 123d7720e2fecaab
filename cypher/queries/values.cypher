// summary: How many things of a kind have each value of a property, the most first; none of a synthetic party.
// params:  kind: label
//          property: predicate
//          skip: integer [0..1000000] = 0
//          limit: integer [1..1000] = 100
// returns: value, things
// example: kind=Event property=event_type
// rows:    3
OPTIONAL MATCH (run:Run)
WITH count(run) > 0 AS synthetic
MATCH (t:$any(CASE WHEN synthetic THEN [] ELSE [$kind] END))
WHERE 'Thing' IN labels(t) AND /*seen-thing t*/ true
MATCH (t)<-[:SUBJECT]-(c:Claim {predicate: $property, polarity: 'asserted'})
WHERE c.says IS NOT NULL AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
RETURN toString(c.says) AS value, count(DISTINCT t) AS things
ORDER BY things DESC, value
SKIP $skip
LIMIT $limit
