// The sources that some claims are stated in, with how many of them each states.
UNWIND $claims AS id
MATCH (c:Claim {id: id})-[:STATED_IN]->(s:Source)
WITH s, count(DISTINCT c) AS claims
RETURN s.id AS id, s.title AS title, s.publisher AS publisher, s.published AS published,
       s.kind AS kind, s.url AS url, s.trust AS trust, claims
ORDER BY id
