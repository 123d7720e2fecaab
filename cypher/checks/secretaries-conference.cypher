// summary: The conference of cell secretaries is held as often as the rules demand.
// rule:    rule-cell-secretaries-meeting
// looks_at: the years from one conference of the series to the next
// scope:   conferences since the rule gives a number of years; that none is known is no violation
// params:  unit: id = null
MATCH (:Rule {id: 'rule-cell-secretaries-meeting'})<-[:SUBJECT]-(bound:Claim {predicate: 'years_between'})
WHERE bound.polarity = 'asserted' AND /*admitted-claim bound*/ true
WITH collect(bound) AS bounds,
     min(CASE WHEN bound.holds_from < bound.holds_until THEN bound.holds_from
         ELSE bound.holds_until END) AS start
MATCH (event:Event {series: 'cell-secretaries-meetings'})<-[:SUBJECT]-(said:Claim {predicate: 'date'})
WHERE said.polarity = 'asserted' AND said.rank <> 'deprecated' AND /*seen-claim said*/ true
WITH bounds, start, event, min(said.date_min) AS first, max(said.date_min) AS last,
     collect(said.id) AS ids
WHERE first >= start AND ($lens.certainty = 'any' OR first <= $lens.until)
ORDER BY first, event.id
WITH bounds, collect({event: event, first: first, last: last, ids: ids}) AS held
UNWIND range(0, size(held) - 1) AS i
WITH bounds, held[i] AS one, held[i + 1] AS next
UNWIND bounds AS bound
WITH one, next, bound
WHERE $unit IS NULL OR one.event.id = $unit
RETURN one.event.id AS unit, one.event.name AS name,
       next.first.year - one.last.year AS low, next.last.year - one.first.year AS high,
       one.first AS since, next.last AS until, one.ids + coalesce(next.ids, []) AS observed,
       '<=' AS op, bound.says AS bound, bound.source AS source, bound.id AS claim,
       [] AS excepted_by,
       CASE WHEN next IS NULL THEN 'the next is due in ' + (one.first.year + bound.says)
            + '; no source here tells of it' END AS note
ORDER BY since, source
