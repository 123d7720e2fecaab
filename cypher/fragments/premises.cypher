// The ids of the claims that an inferred one follows from, of those that the lens's record has.
CASE WHEN it.premises IS NULL THEN [] ELSE COLLECT {
  UNWIND it.premises AS premise
  MATCH (:Source {id: split(premise, '#')[0]})<-[:STATED_IN]-(said:Claim)
  WHERE said.fact = premise AND said.recorded <= $lens.recorded_at
    AND said.retired > $lens.recorded_at
  RETURN said.id AS id ORDER BY id
  UNION
  UNWIND it.premises AS premise
  MATCH (said:Claim {id: premise})
  RETURN said.id AS id ORDER BY id
} END
