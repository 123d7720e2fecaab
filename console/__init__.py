"""The partycell command and the Cypher console."""
