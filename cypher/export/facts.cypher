// Every fact of the sources that the lens lets through, in the order of its source.
MATCH (s:Source)
WHERE s.id > '' AND s.facts IS NOT NULL AND s.known_from <= $lens.known_at
  AND ($lens.sources IS NULL OR s.id IN $lens.sources)
WITH s ORDER BY s.id
UNWIND range(0, size(s.facts) - 1) AS i
RETURN s.facts[i] AS id, s.id AS source, s.locators[i] AS locator, s.gists[i] AS gist
