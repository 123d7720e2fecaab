// summary: The facts of a source, each with the claims that record it.
// params:  source: id
// returns: fact, locator, gist, claims
// example: source=dailynk-en-party-cell
// rows:    44
MATCH (s:Source {id: $source})
WHERE s.unloaded IS NULL OR s.unloaded > $lens.recorded_at
UNWIND range(0, size(s.facts) - 1) AS i
WITH s, i, COLLECT {
  MATCH (s)<-[:STATED_IN]-(c:Claim {fact: s.facts[i]})
  WHERE /*seen-claim c*/ true
  RETURN c.id ORDER BY c.id
} AS claims
RETURN s.facts[i] AS fact, s.locators[i] AS locator, s.gists[i] AS gist, claims
ORDER BY i
