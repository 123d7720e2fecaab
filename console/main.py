"""The `partycell` command."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from graph.errors import PartycellError
from graph.visible import visible

_INTERRUPTED = 130


def main() -> None:
    """Run the command; every error of ours is one message, never a traceback.

    Exit status: 0 done; 1 it could not be done, or a check found something; 2 bad input.
    """
    _write_anything()
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
        said = visible(f"{type(error).__name__}: {error}")
        sys.stderr.write(f"partycell: it failed unexpectedly: {said}\n")
        sys.exit(1)


def _write_anything() -> None:
    """Whatever the terminal's encoding: what it has not is written as its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a test's or a notebook's is something else
            stream.reconfigure(errors="backslashreplace")
