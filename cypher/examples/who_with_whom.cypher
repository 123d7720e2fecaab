// Who was at the same event as somebody, and how often.
MATCH (p:Person {id: $person})-[:PARTICIPATED_IN]->(e:Event)<-[:PARTICIPATED_IN]-(other:Person)
RETURN other AS person, count(DISTINCT e) AS together, collect(DISTINCT e.name) AS events
ORDER BY together DESC, other.name
LIMIT 25
