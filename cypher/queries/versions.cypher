// summary: What titles posts had and what rules demanded between two dates, one row a claim, with the days between which it holds.
// params:  start: edtf = null
//          end: edtf = null
// returns: id, name, kind, predicate, op, value, holds, starts_after, holds_from, holds_until, ends_by, source, status, standing, disputed, resolved_by, claims
// example: start=1900
// rows:    9
MATCH (t:Role|Rule)<-[:SUBJECT]-(c:Claim)
WHERE c.says IS NOT NULL AND c.predicate <> 'name' AND c.polarity = 'asserted'
  AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
  AND ($start_from IS NULL OR c.ends_by >= $start_from)
  AND ($end_until IS NULL OR c.starts_after <= $end_until)
WITH t, c, [c.id] AS claims
WITH t, c, claims, /*disagreements claims*/ [] AS disagreements
RETURN t.id AS id, t.name AS name, /*kind-of t*/ null AS kind, c.predicate AS predicate, c.op AS op,
       c.says AS value, c.holds AS holds, c.starts_after AS starts_after,
       c.holds_from AS holds_from, c.holds_until AS holds_until, c.ends_by AS ends_by,
       c.source AS source, /*claim-status c*/ null AS status,
       /*claim-standing c*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY kind, name, id, predicate, holds_from, claims
