"""Our own data: one YAML file a source, every fact a claim with its locator."""

from loaders.dataset.coverage import Fact, coverage
from loaders.dataset.loading import (
    Difference,
    LoadReport,
    ensure_loaded,
    known,
    load,
    load_dataset,
)

__all__ = [
    "Difference",
    "Fact",
    "LoadReport",
    "coverage",
    "ensure_loaded",
    "known",
    "load",
    "load_dataset",
]
