"""Our own data: one YAML file a source, every fact a claim with its locator."""

from loaders.dataset.coverage import Fact, coverage
from loaders.dataset.loading import (
    known,
    leased_unless,
    load,
    load_content,
    load_dataset,
)
from loaders.dataset.report import LoadReport
from loaders.dataset.spool import Difference
from loaders.dataset.writing import Progress

__all__ = [
    "Difference",
    "Fact",
    "LoadReport",
    "Progress",
    "coverage",
    "known",
    "leased_unless",
    "load",
    "load_content",
    "load_dataset",
]
