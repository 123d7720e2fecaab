// summary: The sources of some claims, each with the places in it; for footnotes.
// params:  ids: ids
// returns: id, title, publisher, language, kind, published, not_before, url, places, claims
// example: ids=c-f7cfa28d25918393
// rows:    1
UNWIND $ids AS id
MATCH (c:Claim {id: id})-[in:STATED_IN]->(s:Source)
WHERE /*seen-claim c*/ true
WITH s, in.locator AS locator, c.id AS claim
ORDER BY claim
WITH s, locator, collect(DISTINCT claim) AS claims
ORDER BY locator
WITH s, collect({locator: locator, claims: claims}) AS places,
     reduce(all = [], part IN collect(claims) | all + part) AS claims
RETURN s.id AS id, s.title AS title, s.publisher AS publisher, s.language AS language,
       s.kind AS kind, s.published AS published, s.not_before AS not_before, s.url AS url,
       places, claims
ORDER BY s.published_min, id
