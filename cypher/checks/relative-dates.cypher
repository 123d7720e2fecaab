// summary: What came so long after something else did, by the dates of both.
// rule:    -
// looks_at: how long after another an event is said to have come, and the dates of both
// scope:   every event and idea of which a source says so; in years, or in months where it gives them
// params:  unit: id = null
MATCH (later:Thing)<-[:SUBJECT]-(said:Claim)
WHERE said.predicate IN ['AFTER', 'years_after'] AND said.polarity = 'asserted'
  AND (said.interval IS NOT NULL OR said.says IS NOT NULL)
  AND ($unit IS NULL OR later.id = $unit) AND /*seen-claim said*/ true
CALL (later, said) {
  MATCH (said)-[:OBJECT]->(earlier:Event)
  RETURN earlier
  UNION
  WITH later, said
  WHERE said.predicate = 'years_after'
  MATCH (later)-[r:FOLLOWED]->(earlier:Event)
  WHERE /*seen-edge r*/ true
  RETURN DISTINCT earlier
}
CALL (later) {
  MATCH (later)<-[:SUBJECT]-(c:Claim)
  WHERE c.predicate IN ['date', 'launched'] AND c.polarity = 'asserted'
    AND date('0001-01-01') < c.date_min AND c.date_known < date('9999-12-31')
    AND /*seen-claim c*/ true
  RETURN min(c.date_min) AS later_first, max(c.date_min) AS later_last, collect(c.id) AS later_ids
}
CALL (earlier) {
  MATCH (earlier)<-[:SUBJECT]-(c:Claim {predicate: 'date', polarity: 'asserted'})
  WHERE date('0001-01-01') < c.date_min AND c.date_known < date('9999-12-31')
    AND /*seen-claim c*/ true
  RETURN min(c.date_min) AS earlier_first, max(c.date_min) AS earlier_last,
         collect(c.id) AS earlier_ids
}
WITH *, duration(coalesce(said.interval, 'P' + toString(said.says) + 'Y')) AS stated
WITH *, CASE WHEN stated.monthsOfYear > 0 THEN 1 ELSE 12 END AS unit_of_months
WITH *, (later_last.year * 12 + later_last.month - 1) AS end_last,
     (later_first.year * 12 + later_first.month - 1) AS end_first,
     (earlier_first.year * 12 + earlier_first.month - 1) AS start_first,
     (earlier_last.year * 12 + earlier_last.month - 1) AS start_last
WITH *, abs(end_first / unit_of_months - start_first / unit_of_months
            - stated.months / unit_of_months) AS one,
     abs(end_last / unit_of_months - start_last / unit_of_months
         - stated.months / unit_of_months) AS other
RETURN later.id AS unit, later.name AS name,
       CASE WHEN one < other THEN one ELSE other END AS low,
       CASE WHEN one < other THEN other ELSE one END AS high,
       later_first AS since, later_last AS until, later_ids + earlier_ids AS observed,
       '<=' AS op, 0 AS bound, said.source AS source, said.id AS claim, [] AS excepted_by,
       CASE WHEN later_first IS NULL OR earlier_first IS NULL THEN 'one of the two has no date'
       END AS note
ORDER BY unit, claim
