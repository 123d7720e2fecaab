// Sources whose date is unknown, which known_at therefore leaves out.
MATCH (s:Source)
WHERE s.facts IS NOT NULL AND s.unloaded IS NULL AND s.known_from = date('9999-12-31')
  AND ($sources IS NULL OR s.id IN $sources)
RETURN count(s) AS undated
