"""YAML to plain values that remember their lines: dates stay text, aliases are refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from loaders.file_check import check_file, check_plain
from loaders.limits import YAML_BYTES
from loaders.problems import DatasetError, FileProblem, Places
from loaders.read_errors import wrap_read_errors

_HALF = re.compile(r"[\ud800-\udfff]")
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"


def read_yaml(file: Path, shown: str) -> tuple[Any, Places]:
    """The file's value, and the line of every place in it.

    Args:
        file: What to read, UTF-8.
        shown: Its name in messages.

    Returns:
        Plain values, and a map from a path such as `("facts", 3, "id")` to its line from 1.

    Raises:
        DatasetError: It cannot be read, is no YAML, has a key twice, or has an alias.
    """
    check_file(file, YAML_BYTES, shown=shown)
    check_plain(file, "YAML", shown=shown)
    with wrap_read_errors(shown, lambda error: _line(file, error)):
        text = file.read_text(encoding="utf-8-sig")
        root = YAML(typ="rt", pure=True).compose(text)
    if root is None:
        raise DatasetError([FileProblem(shown, 1, "", "is empty.")])
    reader = _Reader(shown)
    with wrap_read_errors(shown):
        return reader.value(root, ()), reader.places


def _line(file: Path, error: BaseException) -> int:
    """The line that a failure has come up in."""
    if isinstance(error, UnicodeDecodeError):
        return file.read_bytes()[: error.start].count(b"\n") + 1
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return mark.line + 1 if mark else 1


class _Reader:
    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.places: Places = {}
        self._seen: set[int] = set()

    def value(self, node: Node, path: tuple[str | int, ...]) -> Any:
        line = self.places.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:
            raise self._problem(line, path, "is an alias (*name); write the value out.")
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if _HALF.search(node.value):
            raise self._problem(line, path, "holds half a character (a surrogate).")
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, item in node.value:
            line = key.start_mark.line + 1
            name = key.value if isinstance(key, ScalarNode) else repr(key.value)
            if _HALF.search(name):
                raise self._problem(line, path, "has a name with half a character (a surrogate).")
            if name in found:
                raise self._problem(line, (*path, name), "stands twice.")
            self.places[(*path, name)] = line
            found[name] = self.value(item, (*path, name))
        return found

    def _scalar(self, node: Node) -> Any:
        # ruamel marks where a folded text was folded by BEL, which no YAML text can hold itself.
        text = node.value.replace("\a", "")
        # ruamel hands tags out as objects in newer versions, as text in older ones.
        tag = str(getattr(node, "tag", ""))
        try:
            if tag == _NULL:
                return None
            if tag == _BOOL:
                return text.lower() == "true"
            if tag == _INT:
                return int(text.replace("_", ""), 10)
            if tag == _FLOAT:
                return float(text)
        except ValueError:
            return text
        return text

    def _problem(self, line: int, path: tuple[str | int, ...], message: str) -> DatasetError:
        field = ".".join(str(part) for part in path)
        return DatasetError([FileProblem(self.shown, line, field, message)])
