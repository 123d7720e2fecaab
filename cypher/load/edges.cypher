// One edge for each subject, type, object, qualifiers, manner and interval; its lists run parallel
// to `claims`. Denied and deprecated claims make none.
UNWIND $subjects AS id
MATCH (s:Thing {id: id})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Thing)
WHERE c.polarity = 'asserted' AND c.rank <> 'deprecated'
WITH s, o, c
ORDER BY c.id
WITH s, o, c.predicate AS type, c.ordinal AS ordinal, c.role AS role, c.basis AS basis,
     c.modality AS modality,
     COLLECT { MATCH (c)-[q:QUALIFIED_BY]->(t) RETURN q.role + ':' + t.id ORDER BY q.role, t.id }
       AS qualified_by,
     c.starts_after AS possible_from, c.ends_by AS possible_until,
     c.holds_from AS certain_from, c.holds_until AS certain_until,
     collect(c) AS claims
CREATE (s)-[r:$(type)]->(o)
SET r.claims = [c IN claims | c.id],
    r.sources = [c IN claims | c.source],
    r.voices = [c IN claims | c.voice],
    r.known_from = [c IN claims | c.known_from],
    r.recorded = [c IN claims | c.recorded],
    r.retired = [c IN claims | c.retired],
    r.ordinal = ordinal, r.role = role, r.basis = basis, r.modality = modality,
    r.qualified_by = qualified_by,
    r.possible_from = possible_from, r.possible_until = possible_until,
    r.certain_from = certain_from, r.certain_until = certain_until
