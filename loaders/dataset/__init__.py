"""Our own data: one YAML file a source, every fact a claim with its locator."""

from loaders.dataset.coverage import Fact, coverage
from loaders.dataset.loading import (
    LoadReport,
    Progress,
    ensure_loaded,
    known,
    load,
    load_dataset,
)
from loaders.dataset.writing import Difference

__all__ = [
    "Difference",
    "Fact",
    "LoadReport",
    "Progress",
    "coverage",
    "ensure_loaded",
    "known",
    "load",
    "load_dataset",
]
