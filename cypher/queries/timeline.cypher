// summary: What happened between two dates, in order; every date that a source gives is counted.
// params:  start: edtf = null
//          end: edtf = null
//          kind: event_type = null
// returns: id, name, kind, date, earliest, latest, dates, place, status, disputed, resolved_by, claims
// example: start=1990 end=2007
// rows:    3
MATCH (e:Event)<-[:SUBJECT]-(c:Claim {predicate: 'date'})
WHERE c.polarity = 'asserted' AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
WITH e, collect(c) AS all,
     COLLECT { MATCH (e)<-[:SUBJECT]-(end:Claim {predicate: 'closed', polarity: 'asserted'})
               WHERE end.rank <> 'deprecated' AND /*seen-claim end*/ true
               RETURN end.date_max } AS ends
UNWIND all AS c
// A date inside a vaguer one refines it: whoever says the vaguer one is a voice for it. One whose end
// is unknown lasts as long as the event's other dates say; as long as its kind allows, where what is
// possible is asked for and no date says. One whose start is unknown is of the day before which it
// was; of any before it, where what is possible is asked for.
WITH e, c.says AS date, min(c.date_min) AS earliest, max(c.date_known) AS latest,
     max(c.date_max) AS reach, min(c.date_from) AS starts,
     CASE WHEN size(ends) > 0 OR any(other IN all WHERE other.date_known = other.date_max)
          THEN max(c.date_known) ELSE max(c.date_max) END AS farthest,
     // What is reported of it goes before what was announced, and before what is of low confidence.
     max(CASE WHEN c.rank = 'preferred' THEN 2 WHEN c.modality = 'announced' OR c.confidence IS NOT NULL THEN 0
              ELSE 1 END)
       AS precedence, max(toInteger(c.confidence IS NULL)) AS confident, collect(c.id) AS ids, all,
     ends
WITH e, date, earliest, latest, reach, starts, farthest, precedence, confident, ids, ends,
     COLLECT {
       UNWIND all AS vaguer
       WITH vaguer
       WHERE vaguer.date_min <= earliest AND vaguer.date_max >= reach
         AND vaguer.confidence IS NULL
       RETURN DISTINCT vaguer.voice
     } AS agreeing
WITH e, date, earliest, latest, reach, starts, farthest, precedence, confident, ids, ends,
     size(agreeing) AS voices
ORDER BY precedence DESC, voices DESC, duration.inDays(earliest, reach).days, date
WITH e, ends, reduce(all = [], part IN collect(ids) | all + part) AS claims,
     max(confident) AS confident,
     collect({date: date, earliest: earliest, latest: latest, reach: reach, starts: starts,
              farthest: farthest, confident: confident}) AS dates
// It was on the days of its sharpest dates, of low confidence only where there is no other.
UNWIND [d IN dates WHERE d.confident = confident AND none(
          other IN dates
          WHERE other.confident = confident AND d.earliest <= other.earliest AND other.reach <= d.reach
            AND (d.earliest < other.earliest OR other.reach < d.reach)
            AND (NOT d.date CONTAINS '/' OR d.latest < d.reach OR d.earliest < d.starts)
        )] AS sharp
WITH e, ends, claims, dates, min(sharp.earliest) AS first, min(sharp.starts) AS starts,
     max(sharp.latest) AS known, max(sharp.farthest) AS farthest
WITH e, dates, claims, first, starts,
     reduce(last = known, day IN ends | CASE WHEN day > last THEN day ELSE last END) AS known,
     farthest
// An event without any date is in no range.
WHERE ($start_from IS NULL AND $end_until IS NULL)
   OR ((first > date('0001-01-01') OR known < date('9999-12-31'))
       AND ($end_until IS NULL OR starts <= $end_until
            OR ($lens.possible AND first <= $end_until))
       AND ($start_from IS NULL OR known >= $start_from
            OR ($lens.possible AND farthest >= $start_from)))
WITH e, dates, claims,
     CASE WHEN $start_from IS NULL AND $end_until IS NULL THEN null
          WHEN dates[0].earliest >= coalesce($start_from, dates[0].earliest)
            AND dates[0].latest <= coalesce($end_until, dates[0].latest) THEN 'within it'
          // Of an interval both ends are days of the event, of a vague date perhaps none.
          WHEN dates[0].date CONTAINS '/' AND dates[0].latest >= coalesce($start_from, first)
            AND dates[0].starts <= coalesce($end_until, known) THEN 'in part of it'
          ELSE 'possible' END AS status
CALL (e) {
  OPTIONAL MATCH (e)<-[:SUBJECT]-(k:Claim {predicate: 'event_type'})
  WHERE k.polarity = 'asserted' AND /*seen-claim k*/ true
  WITH k.says AS type, count(DISTINCT k.voice) AS voices
  ORDER BY voices DESC, type
  RETURN collect(type) AS types
}
WITH e, dates, claims, status, types
WHERE $kind IS NULL OR $kind IN types
OPTIONAL MATCH (e)-[r:HELD_AT]->(place:Place)
WHERE /*seen-edge r*/ true
WITH e, dates, claims, status, types, place, r
ORDER BY size(coalesce(r.claims, [])) DESC, place.id
WITH e, dates, claims, status, types, collect(place.name)[0] AS place
WITH e, dates, claims, status, types, place, /*disagreements claims*/ [] AS disagreements
RETURN e.id AS id, e.name AS name, types[0] AS kind, dates[0].date AS date,
       dates[0].earliest AS earliest, dates[0].latest AS latest,
       [item IN dates | item.date] AS dates, place, status,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
// What was some time before a day, and nobody says since when, stands at that day.
ORDER BY CASE WHEN earliest = date('0001-01-01') THEN latest ELSE earliest END, latest, id
