"""The allow-lists of operators, procedures and functions: each group with its reason.

What is in no group is refused. A new Neo4j may plan with unknown operators; they are refused until
they have been reviewed, and a test lists those that our own statements use.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPERATORS: dict[str, frozenset[str]] = {
    "reads nodes and relationships of this database": _names(
        """
        AllNodesScan NodeByLabelScan IntersectionNodeByLabelsScan SubtractionNodeByLabelsScan
        UnionNodeByLabelsScan DynamicLabelNodeLookup NodeByIdSeek NodeByElementIdSeek
        NodeCountFromCountStore RelationshipCountFromCountStore
        NodeIndexSeek NodeUniqueIndexSeek MultiNodeIndexSeek NodeIndexSeekByRange
        NodeUniqueIndexSeekByRange NodeIndexScan NodeIndexContainsScan NodeIndexEndsWithScan
        NodeFulltextIndexSearch NodeVectorIndexSearch
        DirectedAllRelationshipsScan DirectedRelationshipTypeScan
        DirectedUnionRelationshipTypesScan DirectedRelationshipByIdSeek
        DirectedRelationshipByElementIdSeek DirectedRelationshipIndexSeek
        DirectedRelationshipUniqueIndexSeek DirectedRelationshipUniqueIndexSeekByRange
        DirectedRelationshipIndexSeekByRange DirectedRelationshipIndexScan
        DirectedRelationshipIndexContainsScan DirectedRelationshipIndexEndsWithScan
        DirectedRelationshipFulltextIndexSearch DirectedRelationshipVectorIndexSearch
        DynamicDirectedRelationshipTypeLookup
        UndirectedAllRelationshipsScan UndirectedRelationshipTypeScan
        UndirectedUnionRelationshipTypesScan UndirectedRelationshipByIdSeek
        UndirectedRelationshipByElementIdSeek UndirectedRelationshipIndexSeek
        UndirectedRelationshipUniqueIndexSeek UndirectedRelationshipUniqueIndexSeekByRange
        UndirectedRelationshipIndexSeekByRange UndirectedRelationshipIndexScan
        UndirectedRelationshipIndexContainsScan UndirectedRelationshipIndexEndsWithScan
        UndirectedRelationshipFulltextIndexSearch UndirectedRelationshipVectorIndexSearch
        DynamicUndirectedRelationshipTypeLookup
        CacheProperties
        """
    ),
    "walks relationships of this database": frozenset(
        [
            "Expand(All)",
            "Expand(Into)",
            "OptionalExpand(All)",
            "OptionalExpand(Into)",
            "VarLengthExpand(All)",
            "VarLengthExpand(Into)",
            "VarLengthExpand(Pruning)",
            "VarLengthExpand(Pruning,BFS,All)",
            "VarLengthExpand(Pruning,BFS,Into)",
            "BidirectionalRepeat(Trail)",
            *(
                f"Repeat({how}{kind})"
                for how in ("", "All, ", "Into, ")
                for kind in ("Trail", "Walk", "Acyclic")
            ),
            "PathPropagatingBFS",
            "ProjectEndpoints",
            "RepeatOptions",
            "ShortestPath",
            *(
                f"StatefulShortestPath({how}, {kind})"
                for how in ("All", "Into")
                for kind in ("Trail", "Walk", "Acyclic")
            ),
            "StatefulShortestPath(All)",
            "StatefulShortestPath(Into)",
            "TriadicBuild",
            "TriadicFilter",
            "TriadicSelection",
        ]
    ),
    "joins, filters and computes on rows": _names(
        """
        AntiConditionalApply AntiSemiApply Apply Argument ArgumentTracker AssertSameNode
        AssertSameRelationship CartesianProduct ConditionalApply Distinct Eager EagerAggregation
        EmptyResult EmptyRow Filter LetAntiSemiApply LetSelectOrAntiSemiApply LetSelectOrSemiApply
        LetSemiApply Limit NodeHashJoin NodeLeftOuterHashJoin NodeRightOuterHashJoin Optional
        OrderedAggregation OrderedDistinct OrderedUnion PartialSort PartialTop PreserveOrder
        ProduceResults Projection RollUpApply SelectOrAntiSemiApply SelectOrSemiApply SemiApply
        Skip Sort Top Top1WithTies Union Unwind ValueHashJoin ValueLeftOuterHashJoin
        ValueMergeJoin
        """
    ),
    "lists indexes and constraints, which are no secret": frozenset(
        ["ShowIndexes", "ShowConstraints"]
    ),
    "calls a procedure, which has an allow-list of its own": frozenset(
        ["ProcedureCall", "Eager ProcedureCall"]
    ),
}

PROCEDURES: dict[str, frozenset[str]] = {
    "says which labels, types and properties there are": _names(
        """
        db.labels db.relationshipTypes db.propertyKeys db.schema.visualization
        db.schema.nodeTypeProperties db.schema.relTypeProperties
        """
    ),
    "searches an index": _names(
        """
        db.index.fulltext.queryNodes db.index.fulltext.queryRelationships
        db.index.fulltext.listAvailableAnalyzers
        db.index.vector.queryNodes db.index.vector.queryRelationships
        """
    ),
    "says that the database is there": frozenset(["db.ping"]),
}

# Functions with a dot in their name; Neo4j allows no other to be added without.
FUNCTIONS: dict[str, frozenset[str]] = {
    "makes a date or time from what it is given": frozenset(
        f"{kind}.{name}"
        for kind in ("date", "datetime", "localdatetime", "localtime", "time")
        for name in ("realtime", "statement", "transaction", "truncate", "fromepoch")
    )
    | {"datetime.fromepochmillis"}
    | {f"duration.{name}" for name in ("between", "inDays", "inMonths", "inSeconds")},
    "measures points and vectors": _names(
        """
        point.distance point.withinBBox vector.similarity.cosine vector.similarity.euclidean
        """
    ),
    "takes one list or text apart, and makes it no longer than it was": _names(
        """
        coll.distinct coll.indexOf coll.insert coll.max coll.min coll.remove coll.sort
        string.indexOf
        """
    ),
    "takes a UUID apart": frozenset(["uuid.leastSignificantBits", "uuid.mostSignificantBits"]),
}

# Functions of Neo4j's own, without a dot, that are not let through, and why.
REFUSED_FUNCTIONS: dict[str, str] = {
    "file": "it tells which file is being read",
    "linenumber": "it tells where in a file one reads",
}


def is_operator(name: str) -> bool:
    """Whether a plan may hold this operator."""
    return any(name in group for group in OPERATORS.values())


def is_procedure(name: str) -> bool:
    """Whether a plan may call this procedure."""
    return any(name in group for group in PROCEDURES.values())


def is_function(name: str) -> bool:
    """Whether a plan may call this function, dots and all; case is of no account."""
    return any(name.lower() in {known.lower() for known in group} for group in FUNCTIONS.values())
