// summary: What happened between two dates, in order; every date that a source gives is counted.
// params:  start: edtf = null
//          end: edtf = null
//          kind: text = null
// returns: id, name, kind, date, earliest, latest, dates, place, disputed, resolved_by, claims
// example: start=1990 end=2007
// rows:    3
MATCH (e:Event)<-[:SUBJECT]-(c:Claim {predicate: 'date'})
WHERE c.polarity = 'asserted' AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
WITH e, collect(c) AS all
UNWIND all AS c
// A date inside a vaguer one refines it: whoever says the vaguer one is a voice for it.
WITH e, c.says AS date, min(c.date_min) AS earliest, max(c.date_max) AS latest,
     max(toInteger(c.rank = 'preferred')) AS preferred, collect(c.id) AS ids, all
WITH e, date, earliest, latest, preferred, ids,
     COLLECT {
       UNWIND all AS vaguer
       WITH vaguer
       WHERE vaguer.date_min <= earliest AND vaguer.date_max >= latest
       RETURN DISTINCT vaguer.voice
     } AS agreeing
WITH e, date, earliest, latest, preferred, ids, size(agreeing) AS voices
ORDER BY preferred DESC, voices DESC, duration.inDays(earliest, latest).days, date
WITH e, collect({date: date, earliest: earliest, latest: latest}) AS dates,
     min(earliest) AS first, max(latest) AS last,
     reduce(all = [], part IN collect(ids) | all + part) AS claims
// An event without any date is in no range.
WHERE ($start_from IS NULL AND $end_until IS NULL)
   OR ((first > date('0001-01-01') OR last < date('9999-12-31'))
       AND ($start_from IS NULL OR last >= $start_from)
       AND ($end_until IS NULL OR first <= $end_until))
CALL (e) {
  OPTIONAL MATCH (e)<-[:SUBJECT]-(k:Claim {predicate: 'event_type'})
  WHERE k.polarity = 'asserted' AND /*seen-claim k*/ true
  WITH k.says AS type, count(DISTINCT k.voice) AS voices
  ORDER BY voices DESC, type
  RETURN collect(type) AS types
}
WITH e, dates, claims, types
WHERE $kind IS NULL OR $kind IN types
OPTIONAL MATCH (e)-[r:HELD_AT]->(place:Place)
WHERE /*seen-edge r*/ true
WITH e, dates, claims, types, place, r
ORDER BY size(coalesce(r.claims, [])) DESC, place.id
WITH e, dates, claims, types, collect(place.name)[0] AS place
WITH e, dates, claims, types, place, /*disagreements claims*/ [] AS disagreements
RETURN e.id AS id, e.name AS name, types[0] AS kind, dates[0].date AS date,
       dates[0].earliest AS earliest, dates[0].latest AS latest,
       [item IN dates | item.date] AS dates, place,
       'contested' IN disagreements AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY earliest, latest, id
