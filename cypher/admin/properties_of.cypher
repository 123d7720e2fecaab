// The properties of some of the nodes that have a label, and of some relationships of a type.
CALL () {
  MATCH (n:$($name))
  WITH n
  LIMIT 200
  RETURN keys(n) AS keys
  UNION ALL
  MATCH ()-[r:$($name)]->()
  WITH r
  LIMIT 200
  RETURN keys(r) AS keys
}
UNWIND keys AS key
RETURN DISTINCT key
ORDER BY key
