UNWIND $rows AS row
CREATE (c:Thing:Organization {id: row.id, name: row.name, basis: row.basis})
