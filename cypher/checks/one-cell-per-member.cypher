// summary: Nobody is a member of two party cells at once.
// rule:    rule-one-cell-per-member
// looks_at: who is said to be a member of which cells, for which time
// scope:   everybody of whom a cell is named; of others nothing follows
// params:  unit: id = null
CALL () {
  // Only who joined one organisation while in another can be in two cells.
  WITH *
  WHERE $unit IS NULL
  MATCH (:Tier {id: 'party-cell'})<-[:AT_TIER]-(cell:Organization)<-[joined:MEMBER_OF]-(person:Person)
  WHERE $all
     OR (COUNT { (person)-[:MEMBER_OF]->() } > 1
         AND EXISTS { (person)-[m:MEMBER_OF]->(other)
                      WHERE other <> cell
                        AND m.certain_from <= joined.certain_from <= m.certain_until })
  RETURN person
  UNION
  MATCH (person:Thing:Person {id: $unit})
  RETURN person
}
MATCH (person)-[m:MEMBER_OF]->(cell:Organization)-[at:AT_TIER]->(:Tier {id: 'party-cell'})
WHERE /*seen-edge m*/ true AND /*seen-edge at*/ true
WITH DISTINCT person, cell, m
WITH person, collect({cell: cell.id, since: m.certain_from, until: m.certain_until,
                      claims: /*edge-claims m*/ m.claims}) AS memberships
// At the start of each membership: those that certainly hold then.
UNWIND memberships AS membership
WITH person, membership.since AS since, membership.until AS until,
     [other IN memberships
        WHERE other.since <= membership.since <= other.until] AS together
WITH person, since, until, together,
     COLLECT { UNWIND together AS one RETURN DISTINCT one.cell } AS cells
MATCH (:Rule {id: 'rule-one-cell-per-member'})<-[:SUBJECT]-(bound:Claim {predicate: 'cells_per_member', op: '<='})
WHERE bound.polarity = 'asserted' AND /*seen-claim bound*/ true
  AND ($all OR size(cells) > bound.says)
RETURN DISTINCT person.id AS unit, person.name AS name, size(cells) AS low, size(cells) AS high,
       since, until, reduce(all = [], one IN together | all + one.claims) AS observed,
       bound.op AS op, bound.says AS bound, bound.source AS source, bound.id AS claim,
       [] AS excepted_by, null AS note
ORDER BY unit, since, source
