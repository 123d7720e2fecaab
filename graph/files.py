"""Files and folders that appear whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import BadInputError


def atomic_write(file: Path, pieces: Iterable[bytes], *, private: bool = False) -> None:
    """Write pieces beside the file, and give it its name when all are there.

    Args:
        file: Written anew.
        pieces: Its bytes.
        private: Whether only its owner may read it.

    Raises:
        OSError: It cannot be written; the file is as it was.
    """
    descriptor, temporary = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
        if not private:
            Path(temporary).chmod(0o666 & ~umask())
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_output(file: Path, pieces: Iterable[bytes], *, private: bool = False) -> None:
    """The same for a file that a person has named.

    Raises:
        BadInputError: It cannot be written; the file is as it was.
    """
    try:
        atomic_write(file, pieces, private=private)
    except OSError as error:
        raise BadInputError(f"{file} cannot be written: {error.strerror}.") from error


@contextmanager
def whole_folder(folder: Path, *, replace: bool = False) -> Iterator[Path]:
    """A folder beside the final one, which gets its name at the end.

    Args:
        folder: The final one.
        replace: Whether what is there gives way.

    Raises:
        BadInputError: It cannot be written, or is there; it is as it was.
    """
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise BadInputError(f"{folder} cannot be written: {error.strerror}.") from error
    try:
        made.chmod(0o777 & ~umask())
        yield made
        if replace and target.exists():
            before = made.with_name(f"{made.name}.before")
            target.rename(before)
            made.rename(target)
            shutil.rmtree(before)
        else:
            made.rename(target)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise BadInputError(f"{folder} cannot be written: {error.strerror}.") from error
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def umask() -> int:
    """Which permissions this process's new files lack."""
    found = os.umask(0)
    os.umask(found)
    return found
