// How many nodes there are of any kind.
MATCH (n)
RETURN count(n) AS nodes
