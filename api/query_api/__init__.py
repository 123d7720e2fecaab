"""`/db/{name}/query/v2`: Neo4j's own HTTP Query API, read-only, so that its clients work here."""
