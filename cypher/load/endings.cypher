// What ends each claim about these things, side by side in lists, so that reading needs no further
// step; and the same on the edges that are made from the claims. `end_kinds`: `replaced` by what is
// attested in its place, `over` by a death or a dissolution, `edition` where the rules that it is a
// clause of have been replaced, and it is not known whether it was kept. What is of low confidence
// ends nothing. `end_seats`: the source that says that a post has one seat, where the next holder ends
// it; empty elsewhere.
UNWIND $subjects AS id
MATCH (t:Thing {id: id})
CALL (t) {
  MATCH (t)<-[:SUBJECT]-(c)
  RETURN c
  UNION
  WITH t
  WHERE EXISTS { (t)<-[:SUBJECT]-({predicate: 'dissolved'}) }
  MATCH (t)<-[:OBJECT]-(c)
  WHERE c.predicate IN $mortal
  RETURN c
  UNION
  MATCH (t)-[:EDITION_OF]->(:Document)<-[:EDITION_OF]-(edition:Document)
  MATCH (c:Claim {edition: edition.id})
  RETURN c
  UNION
  MATCH (c:Claim {until_edition: t.id})
  RETURN c
  UNION
  MATCH (c:Claim {edition: t.id})
  RETURN c
  UNION
  // Who holds a post, or ceased to, ends what others held; so does what says that it has one seat.
  CALL (t) {
    MATCH (t)<-[:SUBJECT]-({predicate: 'HOLDS'})-[:OBJECT]->(post:Post)
    RETURN post
    UNION
    WITH t AS post
    WHERE post:Post
    RETURN post
    UNION
    MATCH (t:Role)<-[:OBJECT]-({predicate: 'HAS_ROLE'})-[:SUBJECT]->(post:Post)
    RETURN post
  }
  WITH DISTINCT post
  WHERE EXISTS { (post)<-[:SUBJECT]-({predicate: 'seats'}) }
     OR EXISTS { (post)<-[:SUBJECT]-({predicate: 'HAS_ROLE'})-[:OBJECT]->(:Role)
                 <-[:SUBJECT]-({predicate: 'seats'}) }
  MATCH (post)<-[:OBJECT]-(c {predicate: 'HOLDS'})
  RETURN c
}
WITH DISTINCT c
OPTIONAL CALL (c) {
  // A report of a rule takes no place of its text.
  MATCH (c)-[:CONFLICTS_WITH {kind: 'changed'}]-(n)
  WHERE n.confidence IS NULL AND NOT (c.standing = 'normative' AND n.standing = 'reported')
  WITH c, n, CASE WHEN n.holds_from < n.holds_until THEN n.holds_from ELSE n.holds_until END AS since
  // What was said at a vague moment gives way to what is attested after the first day of it.
  WHERE c.holds_until < since
  RETURN n AS by, n.holds_from AS since, 'replaced' AS kind, null AS seat
  UNION ALL
  // What others say of the same: whoever gives an end of it ends what was attested up to then by
  // anybody; what is concluded disputes nothing, and still ends what it denies.
  MATCH (c)-[:SUBJECT]->(:Thing)<-[:SUBJECT]-(n {predicate: c.predicate, modality: 'reported'})
  WHERE c.polarity = 'asserted' AND c.holds_until < date('9999-12-31')
    AND n.rank <> 'deprecated' AND n.confidence IS NULL
    AND coalesce(n.role, '') = coalesce(c.role, '')
    AND (n.says = c.says OR EXISTS { (c)-[:OBJECT]->(:Thing)<-[:OBJECT]-(n) })
  WITH n, CASE
    WHEN n.polarity = 'asserted' AND n.holds IS NOT NULL AND n.momentary IS NULL AND n.op = c.op
      AND c.holds_until <= n.ends_by AND n.ends_by < c.ends_by AND n.starts_after <= n.ends_by
      THEN n.ends_by + duration({days: 1})
    WHEN n.polarity = 'denied' AND n.basis = 'inferred' AND c.holds_until < n.holds_from
      AND n.holds_from <= n.holds_until
      THEN n.holds_from
  END AS since
  WHERE since IS NOT NULL
  RETURN n AS by, since, 'replaced' AS kind, null AS seat
  UNION ALL
  // Promoted or demoted within one body, nobody is still what they were.
  MATCH (c)-[:SUBJECT]->(:Thing)
        <-[:SUBJECT]-(n {predicate: 'MEMBER_OF', polarity: 'asserted', modality: 'reported'})
  WHERE c.predicate = 'MEMBER_OF' AND c.polarity = 'asserted'
    AND n.rank <> 'deprecated' AND n.confidence IS NULL
    AND any(grade IN $grades WHERE toLower(c.role) IN grade AND NOT toLower(n.role) IN grade)
    AND any(grade IN $grades WHERE toLower(n.role) IN grade)
    AND EXISTS { (c)-[:OBJECT]->(:Thing)<-[:OBJECT]-(n) }
  WITH c, n, CASE WHEN n.holds_from < n.holds_until THEN n.holds_from ELSE n.holds_until END AS since
  WHERE c.holds_from < since AND c.holds_until < since AND NOT EXISTS {
    (n)-[:CONFLICTS_WITH {kind: 'contested'}]-({polarity: 'denied', source: n.source}) }
  RETURN n AS by, n.holds_from AS since, 'replaced' AS kind, null AS seat
  UNION ALL
  // Whoever is attested next in a post with one seat has it from whoever was in it.
  MATCH (c)-[:OBJECT]->(:Post)
        <-[:OBJECT]-(n {predicate: 'HOLDS', polarity: 'asserted', modality: 'reported'})
  WHERE c.predicate = 'HOLDS' AND c.polarity = 'asserted' AND c.seat_sources IS NOT NULL
    AND n.rank <> 'deprecated' AND n.confidence IS NULL
  WITH c, n,
       CASE WHEN n.holds_from < n.holds_until THEN n.holds_from ELSE n.holds_until END AS since
  WHERE c.holds_from < since AND c.holds_until < since
    AND NOT EXISTS {
      (n)-[:CONFLICTS_WITH {kind: 'contested'}]-({polarity: 'denied', source: n.source}) }
    AND NOT EXISTS { (c)-[:SUBJECT]->(:Thing)<-[:SUBJECT]-(n) }
  // That it has one seat is on the claim, from `load/seats`.
  UNWIND range(0, size(c.seat_sources) - 1) AS i
  RETURN n AS by, n.holds_from AS since, 'replaced' AS kind,
         {place: i, source: c.seat_sources[i], known_from: c.seat_known_from[i],
          recorded: c.seat_recorded[i], retired: c.seat_retired[i]} AS seat
  UNION ALL
  MATCH (c)-[:SUBJECT|OBJECT]->(:Thing)<-[:SUBJECT]-(n)
  WHERE c.predicate IN $mortal AND n.predicate IN ['death_date', 'dissolved']
    AND n.polarity = 'asserted' AND n.rank <> 'deprecated' AND n.confidence IS NULL
    AND n.modality <> 'rumoured'
    AND n.date_max < date('9999-12-31')
  RETURN n AS by, n.date_max + duration({days: 1}) AS since, 'over' AS kind, null AS seat
  UNION ALL
  MATCH (:Thing:Document {id: c.until_edition})<-[:SUBJECT]-(n {predicate: 'adopted'})
  WHERE n.polarity = 'asserted' AND n.rank <> 'deprecated' AND n.confidence IS NULL
  RETURN n AS by, n.date_max AS since, 'over' AS kind, null AS seat
  UNION ALL
  // The next edition leaves it open whether a clause was kept; the one after that ends it.
  MATCH (own:Thing:Document {id: c.edition})-[:EDITION_OF]->(:Document)
        <-[:EDITION_OF]-(later:Document)<-[:SUBJECT]-(n {predicate: 'adopted'})
  WHERE n.polarity = 'asserted' AND n.rank <> 'deprecated' AND n.confidence IS NULL
    AND all(mine IN COLLECT { MATCH (own)<-[:SUBJECT]-(a {predicate: 'adopted'})
                              WHERE a.confidence IS NULL
                              RETURN a.date_max } WHERE mine < n.date_min)
  WITH later, min(n.date_min) AS adopted, collect(n) AS adoptions
  ORDER BY adopted
  WITH collect({adopted: adopted, adoptions: adoptions}) AS editions
  UNWIND range(0, size(editions) - 1) AS i
  UNWIND editions[i].adoptions AS n
  RETURN n AS by, n.date_max AS since, CASE i WHEN 0 THEN 'edition' ELSE 'replaced' END AS kind,
         null AS seat
}
WITH c, by, since, kind, seat
ORDER BY since, by.id, seat.place
// That a post has one seat must be known too, for the next holder to end anything.
WITH c, collect({by: by, since: since, kind: kind, seats: coalesce(seat.source, ''),
    known_from: CASE WHEN seat.known_from > by.known_from THEN seat.known_from ELSE by.known_from END,
    recorded: CASE WHEN seat.recorded > by.recorded THEN seat.recorded ELSE by.recorded END,
    retired: CASE WHEN seat.retired < by.retired THEN seat.retired ELSE by.retired END}) AS all
