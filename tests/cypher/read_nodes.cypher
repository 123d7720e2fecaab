MATCH (n)
RETURN elementId(n), labels(n), properties(n)
