// What ends each claim about these things, side by side in lists, so that reading needs no further
// step; and the same on the edges that are made from the claims. `end_kinds`: `replaced` by what is
// attested in its place, `over` by a death or a dissolution, `edition` where the rules that it is a
// clause of have been replaced, and it is not known whether it was kept.
UNWIND $subjects AS id
MATCH (t:Thing {id: id})
CALL (t) {
  MATCH (t)<-[:SUBJECT]-(c:Claim)
  RETURN c
  UNION
  WITH t
  WHERE EXISTS { (t)<-[:SUBJECT]-(:Claim {predicate: 'dissolved'}) }
  MATCH (t)<-[:OBJECT]-(c:Claim)
  WHERE c.predicate IN $mortal
  RETURN c
  UNION
  MATCH (t)-[:EDITION_OF]->(:Document)<-[:EDITION_OF]-(edition:Document)
  MATCH (c:Claim {edition: edition.id})
  RETURN c
  UNION
  MATCH (c:Claim {until_edition: t.id})
  RETURN c
  UNION
  MATCH (c:Claim {edition: t.id})
  RETURN c
}
WITH DISTINCT c
OPTIONAL CALL (c) {
  // A report of a rule takes no place of its text.
  MATCH (c)-[:CONFLICTS_WITH {kind: 'changed'}]-(n:Claim)
  WHERE NOT (c.standing = 'normative' AND n.standing = 'reported')
  WITH c, n, CASE WHEN n.holds_from < n.holds_until THEN n.holds_from ELSE n.holds_until END AS since
  // What was said at a vague moment gives way to what is attested after the first day of it.
  WHERE c.holds_until < since
  RETURN n AS by, n.holds_from AS since, 'replaced' AS kind
  UNION ALL
  // What others say of the same: whoever gives an end of it ends what was attested up to then by
  // anybody; what is concluded disputes nothing, and still ends what it denies.
  MATCH (c)-[:SUBJECT]->(:Thing)<-[:SUBJECT]-(n:Claim {predicate: c.predicate, modality: 'reported'})
  WHERE c.polarity = 'asserted' AND c.holds_until < date('9999-12-31') AND n.rank <> 'deprecated'
    AND coalesce(n.role, '') = coalesce(c.role, '')
    AND (n.says = c.says OR EXISTS { (c)-[:OBJECT]->(:Thing)<-[:OBJECT]-(n) })
  WITH n, CASE
    WHEN n.polarity = 'asserted' AND n.holds IS NOT NULL AND n.momentary IS NULL AND n.op = c.op
      AND c.holds_until <= n.ends_by AND n.ends_by < c.ends_by AND n.starts_after <= n.ends_by
      THEN n.ends_by + duration({days: 1})
    WHEN n.polarity = 'denied' AND n.basis = 'inferred' AND c.holds_until < n.holds_from
      AND n.holds_from <= n.holds_until
      THEN n.holds_from
  END AS since
  WHERE since IS NOT NULL
  RETURN n AS by, since, 'replaced' AS kind
  UNION ALL
  MATCH (c)-[:SUBJECT|OBJECT]->(:Thing)<-[:SUBJECT]-(n:Claim)
  WHERE c.predicate IN $mortal AND n.predicate IN ['death_date', 'dissolved']
    AND n.polarity = 'asserted' AND n.rank <> 'deprecated' AND n.modality <> 'rumoured'
    AND n.date_max < date('9999-12-31')
  RETURN n AS by, n.date_max + duration({days: 1}) AS since, 'over' AS kind
  UNION ALL
  MATCH (:Document {id: c.until_edition})<-[:SUBJECT]-(n:Claim {predicate: 'adopted'})
  WHERE n.polarity = 'asserted' AND n.rank <> 'deprecated'
  RETURN n AS by, n.date_max AS since, 'over' AS kind
  UNION ALL
  // The next edition leaves it open whether a clause was kept; the one after that ends it.
  MATCH (own:Document {id: c.edition})-[:EDITION_OF]->(:Document)
        <-[:EDITION_OF]-(later:Document)<-[:SUBJECT]-(n:Claim {predicate: 'adopted'})
  WHERE n.polarity = 'asserted' AND n.rank <> 'deprecated'
    AND all(mine IN COLLECT { MATCH (own)<-[:SUBJECT]-(a:Claim {predicate: 'adopted'})
                              RETURN a.date_max } WHERE mine < n.date_min)
  WITH later, min(n.date_min) AS adopted, collect(n) AS adoptions
  ORDER BY adopted
  WITH collect({adopted: adopted, adoptions: adoptions}) AS editions
  UNWIND range(0, size(editions) - 1) AS i
  UNWIND editions[i].adoptions AS n
  RETURN n AS by, n.date_max AS since, CASE i WHEN 0 THEN 'edition' ELSE 'replaced' END AS kind
}
WITH c, by, since, kind
ORDER BY since, by.id
WITH c, collect({by: by, since: since, kind: kind}) AS all
WITH c, [e IN all WHERE e.by IS NOT NULL] AS endings
WHERE size(endings) > 0 OR c.ended_by IS NOT NULL
SET c.ended_by = [e IN endings | e.by.id], c.end_sources = [e IN endings | e.by.source],
    c.end_known_from = [e IN endings | e.by.known_from],
    c.end_recorded = [e IN endings | e.by.recorded], c.end_retired = [e IN endings | e.by.retired],
    c.end_from = [e IN endings | e.since], c.end_kinds = [e IN endings | e.kind]
WITH c
MATCH (c)-[:SUBJECT]->(s)-[r]->(o)<-[:OBJECT]-(c)
WHERE c.id IN r.claims AND type(r) = c.predicate
SET r.ended_by = c.ended_by, r.end_sources = c.end_sources, r.end_known_from = c.end_known_from,
    r.end_recorded = c.end_recorded, r.end_retired = c.end_retired, r.end_from = c.end_from,
    r.end_kinds = c.end_kinds
