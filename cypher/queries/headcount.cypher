// summary: How many members a unit has, as sources say; for a synthetic party, as counted at its load.
// params:  organization: id
// returns: id, name, least, most, since, until, candidates, cells, disputed, resolved_by, claims
// example: organization=kcna-no5-bureau-no2-cell
// rows:    0
MATCH (o:Thing:Organization {id: $organization})
WITH o, /*observed-members o*/ [] AS units, COLLECT {
  MATCH (o)<-[:SUBJECT]-(counted:Claim {predicate: 'members_total', polarity: 'asserted'})
  WHERE counted.rank <> 'deprecated' AND counted.modality <> 'rumoured'
    AND counted.basis <> 'synthetic' // as which the unit has it already
    AND /*seen-claim counted*/ true
  RETURN /*observed-number counted*/ null AS observation
  ORDER BY counted.holds_from, counted.id
} AS totals
WITH o, units + totals AS observations
UNWIND observations AS observation
WITH o, observation, observation.claims AS claims
WITH o, observation, claims, /*disagreements claims*/ [] AS disagreements
RETURN o.id AS id, o.name AS name, observation.low AS least, observation.high AS most,
       observation.since AS since, observation.until AS until,
       o.candidate_count AS candidates, o.cell_count AS cells,
       /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, claims
ORDER BY since, id
