"""Tables (CSV, TSV, Excel, Parquet) by a mapping file."""

from loaders.foreign.tables.drafts import read_table

__all__ = ["read_table"]
