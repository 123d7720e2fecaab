// Claims that cannot both hold, with who says them.
MATCH (one:Claim)-[c:CONFLICTS_WITH {kind: 'contested'}]->(other:Claim)
MATCH (one)-[:SUBJECT]->(about:Thing)
RETURN about, one.predicate AS predicate, one.says AS one, one.source AS one_source,
       other.says AS other, other.source AS other_source
LIMIT 50
