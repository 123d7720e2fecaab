"""A loader that is killed: `python -m tests.faults.loader BATCH`; one file a line of its input.

It says `ready`, then for each file `done`, or why not. What has been imported and connected once is
so for the next, so that a kill meets the load and not the start of Python.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph.database import Database
from graph.errors import PartycellError
from loaders.foreign.importer import ForeignFormat, load_foreign
from loaders.load import engine


def main() -> None:
    """Load what is named until the input ends."""
    if int(sys.argv[1]):
        # Large loads, in small: they go through a copy of the store.
        engine.TRANSACTION_CLAIMS = int(sys.argv[1])
    with Database.open() as database:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for line in sys.stdin:
            file = Path(line.strip())
            try:
                load_foreign(database, file, ForeignFormat.TABLE, mapping=file.with_suffix(".yaml"))
                told = "done"
            except PartycellError as error:
                told = f"refused: {error}".replace("\n", " ")
            sys.stdout.write(told + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
