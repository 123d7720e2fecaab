// What a citation needs of a thing, a source or a claim; no row where there is none of this id.
CALL () {
  MATCH (s:Source {id: $id})
  WHERE s.facts IS NOT NULL
  RETURN 'source' AS what, s, null AS claim, null AS place, null AS name, null AS kind
  UNION
  MATCH (c:Claim {id: $id})-[in:STATED_IN]->(s:Source)
  RETURN 'claim' AS what, s, c.id AS claim, in.locator AS place, c.gist AS name, null AS kind
  UNION
  MATCH (t:Thing {id: $id})
  RETURN 'thing' AS what, null AS s, null AS claim, null AS place, t.name AS name,
         /*kind-of t*/ null AS kind
}
RETURN what, s.title AS title, s.publisher AS publisher, s.published AS published, s.url AS url,
       s.language AS language, claim, place, name, kind
