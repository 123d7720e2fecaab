"""Neo4j's own HTTP Query API beside Bolt, on one store that is thrown away; for comparison only."""
