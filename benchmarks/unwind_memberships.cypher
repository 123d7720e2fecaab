UNWIND $rows AS row
MATCH (p:Thing {id: row.person})
MATCH (c:Thing {id: row.cell})
CREATE (p)-[m:MEMBER_OF {basis: row.basis}]->(c)
SET m.possible_from = row.possible_from, m.possible_until = row.possible_until,
    m.certain_from = row.certain_from, m.certain_until = row.certain_until
