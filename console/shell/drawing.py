"""Small trees: of the graph in an answer, and of a plan."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text
from rich.tree import Tree

from graph.visible import escape_controls

if TYPE_CHECKING:
    import networkx as nx

MOST_EDGES = 40
_NAMES = ("name", "title")


def graph_trees(network: nx.MultiDiGraph[str], most: int = MOST_EDGES) -> list[Tree | Text]:
    """The graph as trees, one for each part that hangs together, each edge once.

    A tree begins at the node that came first, and what is nearer stands further up. A node that
    was drawn before has no branches, and is marked "(above)".

    Args:
        network: As `analysis.networks.from_answer` gives it.
        most: Edges to draw; the last line says how many more there are.
    """
    trees: list[Tree | Text] = []
    drawn: set[str] = set()
    done: set[tuple[str, str, int]] = set()
    for root in network:
        if root in drawn or len(done) >= most:
            continue
        drawn.add(root)
        tree = Tree(_node(network, root))
        trees.append(tree)
        waiting = deque([(root, tree)])
        while waiting:
            node, branch = waiting.popleft()
            for start, end, key, data in _edges(network, node):
                if (start, end, key) in done or len(done) >= most:
                    continue
                done.add((start, end, key))
                other = end if start == node else start
                line = Text(_arrow(str(data["type"]), forth=start == node), style="cyan")
                leaf = branch.add(line.append_text(_node(network, other)))
                if other in drawn:
                    leaf.label = line.append(" (above)", style="dim")
                else:
                    drawn.add(other)
                    waiting.append((other, leaf))
    more = network.number_of_edges() - len(done)
    if more > 0:
        trees.append(Text(f"... {more:,} edges more", style="dim"))
    return trees


def plan_tree(plan: Mapping[str, Any]) -> Tree:
    """A plan as EXPLAIN or PROFILE gives it: the operator that gives the rows on top."""
    tree = Tree(_operator(plan))
    waiting = deque([(plan, tree)])
    while waiting:
        parent, branch = waiting.popleft()
        for child in parent.get("children", []):
            waiting.append((child, branch.add(_operator(child))))
    return tree


def _edges(network: nx.MultiDiGraph[str], node: str) -> list[tuple[str, str, int, dict[str, Any]]]:
    going = list(network.out_edges(node, keys=True, data=True))
    coming = list(network.in_edges(node, keys=True, data=True))
    return [*going, *coming]


def _arrow(kind: str, *, forth: bool) -> str:
    shown = escape_controls(kind)
    return f"-[:{shown}]-> " if forth else f"<-[:{shown}]- "


def _node(network: nx.MultiDiGraph[str], node: str) -> Text:
    data = network.nodes[node]
    name = next((str(data[key]) for key in _NAMES if data.get(key)), "")
    text = Text(escape_controls(name or node), style="bold")
    details = " ".join(filter(None, (str(data.get("kind") or ""), node if name else "")))
    return text.append(f" ({escape_controls(details)})", style="not bold dim") if details else text


def _operator(plan: Mapping[str, Any]) -> Text:
    arguments = plan.get("args", {})
    name = str(plan.get("operatorType", "")).partition("@")[0]
    shown = Text(escape_controls(name), style="bold")
    if details := arguments.get("Details"):
        shown.append(f"  {escape_controls(' '.join(str(details).split()))}", style="not bold")
    figures = [
        f"{title} {_number(arguments[key])}"
        for key, title in (("EstimatedRows", "about"), ("Rows", "rows"), ("DbHits", "db hits"))
        if key in arguments
    ]
    if figures:
        shown.append(f"  [{', '.join(figures)}]", style="not bold cyan")
    return shown


def _number(value: Any) -> str:
    return f"{value:,.0f}" if isinstance(value, int | float) else str(value)