WITH c, [e IN all WHERE e.by IS NOT NULL] AS endings
WHERE size(endings) > 0 OR c.ended_by IS NOT NULL
// Where nothing ends it any more, or no seat is spoken of, there is no list.
WITH c, CASE WHEN size(endings) > 0 THEN endings END AS endings
SET c.ended_by = [e IN endings | e.by.id], c.end_sources = [e IN endings | e.by.source],
    c.end_seats = CASE WHEN any(e IN endings WHERE e.seats <> '')
                       THEN [e IN endings | e.seats] END,
    c.end_known_from = [e IN endings | e.known_from],
    c.end_recorded = [e IN endings | e.recorded], c.end_retired = [e IN endings | e.retired],
    c.end_from = [e IN endings | e.since], c.end_kinds = [e IN endings | e.kind]
WITH c
MATCH (c)-[:SUBJECT]->(s)-[r]->(o)<-[:OBJECT]-(c)
WHERE c.id IN r.claims AND type(r) = c.predicate
SET r.ended_by = c.ended_by, r.end_sources = c.end_sources, r.end_seats = c.end_seats,
    r.end_known_from = c.end_known_from,
    r.end_recorded = c.end_recorded, r.end_retired = c.end_retired, r.end_from = c.end_from,
    r.end_kinds = c.end_kinds
