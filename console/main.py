"""The `partycell` command."""

from __future__ import annotations

import sys

from graph.errors import PartycellError
from graph.local.room import says_full

_INTERRUPTED = 130


def main() -> None:
    """Run the command; every error of ours is one message, never a traceback.

    Exit status: 0 done; 1 it could not be done, or a check found something; 2 bad input.
    """
    try:
        # Within, for what they import takes a while and may be interrupted too.
        from console.output import errors, exit_status  # noqa: I001, PLC0415
        from console.commands import app  # noqa: PLC0415

        app()
    except PartycellError as error:
        errors.print(f"partycell: {error}")
        sys.exit(exit_status(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except Exception as error:
        if says_full(error):
            sys.stderr.write(f"partycell: The disk is full: {error}. Free some and run it again.\n")
            sys.exit(1)
        sys.stderr.write(f"partycell: it failed unexpectedly: {type(error).__name__}: {error}\n")
        sys.exit(1)
