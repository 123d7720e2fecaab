"""The engine: claims of any format written to the graph, all of a load or nothing."""

from loaders.load.engine import lease_for_load, load, load_content, load_dataset, read_snapshot
from loaders.load.report import LoadReport
from loaders.load.staging import Difference
from loaders.load.write import Progress

__all__ = [
    "Difference",
    "LoadReport",
    "Progress",
    "lease_for_load",
    "load",
    "load_content",
    "load_dataset",
    "read_snapshot",
]
