// Another password for the local Neo4j's one user.
ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED
