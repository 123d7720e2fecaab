// summary: The levels of the party by its rules, from the top down.
// returns: rank, id, name, status, standing, disputed, resolved_by, claims
// example:
// rows:    6
MATCH (t:Tier)
WITH t, COLLECT {
  MATCH (t)<-[:SUBJECT|OBJECT]-(c:Claim)
  WHERE /*seen-claim c*/ true AND ($lens.certainty = 'any' OR /*attests c*/ true)
  RETURN {ids: [c.id], status: /*claim-status c*/ null, standing: /*claim-standing c*/ null} AS found
} AS evidence
WHERE size(evidence) > 0
WITH t, [e IN evidence | e.status] AS statuses, [e IN evidence | e.standing] AS standings,
     reduce(all = [], e IN evidence | all + [id IN e.ids WHERE NOT id IN all]) AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN t.rank AS rank, t.id AS id, t.name AS name, /*strongest-status statuses*/ null AS status,
       /*strongest-standing standings*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY rank, id
