"""What to beware of in each method, with the work that shows it."""

from __future__ import annotations

from typing import NamedTuple


class Caveat(NamedTuple):
    """A caveat: a sentence, and the key of the work that shows it, of `analysis/references.bib`."""

    text: str
    reference: str


_MISSING = Caveat(
    "ranks by it change where edges are missing, and less the closer to complete a network is",
    "borgatti2006robustness",
)
_FLOW = Caveat(
    "it supposes that what flows takes shortest paths, which rumours and orders need not",
    "borgatti2005",
)
_SIZE = Caveat(
    "it falls as a network grows, so networks of different sizes are not compared by it",
    "anderson1999",
)
_RESOLUTION = Caveat(
    "communities below a size that depends on the whole network are not found, and many divisions "
    "are nearly as good",
    "fortunato2007",
)
_PARTS = Caveat(
    "an edge that no source tells joins parts, so there are rather fewer of them", "kossinets2006"
)

CAVEATS: dict[str, Caveat] = {
    "degree": _MISSING,
    "strength": _MISSING,
    "betweenness": _FLOW,
    "closeness": _FLOW,
    "eigenvector": _MISSING,
    "pagerank": _MISSING,
    "core": _MISSING,
    "density": _SIZE,
    "components": _PARTS,
    "articulation-points": _PARTS,
    "bridges": _PARTS,
    "fragmentation": _PARTS,
    "communities": _RESOLUTION,
    "communities-leiden": _RESOLUTION,
    "modularity": _RESOLUTION,
    "krackhardt-connectedness": _SIZE,
    "krackhardt-hierarchy": _SIZE,
    "krackhardt-efficiency": _SIZE,
    "krackhardt-lub": _SIZE,
}
