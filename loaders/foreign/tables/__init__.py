"""Tables (CSV, TSV, Excel, Parquet) by a mapping file."""

from loaders.foreign.tables.rows import read_table

__all__ = ["read_table"]
