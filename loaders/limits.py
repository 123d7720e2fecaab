"""How much of a file is read: what is beyond ends in a message, not in all of the memory.

The table in `docs/reliability.md` is made from these and their docstrings.
"""

from __future__ import annotations

YAML_BYTES = 20_000_000
"""Bytes of a YAML file."""
# JSON that is read as a whole; JSON Lines are read a line at a time.
JSON_BYTES = 200_000_000
"""Bytes of JSON that is read as a whole."""
JSON_LINE_CHARACTERS = 20_000_000
"""Characters of a line of JSON Lines."""
# Lists, objects and commas of what is read at once: each value takes some hundred bytes.
JSON_VALUES = 10_000_000
"""Values of JSON that is read at once (lists, objects and commas)."""
JSON_DEPTH = 100
"""Depth of a JSON record."""
RECORD_VALUES = 250_000
"""Values of a JSON record."""
# More digits than these are kept as text; Python itself refuses more than 4,300.
NUMBER_DIGITS = 300
"""Digits of a number in JSON; a longer one stays text."""

# Of a table, whatever file it is in. What is kept of a cell is bounded by its claim.
COLUMNS = 16_384
"""Columns of a table, cells of a row."""
CELL_CHARACTERS = 50_000_000
"""Characters of a cell of CSV."""
# Of a Parquet file, in which many rows may share one text.
PARQUET_CELL_CHARACTERS = 1_000_000
"""Characters of a cell of Parquet."""
ROW_CHARACTERS = 50_000_000
"""Characters of a row of CSV."""
ROW_SEPARATORS = 1_000_000
"""Separators of a row of CSV."""
LONGEST_PATH = 100
"""Names in a path of a cell."""

# Of a workbook. Its rows are counted as Excel counts them.
WORKBOOK_ROWS = 1_048_576
"""Number of a workbook's last row."""
WORKBOOK_ROW_BYTES = 4_000_000
"""Bytes of a workbook's row, unpacked."""
WORKBOOK_PARTS = 10_000
"""Parts of a workbook."""
WORKBOOK_SHEET_BYTES = 2_000_000_000
"""Bytes of a sheet, unpacked."""
WORKBOOK_STRINGS_BYTES = 256_000_000
"""Bytes of a workbook's shared texts, unpacked."""
WORKBOOK_MERGED = 100_000
"""Merged cells of a sheet; further ones are taken as they are stored."""
WORKBOOK_PART_BYTES = 16_000_000
"""Bytes of another part of a workbook, unpacked."""
# What is larger than PLAIN may not be packed more tightly than RATIO times.
PACKED_PLAIN_BYTES = 10_000_000
"""Bytes from which a packed part is looked at."""
PACKED_RATIO = 200
"""Times that such a part may be larger than it is packed."""

PARQUET_ROWS = 50_000_000
"""Rows of a Parquet file."""

# Workbooks and Parquet files are read in a process of their own.
WORKER_MEMORY_BYTES = 3_000_000_000
"""Bytes of memory of the process that reads a workbook or Parquet (where the system bounds it)."""
WORKER_SILENT_SECONDS = 120
"""Seconds in which that process must give something."""
WORKER_CPU_SECONDS = 300
"""Seconds of processor time that it has."""
# And a second more for so many bytes of the file.
WORKER_BYTES_A_SECOND = 10_000
"""Bytes of the file for which it has a second more."""

# Of what is read as a date.
DATE_CHARACTERS = 200
"""Characters of what is read as a date."""

# Of messages.
MESSAGE_CHARACTERS = 1_000
"""Characters of a message on one place."""
PROBLEMS_SHOWN = 100
"""Places that one message tells."""
