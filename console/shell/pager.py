"""Long answers page by page, on a screen of their own."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

from prompt_toolkit import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI, AnyFormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output.defaults import create_output
from rich.cells import chop_cells

from console.shell.highlighting import STYLE

_CODES = re.compile(r"\x1b\[[0-9;]*m")
_HELP = "space on, b back, g first, G last, / find, n next, q leave"


def page(text: str, *, heading: int = 0) -> None:
    """Show a text until it is closed.

    Args:
        text: Lines, with rich's colours if any; they are no wider than the terminal then.
        heading: How many of the first lines stay on top.
    """
    size = shutil.get_terminal_size()
    lines = wrap(text, size.columns)
    pages = Pages(lines[:heading], lines[heading:])
    _application(pages).run()


def fits(text: str) -> bool:
    """Whether a text needs no pages: there is room for the prompt and the summary below it."""
    size = shutil.get_terminal_size()
    return len(wrap(text, size.columns)) <= size.lines - 3


def wrap(text: str, width: int) -> list[str]:
    """A text as lines no wider than the terminal; coloured ones are so already."""
    lines: list[str] = []
    for line in text.splitlines():
        if len(line) <= width // 2 or _CODES.search(line):
            lines.append(line)
        else:
            lines += chop_cells(line, width) or [""]
    return lines


@dataclass
class Pages:
    """Which lines are on the screen.

    Attributes:
        heading: Lines that stay.
        lines: The other lines.
        top: The first of them on the screen.
        height: Lines that fit on the screen, heading included.
        searching: Whether a text to find is being typed.
        sought: The text to find.
        note: A message beside the line numbers.
    """

    heading: list[str]
    lines: list[str]
    top: int = 0
    height: int = 20
    searching: bool = False
    sought: str = ""
    note: str = ""

    @property
    def room(self) -> int:
        """How many lines there is room for below the heading."""
        return max(1, self.height - len(self.heading))

    def move(self, by: int) -> None:
        """Go on, or back, and never beyond an end."""
        self.note = ""
        self.top = max(0, min(self.top + by, len(self.lines) - self.room))

    def find(self) -> None:
        """Go to the next line that holds what is sought, case aside."""
        wanted = self.sought.casefold()
        for number in range(self.top + 1, len(self.lines)):
            if wanted and wanted in _CODES.sub("", self.lines[number]).casefold():
                self.move(number - self.top)
                return
        self.note = f"{self.sought!r} is not further down. "

    def shown(self) -> str:
        """What is on the screen."""
        return "\n".join([*self.heading, *self.lines[self.top : self.top + self.room]])

    def status(self) -> str:
        """The line at the bottom."""
        if self.searching:
            return f"/{self.sought}"
        last = min(self.top + self.room, len(self.lines))
        return f"{self.note}lines {self.top + 1}-{last} of {len(self.lines)}   {_HELP}"


def _application(pages: Pages) -> Application[None]:
    output = create_output()

    def content() -> AnyFormattedText:
        pages.height = output.get_size().rows - 1
        pages.top = max(0, min(pages.top, len(pages.lines) - pages.room))
        return ANSI(pages.shown())

    return Application(
        layout=Layout(
            HSplit(
                [
                    Window(FormattedTextControl(content, focusable=True, show_cursor=False)),
                    Window(FormattedTextControl(pages.status), height=1, style="class:more"),
                ]
            )
        ),
        key_bindings=_keys(pages),
        style=STYLE,
        full_screen=True,
        output=output,
    )


def _keys(pages: Pages) -> KeyBindings:
    keys = KeyBindings()
    reading = Condition(lambda: not pages.searching)
    searching = Condition(lambda: pages.searching)

    def moves(by: int, whole: bool, *names: str) -> None:
        def go(_: KeyPressEvent) -> None:
            pages.move(by * (pages.room if whole else 1))

        for name in names:
            keys.add(name, filter=reading)(go)

    moves(1, True, " ", "f", "pagedown")
    moves(-1, True, "b", "pageup")
    moves(1, False, "j", "down", "enter")
    moves(-1, False, "k", "up")
    moves(-1_000_000, True, "g", "home")
    moves(1_000_000, True, "G", "end")

    @keys.add("q", filter=reading)
    @keys.add("escape", filter=reading, eager=True)
    @keys.add("c-c")
    @keys.add("c-d")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit()

    @keys.add("/", filter=reading)
    def _begin(_: KeyPressEvent) -> None:
        pages.searching, pages.sought = True, ""

    @keys.add("n", filter=reading)
    def _next(_: KeyPressEvent) -> None:
        pages.find()

    @keys.add("enter", filter=searching)
    def _find(_: KeyPressEvent) -> None:
        pages.searching = False
        pages.find()

    @keys.add("escape", filter=searching, eager=True)
    def _stop(_: KeyPressEvent) -> None:
        pages.searching = False

    @keys.add("backspace", filter=searching)
    def _erase(_: KeyPressEvent) -> None:
        pages.sought = pages.sought[:-1]

    @keys.add(Keys.Any, filter=searching)
    def _type(event: KeyPressEvent) -> None:
        pages.sought += event.data

    return keys
