MATCH (t:Thing)
RETURN count(t) AS things
