"""The `partycell` command."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

_INTERRUPTED = 130


def main() -> None:
    """Run the command; every error of ours is one message, never a traceback.

    Exit status: 0 done; 1 it could not be done, or a check found something; 2 bad input.
    """
    _escape_unencodable()
    try:
        if sys.argv[1:2] == ["help"]:
            sys.argv[1:] = [*sys.argv[2:], "--help"]
        if sys.argv[1:] in (["--help"], ["-h"]):
            _print_help()
        else:
            _run()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except Exception as error:
        from graph.local.disk_space import is_full_error  # noqa: PLC0415  (needed seldom)

        if is_full_error(error):
            sys.stderr.write(f"partycell: The disk is full: {error}. Free some and run it again.\n")
            sys.exit(1)
        from graph.visible import escape_controls  # noqa: PLC0415  (needed seldom)

        message = escape_controls(f"{type(error).__name__}: {error}")
        sys.stderr.write(f"partycell: unexpected error: {message}\n")
        sys.exit(1)


def _print_help() -> None:
    """Print the overview without importing what parses a command line."""
    from console.overview import overview  # noqa: PLC0415  (what is imported may be interrupted)

    sys.stdout.write(overview())


def _run() -> None:
    from console.app import app  # noqa: PLC0415  (as above)
    from console.complete import split_word_at_equals  # noqa: PLC0415
    from console.driver import skip_table_libraries  # noqa: PLC0415
    from console.messages import errors, exit_status  # noqa: PLC0415
    from graph.errors import PartycellError  # noqa: PLC0415

    skip_table_libraries()
    # Pydantic would look through every installed package for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if os.environ.get("_PARTYCELL_COMPLETE") == "complete_bash":
        split_word_at_equals(os.environ)
    try:
        app()
    except PartycellError as error:
        errors.print(f"partycell: {error}")
        sys.exit(exit_status(error))


def _escape_unencodable() -> None:
    """Write characters that the terminal's encoding lacks as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a test's or a notebook's is something else
            stream.reconfigure(errors="backslashreplace")
