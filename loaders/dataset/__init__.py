"""Our own data: one YAML file a source, every fact a claim with its locator."""

from loaders.dataset.coverage import Fact, coverage
from loaders.dataset.loading import (
    LoadReport,
    known,
    load,
    load_content,
    load_dataset,
)
from loaders.dataset.spool import Difference
from loaders.dataset.writing import Progress

__all__ = [
    "Difference",
    "Fact",
    "LoadReport",
    "Progress",
    "coverage",
    "known",
    "load",
    "load_content",
    "load_dataset",
]
