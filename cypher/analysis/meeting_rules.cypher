// How often units of each level hold their general meeting by what is said of the rules.
MATCH (r:Rule)<-[:SUBJECT]-(c:Claim {predicate: 'meetings_per_month'})
WHERE c.polarity = 'asserted' AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
MATCH (r)-[a:APPLIES_TO]->(t:Tier)
WHERE a.claims IS NOT NULL AND /*seen-edge a*/ true
RETURN t.id AS tier, r.id AS rule, c.op AS op, c.says AS per_month, c.id AS claim,
       c.source AS source
ORDER BY tier, rule, claim
