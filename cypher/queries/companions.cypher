// summary: Who took part in the same events as a person, the most often first.
// params:  person: id
//          limit: integer [1..1000] = 100
// returns: id, name, kind, together, events, status, standing, disputed, resolved_by, claims
// example: person=kim-jong-il
// rows:    0
MATCH (p:Thing:Person {id: $person})-[mine:PARTICIPATED_IN]->(e:Event)
WHERE /*seen-edge mine*/ true
WITH DISTINCT p, e
MATCH (e)<-[theirs:PARTICIPATED_IN]-(other:Person)
WHERE other <> p AND /*seen-edge theirs*/ true
WITH other, e, /*edge-claims theirs*/ theirs.claims AS claims, /*edge-status theirs*/ null AS status,
     /*edge-standing theirs*/ null AS standing
UNWIND claims AS claim
WITH other, collect(DISTINCT {id: e.id, name: e.name}) AS events, collect(DISTINCT claim) AS claims,
     collect(DISTINCT status) AS statuses, collect(DISTINCT standing) AS standings
ORDER BY size(events) DESC, other.name, other.id
LIMIT $limit
WITH other, events, claims, statuses, standings, /*disagreements claims*/ [] AS disagreements
RETURN other.id AS id, other.name AS name, /*kind-of other*/ null AS kind, size(events) AS together,
       events, /*strongest-status statuses*/ null AS status,
       /*strongest-standing standings*/ null AS standing, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY together DESC, name, id
