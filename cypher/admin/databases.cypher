// Which databases this server has.
SHOW DATABASES
YIELD name
RETURN DISTINCT name
ORDER BY name
