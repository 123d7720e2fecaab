"""`/v1/cypher`: Cypher by anybody, read-only."""
