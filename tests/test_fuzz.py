"""A small run of `make fuzz`: spoiled files of every kind end in our own words, or are read."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from tests.extras import skip_without
from tests.fuzz.__main__ import spoiled
from tests.fuzz.reading import lay_out, outcome
from tests.fuzz.samples import OF_FTM, samples

# Those that are read in a process of their own take longer.
_FILES = {"xlsx": 2, "workbook": 2, "parquet": 2}
_SECONDS = 120


@contextlib.contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail where it takes longer, however busy the machine."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"it takes more than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


KINDS = [
    pytest.param(kind, marks=skip_without("followthemoney" if kind in OF_FTM else ""))
    for kind in samples()
]


@pytest.mark.parametrize("kind", KINDS)
def test_sound_file_is_read(kind: str, tmp_path: Path) -> None:
    """The files that are spoiled are sound before."""
    lay_out(tmp_path)
    suffix, content = samples()[kind]
    file = tmp_path / f"a{suffix}"
    file.write_bytes(content)
    assert outcome(kind, file) == ("read", "")


@pytest.mark.parametrize("kind", KINDS)
def test_spoiled_files_end_in_our_words(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever is spoiled, it is read or refused with its place, and nothing else is said."""
    lay_out(tmp_path)
    for number in range(_FILES.get(kind, 12)):
        _, file = spoiled(tmp_path, 7, number, [kind])
        with within(_SECONDS):
            found, said = outcome(kind, file)
        assert found in {"read", "refused"}, f"{kind}, seed 7, number {number}: {said}"
    assert capfd.readouterr() == ("", "")
