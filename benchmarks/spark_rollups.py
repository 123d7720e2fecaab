"""Roll-ups and PageRank of a generated party by Apache Spark, from its Parquet files.

    python -m benchmarks.spark_rollups party --workers 2

runs on a local cluster of that many worker processes. What it finds is compared with what the graph
has as properties, and with NetworkX's PageRank of the units; exit status 1 where they differ.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl

_DAMPING, _ROUNDS = 0.85, 60
# Ranks add up to 1; what moves in a round is less than this when it ends.
_CLOSE = 1e-7
_MAX_DEPTH = 8


def session(workers: int) -> Any:
    """A Spark session on a local cluster of so many workers, one core and 1 GB each."""
    from pyspark.sql import SparkSession  # noqa: PLC0415  (`make spark` brings it)

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    return (
        SparkSession.builder.master(f"local-cluster[{workers},1,1024]")
        .appName("partycell")
        .config("spark.sql.shuffle.partitions", workers * 2)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )


def rollups(spark: Any, parquet: Path) -> dict[str, int]:
    """Members of each unit, from the memberships that are open, summed up the hierarchy."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    member = spark.read.parquet(str(parquet / "edges.MEMBER_OF.parquet"))
    under = spark.read.parquet(str(parquet / "edges.UNIT_OF.parquet")).select("start", "end")
    units = spark.read.parquet(str(parquet / "nodes.Unit.parquet")).select("node", "id")
    level = (
        member.where(f.col("role").isNull() & (f.year("certain_until") == 9999))
        .groupBy(f.col("end").alias("unit"))
        .agg(f.count("*").alias("members"))
    )
    total = level
    for _ in range(_MAX_DEPTH):
        level = (
            level.join(under, level.unit == under.start)
            .groupBy(f.col("end").alias("unit"))
            .agg(f.sum("members").alias("members"))
            .localCheckpoint()
        )
        if level.isEmpty():
            break
        total = total.unionByName(level)
    summed = total.groupBy("unit").agg(f.sum("members").alias("members"))
    found = summed.join(units, summed.unit == units.node).select("id", "members")
    return {row["id"]: row["members"] for row in found.toLocalIterator()}


def page_rank(spark: Any, parquet: Path) -> dict[int, float]:
    """PageRank of the units along UNIT_OF; what leads nowhere gives to all."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    edges = spark.read.parquet(str(parquet / "edges.UNIT_OF.parquet")).select("start", "end")
    nodes = spark.read.parquet(str(parquet / "nodes.Unit.parquet")).select("node").cache()
    count = nodes.count()
    out = edges.groupBy("start").agg(f.count("*").alias("degree"))
    links = edges.join(out, "start").cache()
    ranks = nodes.withColumn("rank", f.lit(1.0 / count))
    for number in range(1, _ROUNDS + 1):
        lost = ranks.join(out, ranks.node == out.start, "left_anti").agg(f.sum("rank")).first()[0]
        base = (1 - _DAMPING) / count + _DAMPING * (lost or 0.0) / count
        given = (
            ranks.join(links, ranks.node == links.start)
            .groupBy("end")
            .agg(f.sum(f.col("rank") / f.col("degree")).alias("given"))
        )
        following = (
            nodes.join(given, nodes.node == given.end, "left")
            .select(
                "node", (f.lit(base) + _DAMPING * f.coalesce("given", f.lit(0.0))).alias("rank")
            )
            .localCheckpoint()
        )
        before, ranks = ranks, following
        if number % 5:
            continue
        moved = (
            following.alias("a")
            .join(before.alias("b"), "node")
            .agg(f.sum(f.abs(f.col("a.rank") - f.col("b.rank"))))
            .first()[0]
        )
        if moved < _CLOSE:
            break
    return {row["node"]: row["rank"] for row in ranks.toLocalIterator()}


def differences(parquet: Path, members: dict[str, int], ranks: dict[int, float]) -> list[str]:
    """Where Spark's answers are not ours."""
    units = pl.read_parquet(parquet / "nodes.Unit.parquet", columns=["node", "id", "member_count"])
    found = [
        f"{identifier}: {members.get(identifier, 0)} members, not {count}"
        for _, identifier, count in units.iter_rows()
        if members.get(identifier, 0) != count
    ]
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(units["node"])
    edges = pl.read_parquet(parquet / "edges.UNIT_OF.parquet", columns=["start", "end"])
    graph.add_edges_from(edges.iter_rows())
    ours = nx.pagerank(graph, alpha=_DAMPING, tol=1e-12, max_iter=200)
    found += [
        f"node {node}: PageRank {ranks.get(node)}, not {rank}"
        for node, rank in ours.items()
        if not math.isclose(ranks.get(node, 0.0), rank, rel_tol=1e-3)
    ]
    return found


def main() -> int:
    """Run the job on a generated party; exit status 1 where the answers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("party", type=Path, help="a folder of `partycell generate`")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    parquet = given.party.resolve() / "parquet"
    spark = session(given.workers)
    try:
        members, ranks = rollups(spark, parquet), page_rank(spark, parquet)
    finally:
        spark.stop()
    wrong = differences(parquet, members, ranks)
    sys.stdout.write(
        json.dumps({"units": len(members), "ranked": len(ranks), "differences": wrong[:20]}) + "\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
