// What functions a statement can call here.
SHOW FUNCTIONS
YIELD name, signature, description
RETURN name, signature, description, [] AS columns
ORDER BY name
