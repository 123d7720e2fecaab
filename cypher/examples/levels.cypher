// The levels of the party, and what each may stand under.
MATCH (t:Tier)
OPTIONAL MATCH (t)-[r:MAY_STAND_UNDER]->(above:Tier)
RETURN t, r, above
ORDER BY t.rank
