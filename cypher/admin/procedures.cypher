// What procedures a statement can call here, and the columns that each yields.
SHOW PROCEDURES
YIELD name, signature, description, returnDescription
RETURN name, signature, description, [column IN returnDescription | column.name] AS columns
ORDER BY name
