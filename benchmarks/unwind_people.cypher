UNWIND $rows AS row
CREATE (p:Thing:Person {id: row.id, name: row.name, basis: row.basis})
