UNWIND $sources AS source
MERGE (s:Source {id: source.id})
SET s = source.properties, s.id = source.id, s.fingerprint = source.fingerprint
