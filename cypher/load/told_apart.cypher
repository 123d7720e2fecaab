// Which sources tell two things apart that are to be merged, and how: by what they say of the one and
// the other, by one name for both, or by giving some other two of their things one name.
UNWIND $pairs AS pair
MATCH (a:Thing {id: pair.merged}), (b:Thing {id: pair.into})
CALL (a, b) {
  MATCH (a)<-[:SUBJECT|OBJECT]-(c {retired: $never})-[:SUBJECT|OBJECT]->(b)
  WHERE NOT c.predicate IN ['MERGED_INTO', 'SAME_AS'] OR c.polarity = 'denied'
  RETURN c.source AS source,
         CASE WHEN c.predicate IN ['MERGED_INTO', 'SAME_AS'] THEN 'it says that they are two'
              ELSE 'it says what one is to the other (' + c.predicate + ')' END AS why, 1 AS place
  UNION
  MATCH (a)<-[:SUBJECT]-(one {predicate: 'name', retired: $never})
  MATCH (b)<-[:SUBJECT]-(other {predicate: 'name', retired: $never})
  WHERE one.source = other.source AND one.says = other.says
  RETURN one.source AS source, 'it gives both the name ' + one.says AS why, 2 AS place
  UNION
  WITH a, b
  WHERE a:Person
  MATCH (a)<-[:SUBJECT]-(one {predicate: 'name', retired: $never})
  MATCH (b)<-[:SUBJECT]-(other {predicate: 'name', retired: $never})
  WHERE one.source = other.source
  WITH DISTINCT one.source AS source
  MATCH (c:Claim {source: source, predicate: 'name', retired: $never})-[:SUBJECT]->(p:Person)
  WITH source, c.says AS name, count(DISTINCT p) AS people
  WHERE people > 1
  RETURN source, 'it names both, and knows namesakes: it gives ' + toString(max(people))
                 + ' people the name ' + min(name) AS why, 3 AS place
}
WITH pair, source, why, place
ORDER BY pair.number, source, place, why
WITH pair, source, head(collect(why)) AS why
WHERE NOT source IN pair.despite
RETURN pair.number AS number, source, why
