// summary: What a level of the party must do, in the order of the rules.
// params:  tier: id
// returns: ordinal, id, text, other_texts, status, standing, disputed, resolved_by, claims
// example: tier=party-cell
// rows:    9
MATCH (:Thing:Tier {id: $tier})-[r:CHARGED_WITH]->(d:Duty)
WHERE /*seen-edge r*/ true
WITH d, r.ordinal AS ordinal, collect(r) AS edges
CALL (d) {
  OPTIONAL MATCH (d)<-[:SUBJECT]-(c:Claim {predicate: 'text'})
  WHERE c.polarity = 'asserted' AND /*seen-claim c*/ true
  WITH c.says AS text, count(DISTINCT c.voice) AS voices, collect(c.id) AS ids,
       /*confident-voices c*/ null AS confident,
       max(toInteger(c.language = 'en')) AS english
  ORDER BY confident DESC, voices DESC, english DESC, text
  RETURN collect(text)[0] AS text, collect(text) AS texts,
         reduce(all = [], part IN collect(ids) | all + part) AS ids
}
WITH ordinal, d, text, texts, [e IN edges | /*edge-status e*/ null] AS statuses,
     [e IN edges | /*edge-standing e*/ null] AS standings,
     reduce(all = [], e IN edges | all + /*edge-claims e*/ e.claims) + ids AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN ordinal, d.id AS id, text, texts[1..] AS other_texts,
       /*strongest-status statuses*/ null AS status, /*strongest-standing standings*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY ordinal, id
