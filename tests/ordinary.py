"""Statements that scholars write, all to be admitted: a table for tests, with their parameters."""

from __future__ import annotations

ORDINARY = [
    "RETURN 1",
    "MATCH (n) RETURN count(n) AS things",
    "MATCH (p:Person) RETURN p.name AS name ORDER BY name SKIP 20 LIMIT 20",
    "MATCH (p:Person) WHERE p.name CONTAINS 'Kim' RETURN p",
    "MATCH (p:Person) WHERE toLower(p.name) CONTAINS toLower($text) RETURN p.name",
    "MATCH (p:Person) WHERE p.name STARTS WITH 'Ri' OR p.name ENDS WITH 'chol' RETURN p",
    "MATCH (p:Person) WHERE p.name =~ '(?i).*kim.*' RETURN p.name",
    "MATCH (p:Person) WHERE p.name =~ 'Kim (Jong|Il).*' RETURN p.name",
    "MATCH (p:Person) WHERE p.name =~ '(?i)(kim|ri|pak)( jong)?.*' RETURN p.name",
    "MATCH (p:Person) WHERE p.name =~ '.*[Jj]ong.*[Uu]n' RETURN p.name",
    "MATCH (o:Organization) WHERE o.name =~ '[^ ]+ [^ ]+ Department' RETURN o.name",
    "MATCH (n:Thing) WHERE n.name =~ '\\\\p{IsHangul}+' RETURN n.name",
    "MATCH (s:Source) WHERE s.url =~ 'https?://[a-z.]+/.*' RETURN s.title, s.url",
    "MATCH (e:Event) WHERE toString(e.date) =~ '\\\\d{4}-\\\\d{2}-\\\\d{2}' RETURN e",
    "MATCH (p:Person) WHERE p.name =~ '(?i).*' + $text + '.*' RETURN p",
    "MATCH (p:Person) WHERE any(name IN p.names WHERE name =~ '(?i).*kim.*') RETURN p",
    "UNWIND range(1, 1000) AS x RETURN x, x * x AS square",
    "UNWIND range(1945, 2024) AS year RETURN year, count { (e:Event) WHERE e.year = year } AS n",
    "RETURN [y IN range(1990, 2020) WHERE y % 2 = 0 | y] AS years",
    "RETURN reduce(total = 0, x IN range(1, 10000) | total + x) AS total",
    "WITH [3, 1, 2] AS l RETURN reduce(m = 0, x IN l | CASE WHEN x > m THEN x ELSE m END) AS most",
    "MATCH (p:Person) WITH collect(p.name) AS names RETURN [n IN names WHERE n CONTAINS 'Kim' | n]",
    "MATCH (p:Person) WITH collect(p.name) AS names "
    "RETURN reduce(s = '', n IN names | s + ', ' + n) AS all",
    "MATCH (p:Person) WITH collect(p.name) AS names "
    "RETURN [i IN range(0, size(names) - 2) | [names[i], names[i + 1]]] AS pairs",
    "MATCH (p:Person) WITH collect(p) AS people UNWIND people AS p RETURN p.name, size(people)",
    "MATCH (t:Tier) RETURN t.name, CASE WHEN t.rank < 3 THEN 'high' WHEN t.rank < 6 THEN 'middle' "
    "ELSE 'low' END AS height",
    "MATCH (t:Tier) RETURN CASE t.id WHEN 'party-cell' THEN 1 ELSE 0 END AS is_cell",
    " UNION ".join(
        f"MATCH (n:{label}) RETURN '{label}' AS label, count(n) AS n"
        for label in ("Person", "Organization", "Event", "Place", "Source")
    ),
    "MATCH p = shortestPath((a:Tier {id: $id})-[*..8]-(b:Tier)) WHERE a <> b "
    "RETURN [n IN nodes(p) | n.name] AS way, length(p) AS steps",
    "MATCH p = (a:Tier {id: $id})-[:MAY_STAND_UNDER*1..6]->(b) "
    "WHERE all(r IN relationships(p) WHERE r.claims IS NOT NULL) RETURN p",
    "MATCH p = (a:Tier)-[*1..3]-(b) WHERE none(n IN nodes(p) WHERE n:Claim) RETURN p LIMIT 5",
    "MATCH p = ANY SHORTEST (a:Thing {id: $id})(()-[r]-()){1,6}(b:Tier) RETURN p LIMIT 3",
    "MATCH (a)-[r]->(b) RETURN labels(a) AS start, type(r) AS type, labels(b) AS end, count(*)",
    "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS n ORDER BY n DESC",
    "MATCH (n) UNWIND keys(n) AS key RETURN DISTINCT key ORDER BY key",
    "MATCH (p:Person) OPTIONAL MATCH (p)-[:PARTICIPATED_IN]->(e:Event) "
    "WITH p, collect(DISTINCT e.name) AS events WHERE size(events) > 1 RETURN p.name, events",
    "MATCH (p:Person) WHERE EXISTS { (p)-[:PARTICIPATED_IN]->(:Event) } RETURN count(p) AS n",
    "MATCH (p:Person) RETURN p.name, COLLECT { MATCH (p)--(e:Event) RETURN e.name } AS events",
    "MATCH (p:Person) RETURN p.name, [(p)-->(e:Event) | e.name] AS events",
    "MATCH (p:Person) WHERE p.id IN $ids RETURN p",
    "UNWIND $rows AS row MATCH (p:Person {id: row.id}) RETURN p.name, row.note AS note",
    "MATCH (p:Person) RETURN split(p.name, ' ')[0] AS family, count(*) AS n ORDER BY n DESC",
    "MATCH (p:Person) RETURN replace(replace(p.name, '-', ' '), '  ', ' ') AS name",
    "MATCH (p:Person) RETURN toUpper(left(p.name, 1)) + substring(p.name, 1) AS name",
    "MATCH (c:Claim) WHERE c.year >= 1990 AND c.year < 2000 RETURN c.predicate, count(*) AS n",
    "MATCH (c:Claim)-[:STATED_IN]->(s:Source) WITH s, count(c) AS n ORDER BY n DESC LIMIT 5 "
    "RETURN collect({source: s.title, claims: n}) AS top",
    "MATCH (p:Person) WITH count(p) AS people MATCH (e:Event) "
    "RETURN people, count(e) AS events, 1.0 * people / count(e) AS ratio",
    "MATCH (a:Person)-[:PARTICIPATED_IN]->(e)<-[:PARTICIPATED_IN]-(b:Person) WHERE a.id < b.id "
    "RETURN a.name, b.name, count(e) AS together ORDER BY together DESC LIMIT 10",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "MATCH (t:Tier) CALL (t) { MATCH (t)--(n) RETURN count(n) AS near } RETURN t.name, near",
    "WITH date('2021-01-05') AS opened RETURN opened.year, date() - duration({days: 7}) AS ago",
    "RETURN duration.between(date('1945-10-10'), date('2021-01-05')).years AS years",
    "MATCH (n:Thing) WHERE n.name IS NOT NULL AND NOT n:Claim AND (n:Person OR n:Place) RETURN n",
    "MATCH (n:Person|Organization) WHERE n.name IS :: STRING NOT NULL RETURN n.name",
    "MATCH (p:Person) RETURN p {.id, .name, events: [(p)-->(e:Event) | e {.id, .name}]} AS person",
    "WITH [1, 2, 3] AS a, [2, 3, 4] AS b RETURN [x IN a WHERE x IN b] AS both, a + b AS all",
    "WITH [[1, 2], [3]] AS lists RETURN reduce(flat = [], l IN lists | flat + l) AS flat",
    "WITH ['Kim', 'Ri'] AS family, ['Il', 'Un'] AS own "
    "RETURN [f IN family | [o IN own | f + ' ' + o]] AS names",
    "MATCH (n:Person) RETURN percentileCont(size(n.name), 0.5) AS median, avg(n.rank)",
    "EXPLAIN MATCH (p:Person)-[r*1..4]-(q:Person) RETURN p, q",
    "PROFILE MATCH (t:Tier) RETURN t.name",
    "CYPHER 5 MATCH (t:Tier) RETURN t.name AS name",
]
PARAMETERS = {
    "id": "party-cell",
    "text": "kim",
    "ids": [f"person-{number}" for number in range(1000)],
    "rows": [{"id": f"person-{number}", "note": "seen " * 5} for number in range(1000)],
}
