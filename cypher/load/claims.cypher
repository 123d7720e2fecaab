UNWIND $claims AS claim
MATCH (t:Thing {id: claim.about})
MATCH (s:Source {id: claim.properties.source})
CREATE (c:Claim {id: claim.id})
// Whenever an undated source spoke, it was before it was loaded.
SET c += claim.properties,
    c.holds_from = CASE
      WHEN claim.properties.undated AND claim.days.holds_from = '9999-12-31'
           AND date(claim.days.holds_until) < date($now) THEN date($now)
      ELSE date(claim.days.holds_from) END,
    c.holds_until = date(claim.days.holds_until),
    c.starts_after = date(claim.days.starts_after), c.ends_by = date(claim.days.ends_by),
    c.known_from = date(claim.days.known_from),
    c.date_min = date(claim.days.date_min), c.date_max = date(claim.days.date_max),
    c.date_from = date(claim.days.date_from), c.date_known = date(claim.days.date_known),
    c.fingerprint = claim.fingerprint, c.recorded = $now, c.retired = $never, c.load = $load
CREATE (c)-[:SUBJECT]->(t)
CREATE (c)-[:STATED_IN {locator: claim.locator}]->(s)
FOREACH (id IN CASE WHEN claim.object IS NULL THEN [] ELSE [claim.object] END |
  MERGE (o:Thing {id: id})
  CREATE (c)-[:OBJECT]->(o)
)
FOREACH (qualifier IN claim.qualifiers |
  MERGE (q:Thing {id: qualifier[1]})
  CREATE (c)-[:QUALIFIED_BY {role: qualifier[0]}]->(q)
)
