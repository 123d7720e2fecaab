"""The `partycell` command."""

from __future__ import annotations

import sys

from graph.errors import BadInputError, PartycellError

_INTERRUPTED = 130


def main() -> None:
    """Run the command; every error of ours is one message, never a traceback.

    Exit status: 0 done; 1 it could not be done, or a check found something; 2 bad input.
    """
    from console.commands import app  # noqa: PLC0415  (after the errors that it may raise)

    try:
        app()
    except BadInputError as error:
        _say(error)
        sys.exit(2)
    except PartycellError as error:
        _say(error)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except Exception as error:
        sys.stderr.write(f"partycell: it failed unexpectedly: {type(error).__name__}: {error}\n")
        sys.exit(1)


def _say(error: PartycellError) -> None:
    sys.stderr.write(f"partycell: {error}\n")
