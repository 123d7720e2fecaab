"""How much of a file is read: what is beyond ends in a message, not in all of the memory.

The table in `docs/reliability.md` is checked against these.
"""

from __future__ import annotations

YAML_BYTES = 20_000_000
# JSON that is read as a whole; JSON Lines are read a line at a time.
JSON_BYTES = 200_000_000
JSON_LINE_CHARACTERS = 20_000_000
# Lists, objects and commas of what is read at once: each value takes some hundred bytes.
JSON_VALUES = 10_000_000
JSON_DEPTH = 100
RECORD_VALUES = 250_000
# More digits than these are kept as text; Python itself refuses more than 4,300.
NUMBER_DIGITS = 300

# Of a table, whatever file it is in. What is kept of a cell is bounded by its claim.
COLUMNS = 16_384
CELL_CHARACTERS = 50_000_000
# Of a Parquet file, in which many rows may share one text.
PARQUET_CELL_CHARACTERS = 1_000_000
ROW_CHARACTERS = 50_000_000
ROW_SEPARATORS = 1_000_000
LONGEST_PATH = 100

# Of a workbook. Its rows are counted as Excel counts them.
WORKBOOK_ROWS = 1_048_576
WORKBOOK_ROW_BYTES = 4_000_000
WORKBOOK_PARTS = 10_000
WORKBOOK_SHEET_BYTES = 2_000_000_000
WORKBOOK_STRINGS_BYTES = 256_000_000
WORKBOOK_PART_BYTES = 16_000_000
# What is larger than PLAIN may not be packed more tightly than RATIO times.
PACKED_PLAIN_BYTES = 10_000_000
PACKED_RATIO = 200

PARQUET_ROWS = 50_000_000

# Workbooks and Parquet files are read in a process of their own.
WORKER_MEMORY_BYTES = 3_000_000_000
WORKER_SILENT_SECONDS = 120
WORKER_CPU_SECONDS = 300
# And a second more for so many bytes of the file.
WORKER_BYTES_A_SECOND = 10_000

# Of what is read as a date.
DATE_CHARACTERS = 200

# Of messages.
MESSAGE_CHARACTERS = 1_000
PROBLEMS_SHOWN = 100
