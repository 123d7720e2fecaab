"""`python -m graph.local` fetches Neo4j's jars ahead of the first start, as the installer does."""

from __future__ import annotations

import sys

from graph.errors import LocalDatabaseError
from graph.local.jars import class_path


def main() -> int:
    """Fetch what is missing, a line each time something arrives."""
    try:
        class_path(lambda line: print(line, flush=True))  # noqa: T201  (its reader is the installer)
    except LocalDatabaseError as error:
        print(f"partycell: {error}")  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
