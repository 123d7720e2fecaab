MATCH (:Thing {id: $id})-[:MAY_STAND_UNDER|HOSTED_BY|UNIT_OF|AT_TIER*1..5]->(above:Thing)
RETURN DISTINCT above.id AS id, above.name AS name
