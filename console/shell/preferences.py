"""What the console keeps between sessions: history, favourites, the output format."""

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

from console.rendering import RowFormat
from graph.errors import BadInputError
from graph.files import write_output
from graph.row_formats import json_text

_SECRET = re.compile(r"\bPASSWORD\b", re.IGNORECASE)
_MODE = 0o600


class History(FileHistory):
    """All that was typed, except with passwords; only its owner can read the file."""

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
        """Add what was typed; to the file only if it has no password."""
        self.typed.insert(0, string)
        if not _SECRET.search(string):
            self.store_string(string)

    def clear(self) -> None:
        """Delete all of it, here and in the file."""
        Path(str(self.filename)).write_text("", encoding="utf-8")
        self.typed.clear()


@dataclass
class Preferences:
    """The user's settings.

    Attributes:
        format: How rows are printed.
        paging: Whether long answers are shown page by page.
        favourites: Statements by name.
    """

    format: RowFormat = RowFormat.TABLE
    paging: bool = True
    favourites: dict[str, str] = field(default_factory=dict)


class PreferenceStore:
    """The file that the settings are in, `console.json`.

    Two consoles may change it at a time: each change is read, made and written under a lock.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = folder / "console.json"

    def read(self) -> Preferences:
        """The saved preferences; the defaults if there are none.

        Raises:
            BadInputError: The file is not valid.
        """
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return Preferences(
                RowFormat(found["format"]), bool(found["paging"]), dict(found["favourites"])
            )
        except FileNotFoundError:
            return Preferences()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise BadInputError(
                f"{self._file} cannot be read: {error}.", hint="Correct it, or delete it."
            ) from error

    def change(self, edit: Callable[[Preferences], object]) -> None:
        """Edit the preferences and save them.

        Raises:
            BadInputError: The file is not valid, or cannot be written.
        """
        with FileLock(f"{self._file}.lock"):
            found = self.read()
            edit(found)
            write_output(self._file, [json_text(asdict(found)).encode()], private=True)
