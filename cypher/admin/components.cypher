// What the server is: for people at the console.
CALL dbms.components()
YIELD name, versions, edition
RETURN name + ' ' + versions[0] AS component, edition
