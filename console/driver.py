"""The Neo4j driver without the libraries of tables that it imports where they are installed.

It would know pandas', NumPy's and PyArrow's values as parameters, and takes five times as long to
import for it. No command gives it such values. Only the process of the command does so: a
program that imports `graph` has the driver as it is. The libraries themselves can be
imported as ever once the driver has been.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

_LEFT_OUT = ("numpy", "pandas", "pyarrow")


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        absent = [name for name in _LEFT_OUT if name not in sys.modules]
        # What stands there as None cannot be imported: documented of `sys.modules`.
        sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
        try:
            super().exec_module(module)
        finally:
            for name in absent:
                del sys.modules[name]


class _Finder:
    @staticmethod
    def find_spec(
        name: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "neo4j":
            return None
        spec = PathFinder.find_spec(name)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


def skip_table_libraries() -> None:
    """Import the driver without them from now on, in this process."""
    sys.meta_path.insert(0, _Finder)
