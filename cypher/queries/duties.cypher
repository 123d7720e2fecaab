// summary: What a level of the party must do, in the order of the rules.
// params:  tier: id
// returns: ordinal, id, text, claims
// example: tier=party-cell
// rows:    9
MATCH (:Tier {id: $tier})-[r:CHARGED_WITH]->(d:Duty)
WHERE /*seen-edge r*/ true
WITH d, r.ordinal AS ordinal, collect(r) AS edges
CALL (d) {
  OPTIONAL MATCH (d)<-[:SUBJECT]-(c:Claim {predicate: 'text'})
  WHERE c.polarity = 'asserted' AND /*seen-claim c*/ true
  WITH c.says AS text, count(DISTINCT c.voice) AS voices, collect(c.id) AS ids,
       max(toInteger(c.language = 'en')) AS english
  ORDER BY voices DESC, english DESC, text
  RETURN collect(text)[0] AS text, reduce(all = [], part IN collect(ids) | all + part) AS ids
}
RETURN ordinal, d.id AS id, text,
       reduce(all = [], e IN edges | all + /*edge-claims e*/ e.claims) + ids AS claims
ORDER BY ordinal, id
