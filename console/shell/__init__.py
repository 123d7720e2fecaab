"""The Cypher console: a prompt for people, a runner of scripts."""
