"""What to beware of in each method, with the work that shows it."""

from __future__ import annotations

from typing import NamedTuple


class Caveat(NamedTuple):
    """A caveat: a sentence, and the key of the work that shows it, of `analysis/references.bib`.

    What follows from a definition of ours has no work.
    """

    text: str
    reference: str | None


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
_GROWTH = Caveat(
    "depth grows with the size of an organisation, so that those of different sizes are not "
    "compared by it",
    "blau1970",
)
_SPAN = Caveat(
    "how many one can lead depends on how alike their work is and how near they are, so that a "
    "wide span is neither good nor bad by itself",
    "meier2000",
)
_BROKERAGE = Caveat(
    "there is more of it in larger groups, so that it is compared with chance alone", "gould1989"
)
_HOLES = Caveat(
    "it sees one's own contacts and the ties among them alone, and a tie that no source tells "
    "looks like a hole",
    "burt2004",
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
    "assortativity": Caveat(
        "it changes with the people and ties that no source tells",
        "kossinets2006",
    ),
    "depth": _GROWTH,
    "greatest-depth": _GROWTH,
    "span-of-control": _SPAN,
    "mean-span": _SPAN,
    "skipped-tiers": Caveat(
        "edges to a unit whose level is not known are left out, so that it is a share of the rest",
        None,
    ),
    "flow-hierarchy": Caveat(
        "it is 1 wherever there is no cycle, however the network is ordered", "luo2011"
    ),
    "reaching-centrality": Caveat(
        "a star has 1 and a chain of the same size about a half, so that depth lowers it",
        "mones2012",
    ),
    "trophic-incoherence": Caveat(
        "levels are counted from those who have nobody above; without any it has no value",
        "johnson2014",
    ),
    "brokerage": _BROKERAGE,
    "brokerage-z": Caveat(
        "its chance spreads the members over the groups, and keeps the network as it is",
        "gould1989",
    ),
    "constraint": _HOLES,
    "effective-size": _HOLES,
    "robustness": Caveat(
        "it is of one order of taking nodes away; another order does other harm", "holme2002"
    ),
    "fragmentation-without": Caveat(
        "those who are key one by one need not be the key set", "borgatti2006"
    ),
    "spread": Caveat(
        "with what probability news passes on is set and not measured, so that it is of the model",
        "kempe2003",
    ),
}
