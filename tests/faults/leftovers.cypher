// What no load that has ended has made: claims, things without a claim, edges of no claim.
CALL () {
  MATCH (c:Claim)
  WHERE NOT EXISTS { (:Load {id: c.load}) }
  RETURN 'claims of no load' AS what, count(c) AS many
  UNION ALL
  MATCH (t:Thing)
  WHERE NOT EXISTS { (t)<-[:SUBJECT|OBJECT|QUALIFIED_BY]-(:Claim) }
  RETURN 'things of no claim' AS what, count(t) AS many
  UNION ALL
  MATCH (:Thing)-[r]->(:Thing)
  WHERE NOT all(id IN r.claims WHERE EXISTS { (:Claim {id: id}) }
                OR r.retired[0] < datetime('9000-01-01'))
  RETURN 'edges of no claim' AS what, count(r) AS many
  UNION ALL
  MATCH (l:Load)
  WHERE l.id <> 'curated' AND l.version IS NULL
  RETURN 'loads without a version' AS what, count(l) AS many
}
WITH what, many WHERE many > 0
RETURN what, many
