"""The papers and programs that methods are cited by, as BibTeX."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.citations import escape_bibtex


@dataclass(frozen=True)
class Reference:
    """A work to cite.

    Attributes:
        kind: BibTeX's entry type.
        author: As BibTeX writes names.
        title: Of the work.
        year: Of publication.
        where: Journal, book or publisher, by BibTeX's field name.
        doi: Without the resolver's address; empty where there is none.
    """

    kind: str
    author: str
    title: str
    year: int
    where: tuple[tuple[str, str], ...]
    doi: str = ""

    def text(self) -> str:
        """The work in a reference list."""
        names = self.author.replace(" and ", "; ")
        places = ", ".join(value for _, value in self.where)
        return f"{names} ({self.year}). {self.title}. {places}."


def _article(
    author: str, year: int, title: str, journal: str, volume: str, pages: str, doi: str
) -> Reference:
    where = (("journal", journal), ("volume", volume), ("pages", pages))
    return Reference("article", author, title, year, where, doi)


REFERENCES: dict[str, Reference] = {
    "barrat2004": _article(
        "Barrat, A. and Barthelemy, M. and Pastor-Satorras, R. and Vespignani, A.",
        2004,
        "The architecture of complex weighted networks",
        "Proceedings of the National Academy of Sciences",
        "101",
        "3747-3752",
        "10.1073/pnas.0400087101",
    ),
    "blau1970": _article(
        "Blau, P. M.",
        1970,
        "A formal theory of differentiation in organizations",
        "American Sociological Review",
        "35",
        "201-218",
        "10.2307/2093199",
    ),
    "blondel2008": _article(
        "Blondel, V. D. and Guillaume, J.-L. and Lambiotte, R. and Lefebvre, E.",
        2008,
        "Fast unfolding of communities in large networks",
        "Journal of Statistical Mechanics: Theory and Experiment",
        "2008",
        "P10008",
        "10.1088/1742-5468/2008/10/P10008",
    ),
    "bonacich1972": _article(
        "Bonacich, P.",
        1972,
        "Factoring and weighting approaches to status scores and clique identification",
        "Journal of Mathematical Sociology",
        "2",
        "113-120",
        "10.1080/0022250X.1972.9989806",
    ),
    "borgatti2006": _article(
        "Borgatti, S. P.",
        2006,
        "Identifying sets of key players in a social network",
        "Computational and Mathematical Organization Theory",
        "12",
        "21-34",
        "10.1007/s10588-006-7084-x",
    ),
    "brandes2001": _article(
        "Brandes, U.",
        2001,
        "A faster algorithm for betweenness centrality",
        "Journal of Mathematical Sociology",
        "25",
        "163-177",
        "10.1080/0022250X.2001.9990249",
    ),
    "brin1998": _article(
        "Brin, S. and Page, L.",
        1998,
        "The anatomy of a large-scale hypertextual web search engine",
        "Computer Networks and ISDN Systems",
        "30",
        "107-117",
        "10.1016/S0169-7552(98)00110-X",
    ),
    "burt2004": _article(
        "Burt, R. S.",
        2004,
        "Structural holes and good ideas",
        "American Journal of Sociology",
        "110",
        "349-399",
        "10.1086/421787",
    ),
    "everett2012": _article(
        "Everett, M. and Krackhardt, D.",
        2012,
        "A second look at Krackhardt's graph theoretical dimensions of informal organizations",
        "Social Networks",
        "34",
        "159-163",
        "10.1016/j.socnet.2011.10.006",
    ),
    "freeman1977": _article(
        "Freeman, L. C.",
        1977,
        "A set of measures of centrality based on betweenness",
        "Sociometry",
        "40",
        "35-41",
        "10.2307/3033543",
    ),
    "freeman1979": _article(
        "Freeman, L. C.",
        1979,
        "Centrality in social networks: conceptual clarification",
        "Social Networks",
        "1",
        "215-239",
        "10.1016/0378-8733(78)90021-7",
    ),
    "gould1989": _article(
        "Gould, R. V. and Fernandez, R. M.",
        1989,
        "Structures of mediation: a formal approach to brokerage in transaction networks",
        "Sociological Methodology",
        "19",
        "89-126",
        "10.2307/270949",
    ),
    "holme2002": _article(
        "Holme, P. and Kim, B. J. and Yoon, C. N. and Han, S. K.",
        2002,
        "Attack vulnerability of complex networks",
        "Physical Review E",
        "65",
        "056109",
        "10.1103/PhysRevE.65.056109",
    ),
    "hopcroft1973": _article(
        "Hopcroft, J. and Tarjan, R.",
        1973,
        "Algorithm 447: efficient algorithms for graph manipulation",
        "Communications of the ACM",
        "16",
        "372-378",
        "10.1145/362248.362272",
    ),
    "jaccard1912": _article(
        "Jaccard, P.",
        1912,
        "The distribution of the flora in the alpine zone",
        "New Phytologist",
        "11",
        "37-50",
        "10.1111/j.1469-8137.1912.tb05611.x",
    ),
    "johnson2014": _article(
        "Johnson, S. and Dominguez-Garcia, V. and Donetti, L. and Munoz, M. A.",
        2014,
        "Trophic coherence determines food-web stability",
        "Proceedings of the National Academy of Sciences",
        "111",
        "17923-17928",
        "10.1073/pnas.1409077111",
    ),
    "kempe2003": Reference(
        "inproceedings",
        "Kempe, D. and Kleinberg, J. and Tardos, E.",
        "Maximizing the spread of influence through a social network",
        2003,
        (
            (
                "booktitle",
                "Proceedings of the Ninth ACM SIGKDD International Conference on Knowledge "
                "Discovery and Data Mining",
            ),
            ("pages", "137-146"),
            ("publisher", "ACM"),
            ("address", "Washington, DC"),
        ),
        "10.1145/956750.956769",
    ),
    "krackhardt1994": Reference(
        "incollection",
        "Krackhardt, D.",
        "Graph theoretical dimensions of informal organizations",
        1994,
        (
            ("booktitle", "Computational Organization Theory"),
            ("editor", "Carley, K. M. and Prietula, M. J."),
            ("pages", "89-111"),
            ("publisher", "Lawrence Erlbaum Associates"),
            ("address", "Hillsdale, NJ"),
        ),
    ),
    "luo2011": _article(
        "Luo, J. and Magee, C. L.",
        2011,
        "Detecting evolving patterns of self-organizing networks by flow hierarchy measurement",
        "Complexity",
        "16",
        "53-61",
        "10.1002/cplx.20368",
    ),
    "meier2000": _article(
        "Meier, K. J. and Bohte, J.",
        2000,
        "Ode to Luther Gulick: span of control and organizational performance",
        "Administration and Society",
        "32",
        "115-137",
        "10.1177/00953990022019371",
    ),
    "mones2012": _article(
        "Mones, E. and Vicsek, L. and Vicsek, T.",
        2012,
        "Hierarchy measure for complex networks",
        "PLoS ONE",
        "7",
        "e33799",
        "10.1371/journal.pone.0033799",
    ),
    "newman2001": _article(
        "Newman, M. E. J.",
        2001,
        "Scientific collaboration networks. II. Shortest paths, weighted networks, and centrality",
        "Physical Review E",
        "64",
        "016132",
        "10.1103/PhysRevE.64.016132",
    ),
    "newman2003": _article(
        "Newman, M. E. J.",
        2003,
        "Mixing patterns in networks",
        "Physical Review E",
        "67",
        "026126",
        "10.1103/PhysRevE.67.026126",
    ),
    "newman2004": _article(
        "Newman, M. E. J. and Girvan, M.",
        2004,
        "Finding and evaluating community structure in networks",
        "Physical Review E",
        "69",
        "026113",
        "10.1103/PhysRevE.69.026113",
    ),
    "schneider2011": _article(
        "Schneider, C. M. and Moreira, A. A. and Andrade, J. S. and Havlin, S. and Herrmann, H. J.",
        2011,
        "Mitigation of malicious attacks on networks",
        "Proceedings of the National Academy of Sciences",
        "108",
        "3838-3841",
        "10.1073/pnas.1009440108",
    ),
    "seidman1983": _article(
        "Seidman, S. B.",
        1983,
        "Network structure and minimum degree",
        "Social Networks",
        "5",
        "269-287",
        "10.1016/0378-8733(83)90028-X",
    ),
    "spearman1904": _article(
        "Spearman, C.",
        1904,
        "The proof and measurement of association between two things",
        "American Journal of Psychology",
        "15",
        "72-101",
        "10.2307/1412159",
    ),
    "tarjan1974": _article(
        "Tarjan, R. E.",
        1974,
        "A note on finding the bridges of a graph",
        "Information Processing Letters",
        "2",
        "160-161",
        "10.1016/0020-0190(74)90003-9",
    ),
    "traag2019": _article(
        "Traag, V. A. and Waltman, L. and van Eck, N. J.",
        2019,
        "From Louvain to Leiden: guaranteeing well-connected communities",
        "Scientific Reports",
        "9",
        "5233",
        "10.1038/s41598-019-41695-z",
    ),
    "networkx": Reference(
        "inproceedings",
        "Hagberg, A. A. and Schult, D. A. and Swart, P. J.",
        "Exploring network structure, dynamics, and function using NetworkX",
        2008,
        (
            ("booktitle", "Proceedings of the 7th Python in Science Conference (SciPy 2008)"),
            ("editor", "Varoquaux, G. and Vaught, T. and Millman, J."),
            ("pages", "11-15"),
            ("address", "Pasadena, CA"),
        ),
        "10.25080/TCWV9851",
    ),
    "matplotlib": _article(
        "Hunter, J. D.",
        2007,
        "Matplotlib: a 2D graphics environment",
        "Computing in Science and Engineering",
        "9",
        "90-95",
        "10.1109/MCSE.2007.55",
    ),
    "igraph": _article(
        "Csardi, G. and Nepusz, T.",
        2006,
        "The igraph software package for complex network research",
        "InterJournal",
        "Complex Systems",
        "1695",
        "",
    ),
}


def bibliography(keys: Iterable[str]) -> str:
    """BibTeX entries for these keys, in alphabetical order."""
    entries = []
    for key in sorted(set(keys)):
        work = REFERENCES[key]
        fields = [
            ("author", work.author),
            ("title", f"{{{escape_bibtex(work.title)}}}"),
            ("year", str(work.year)),
            *((name, escape_bibtex(value).replace("-", "--")) for name, value in work.where),
            ("doi", work.doi),
        ]
        lines = [f"  {name} = {{{value}}}" for name, value in fields if value]
        entries.append(f"@{work.kind}{{{key},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)
