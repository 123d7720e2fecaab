"""Faults on purpose: kills, full disks, and loads beside one another, on the real Neo4j."""
