// summary: Numbers through time: how many members, cells, delegates or holders sources count, and how large the rules let a unit be, one row a claim.
// params:  property: quantity = null
//          thing: id = null
//          start: edtf = null
//          end: edtf = null
// returns: id, name, kind, predicate, op, value, unit, holds, attested, unread_time, starts_after, holds_from, holds_until, ends_by, basis, modality, voice, source, note, status, standing, disputed, resolved_by, claims
// example: property=member_count
// rows:    3
WITH {member_count: 'members', members_total: 'members', alternate_count: 'alternate members',
      participants: 'people', delegates: 'delegates', holders: 'people', cells_total: 'cells',
      meetings_per_month: 'meetings a month', cells_per_member: 'cells', years_between: 'years'}
     AS units
UNWIND [name IN keys(units) WHERE $property IS NULL OR name = $property] AS predicate
MATCH (t:Thing)<-[:SUBJECT]-(c:Claim {predicate: predicate})
WHERE ($thing IS NULL OR t.id = $thing)
  AND c.polarity = 'asserted' AND c.rank <> 'deprecated' AND /*seen-claim c*/ true
// A number is of the days on which it certainly holds, or of the moment that lies between them.
WITH t, c, units[predicate] AS unit, [c.id] AS claims,
     CASE WHEN c.holds_from <= c.holds_until THEN c.holds_from ELSE c.holds_until END AS since,
     CASE WHEN c.holds_from <= c.holds_until THEN c.holds_until ELSE c.holds_from END AS until
WHERE ($start_from IS NULL OR until >= $start_from) AND ($end_until IS NULL OR since <= $end_until)
WITH t, c, unit, claims, since, /*disagreements claims*/ [] AS disagreements
RETURN t.id AS id, t.name AS name, /*kind-of t*/ null AS kind, c.predicate AS predicate, c.op AS op,
       c.says AS value, unit, c.holds AS holds, c.attested AS attested,
       c.unread_time AS unread_time,
       c.starts_after AS starts_after, c.holds_from AS holds_from, c.holds_until AS holds_until,
       c.ends_by AS ends_by, c.basis AS basis, c.modality AS modality, c.voice AS voice,
       c.source AS source, c.note AS note, /*claim-status c*/ null AS status,
       /*claim-standing c*/ null AS standing,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY predicate, id, since, op DESC, value, claims
