"""Our own data: one YAML file a source, every fact a claim with its locator."""

from loaders.dataset.coverage import Fact, coverage
from loaders.dataset.curated import ensure_loaded
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
    "ensure_loaded",
    "known",
    "leased_unless",
    "load",
    "load_content",
    "load_dataset",
]
