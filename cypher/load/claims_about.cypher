// The live claims about these things, with what it takes to compare them.
UNWIND $subjects AS subject
MATCH (:Thing {id: subject})<-[:SUBJECT]-(c {retired: $never})-[:STATED_IN]->(s:Source)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
RETURN c.id AS id, subject AS about, c.predicate AS predicate, c.op AS op, c.says AS value,
       o.id AS object, c.ordinal AS ordinal, c.role AS role, c.polarity AS polarity,
       c.modality AS modality, c.basis AS basis, c.rank AS rank, c.voice AS voice, s.id AS source, s.work AS work,
       c.starts_after AS starts_after, c.holds_from AS holds_from,
       c.holds_until AS holds_until, c.ends_by AS ends_by
