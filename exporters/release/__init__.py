"""A release of the dataset: a folder that is a Frictionless data package and an RO-Crate."""

from exporters.release.edition import Edition, read_edition
from exporters.release.folder import check_free, write_release

__all__ = ["Edition", "check_free", "read_edition", "write_release"]
