// One edge for each subject, type, object, qualifiers, manner and interval; its lists run parallel
// to `claims`. What is denied, deprecated or only rumoured, what its own source denies, and what two
// things that were merged were to each other, makes none. Where a large load is imported,
// loaders/load/import_content.py makes the same.
UNWIND $subjects AS id
MATCH (s:Thing {id: id})<-[:SUBJECT]-(c)-[:OBJECT]->(o:Thing)
WHERE c.polarity = 'asserted' AND c.rank <> 'deprecated' AND c.modality <> 'rumoured'
  AND c.predicate <> 'MERGED_INTO' AND o <> s
  AND NOT EXISTS {
    MATCH (s)<-[:SUBJECT]-(no {predicate: c.predicate, polarity: 'denied', source: c.source})
    WHERE EXISTS { (no)-[:OBJECT]->(o) } AND no.retired > c.recorded AND c.retired > no.recorded
      AND NOT ((c.holds_from < no.holds_from AND c.holds_from < no.holds_until
                AND c.holds_until < no.holds_from AND c.holds_until < no.holds_until)
            OR (no.holds_from < c.holds_from AND no.holds_from < c.holds_until
                AND no.holds_until < c.holds_from AND no.holds_until < c.holds_until))
  }
WITH s, o, c
ORDER BY c.id
WITH s, o, c.predicate AS type, c.ordinal AS ordinal, c.role AS role, c.basis AS basis,
     c.modality AS modality, c.interval AS interval, c.momentary AS momentary, c.details AS details,
     c.undated AS undated,
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
    r.standings = [c IN claims | c.standing],
    r.ordinal = ordinal, r.role = role, r.basis = basis, r.modality = modality,
    r.qualified_by = CASE WHEN qualified_by <> [] THEN qualified_by END,
    r.interval = interval, r.details = details,
    r.momentary = momentary, r.undated = undated,
    r.possible_from = possible_from, r.possible_until = possible_until,
    r.certain_from = certain_from, r.certain_until = certain_until
