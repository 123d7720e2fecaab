"""Hostile statements, every class in every disguise: a table for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable

# What is tried, by what it is after. Each gives a column x where it can.
# Neo4j refuses to plan this, before the guard has anything to look at.
UNPLANNED = "USE system SHOW USERS YIELD user AS x RETURN x"
WRITES = [
    "CREATE (x:Hostile) RETURN x",
    "INSERT (x:Hostile) RETURN x",
    "MERGE (x:Hostile) RETURN x",
    "MATCH (x:Tier) SET x.hostile = 1 RETURN x",
    "MATCH (x:Tier) SET x:Hostile RETURN x",
    "MATCH (x:Tier) REMOVE x.name RETURN x",
    "MATCH (x:Tier) DETACH DELETE x RETURN 1 AS x",
    "FOREACH (i IN [1] | CREATE (:Hostile)) RETURN 1 AS x",
    "CALL db.createLabel('Hostile') RETURN 1 AS x",
    "MATCH (x) CALL (x) { SET x.hostile = 1 } IN TRANSACTIONS RETURN x",
    "CREATE INDEX hostile FOR (x:Tier) ON (x.hostile)",
    "DROP CONSTRAINT thing_id",
]
READS_FILES = [
    "LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x",
    "LOAD CSV WITH HEADERS FROM $file AS x RETURN x",
]
REACHES_OUT = [
    "LOAD CSV FROM 'http://127.0.0.1:9/' AS x RETURN x",
    "LOAD CSV FROM $address AS x RETURN x",
]
LOOKS_AROUND = [
    "SHOW SETTINGS YIELD name AS x RETURN x",
    "SHOW PROCEDURES YIELD name AS x RETURN x",
    "SHOW USERS YIELD user AS x RETURN x",
    "SHOW DATABASES YIELD name AS x RETURN x",
    "SHOW TRANSACTIONS YIELD currentQuery AS x RETURN x",
    "CALL dbms.listConfig() YIELD name AS x RETURN x",
    "CALL dbms.listConnections() YIELD connectionId AS x RETURN x",
    "CALL dbms.queryJmx('*:*') YIELD name AS x RETURN x",
    "CALL db.stats.retrieve('QUERIES') YIELD data AS x RETURN x",
    UNPLANNED,
]
STOPS_OTHERS = [
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1' YIELD message AS x RETURN x",
    "CALL dbms.killConnection('bolt-1') YIELD message AS x RETURN x",
    "CALL db.clearQueryCaches() YIELD value AS x RETURN x",
    "CALL db.prepareForReplanning() RETURN 1 AS x",
]
EXHAUSTS = [
    "RETURN reduce(s = 0, i IN range(1, 1000000000) | s + i) AS x",
    "RETURN reduce(s = 'ab', i IN range(1, 60) | s + s) AS x",
    "RETURN [i IN range(1, 100000000) | i] AS x",
    "RETURN all(i IN range(1, $many) WHERE i > 0) AS x",
    "RETURN size(range(0, 1000000000)) AS x",
    "WITH range(1, 9999) AS l RETURN [a IN l | [b IN l | [c IN l | c]]] AS x",
    "WITH 'ab' AS s " + "WITH s + s AS s " * 40 + "RETURN s AS x",
    "RETURN $long =~ '(.*)*(.*)*(.*)*(.*)*z' AS x",
    "RETURN replace(replace('aaaa', 'a', $long), 'a', $long) AS x",
]
REFUSED = [*WRITES, *READS_FILES, *REACHES_OUT, *LOOKS_AROUND, *STOPS_OTHERS, *EXHAUSTS]
# What Neo4j's own limits stop, or ours cut off.
BOUNDED = [
    "UNWIND range(1, 1000000000000) AS i RETURN count(i) AS x",
    "MATCH (a), (b), (c), (d) WHERE a.id + b.id = c.id + d.id RETURN count(*) AS x",
    "UNWIND range(1, 100000000) AS i RETURN collect(i) AS x",
    "UNWIND range(1, 100000000) AS x RETURN x",
    "UNWIND range(1, 3000) AS x RETURN x, $long AS long",
    "UNWIND range(1, 1000000) AS i WITH collect(i) AS l RETURN [l, l, l, l, l, l, l, l] AS x",
]
CHOKES = [
    "RETURN " + "[" * 6000 + "1" + "]" * 6000,
    "RETURN " + "(" * 60 + "1" + ")" * 60,
    "RETURN " + "NOT " * 9000 + "true",
    "RETURN " + "1 + " * 9000 + "1",
    "RETURN '" + "x" * 50_000 + "'",
    "RETURN 1 //" + "/" * 50_000,
    "MATCH " + ", ".join(f"(n{i})-->(m{i})" for i in range(2000)) + " RETURN 1",
    "\x00RETURN 1",
    "RETURN 1\u2028CREATE (x:Hostile)",
    "",
    ";",
    "/*",
]
PARAMETERS = {
    "file": "file:///etc/passwd",
    "address": "http://127.0.0.1:9/",
    "many": 1_000_000_000,
    "long": "a" * 50_000,
}

DISGUISES: dict[str, Callable[[str], str]] = {
    "none": lambda text: text,
    "case": lambda text: "".join(
        letter.lower() if number % 2 else letter for number, letter in enumerate(text)
    ),
    "comments": lambda text: f"// RETURN 1 '\n/* \" */ {text.replace(' ', '/* ` */ ', 1)}",
    "space": lambda text: "\u00a0\n\t" + text.replace(" ", "\u2003\n", 1),
    "subquery": lambda text: f"CALL () {{ {text} }} RETURN 1 AS y",
    "expression": lambda text: f"RETURN [y IN [1, 2] | COLLECT {{ {text} }}] AS y",
    "condition": lambda text: f"MATCH (n:Tier) WHERE n.a OR COUNT {{ {text} }} > 1 RETURN n",
    "union": lambda text: f"RETURN 1 AS x UNION ALL {text}",
    "escape": lambda text: f"\\u{ord(text[0]):04x}{text[1:]}",
    "explain": lambda text: f"EXPLAIN {text}",
    "profile": lambda text: f"PROFILE {text}",
    "version": lambda text: f"CYPHER 5 {text}",
    "second": lambda text: f"RETURN 1 AS x; {text}",
}
