// What the server is: for people at the console, and for Neo4j's drivers.
CALL dbms.components()
YIELD name, versions, edition
RETURN name, versions, edition
