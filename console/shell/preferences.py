"""What the console remembers from session to session: history, favourites, the format."""

from __future__ import annotations

import json
import os
import re
from collections.abc import AsyncGenerator, Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from filelock import FileLock
from prompt_toolkit.history import FileHistory

from console.rendering import Format
from graph.errors import BadInputError
from graph.files import write_output
from graph.formats import json_text

_SECRET = re.compile(r"\bPASSWORD\b", re.IGNORECASE)
_MODE = 0o600


class History(FileHistory):
    """Everything that was typed, but what speaks of passwords; only its owner can read the file."""

    def __init__(self, folder: Path) -> None:
        file = folder / "history"
        os.close(os.open(file, os.O_CREAT | os.O_APPEND, _MODE))
        super().__init__(str(file))

    @cached_property
    def typed(self) -> list[str]:
        """What was typed, newest first: in the file before, and in this session."""
        return list(self.load_history_strings())

    async def load(self) -> AsyncGenerator[str, None]:
        """What was typed, newest first, for the prompt."""
        for text in self.typed:
            yield text

    def get_strings(self) -> list[str]:
        """What was typed, oldest first."""
        return self.typed[::-1]

    def append_string(self, string: str) -> None:
        """Add what was typed; what speaks of passwords is not in the file."""
        self.typed.insert(0, string)
        if not _SECRET.search(string):
            self.store_string(string)

    def clear(self) -> None:
        """Forget all of it, here and in the file."""
        Path(str(self.filename)).write_text("", encoding="utf-8")
        self.typed.clear()


@dataclass
class Remembered:
    """The person's own settings.

    Attributes:
        format: How rows are printed.
        paging: Whether long answers are shown page by page.
        favourites: Statements by name.
    """

    format: Format = Format.TABLE
    paging: bool = True
    favourites: dict[str, str] = field(default_factory=dict)


class Memory:
    """The file that the settings are in, `console.json`.

    Two consoles may change it at a time: each change is read, made and written under a lock.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = folder / "console.json"

    def read(self) -> Remembered:
        """What is remembered; the defaults where there is nothing yet.

        Raises:
            BadInputError: The file is not ours any more.
        """
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return Remembered(
                Format(found["format"]), bool(found["paging"]), dict(found["favourites"])
            )
        except FileNotFoundError:
            return Remembered()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise BadInputError(
                f"{self._file} cannot be read: {error}.", hint="Mend it, or take it away."
            ) from error

    def change(self, edit: Callable[[Remembered], object]) -> None:
        """Read what is remembered, let it be edited, and remember that.

        Raises:
            BadInputError: The file is not ours any more, or cannot be written.
        """
        with FileLock(f"{self._file}.lock"):
            found = self.read()
            edit(found)
            write_output(self._file, [json_text(asdict(found)).encode()], private=True)
