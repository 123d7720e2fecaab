MATCH (s:Source)
WHERE s.id IS NOT NULL
RETURN s.id AS id, s.fingerprint AS fingerprint
