"""In what encoding a text file is: as its mark says, as UTF-8 where all of it is, else a guess.

A guess says how sure it is, and what else the file may be. Files of one byte a sign (Windows-1252,
KOI8-R) can be read as any other of their kind, so they are never guessed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_PIECE = 1 << 16
# How much of a file is looked at for a guess.
_SAMPLE = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "cp949": "CP949 (EUC-KR)",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
# UTF-8 with damage: at least so many letters that are right for one byte that is not.
_RIGHT_FOR_WRONG = 10
# A guess is likely where its letters are those of its language, others look so much less, and
# there are enough of them to say so.
_LIKELY, _AHEAD, _LEAST, _FEW = 0.75, 2.2, 0.25, 20
# Two letters of Hangul or Hanja beside each other; the second is looked at again.
_TOGETHER = re.compile("([\u4e00-\ud7a3])(?=([\u4e00-\ud7a3]))")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Encoding:
    """An encoding of a file.

    Attributes:
        name: As Python calls it.
        remark: That it was guessed, how sure that is, and what else it may be; empty where it was
            not.
        damaged: Whether some bytes are not of it: they are read as lone surrogates.
    """

    name: str
    remark: str = ""


def find_encoding(file: Path, *, whole: bool = True) -> Encoding:
    """The encoding of a text file; single bytes of it may be of none.

    Args:
        file: Which.
        whole: Whether all of it is looked at, or its beginning alone.
    """
    with file.open("rb") as stream:
        start = stream.read(4)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return Encoding(name)
    right, wrong = _count_utf8(file, None if whole else _SAMPLE)
    if right >= _RIGHT_FOR_WRONG * wrong and not (wrong == 0 and _has_nulls(file)):
        return Encoding("utf-8-sig")
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    # As many Korean offices write; what is none of it is told where it stands.
    return _guess(sample) or Encoding("cp949" if wrong else "utf-8-sig")


def show_bytes(text: str) -> str:
    """The bytes of a text that were not of its encoding, as `0xB0`; empty where none were."""
    return ", ".join(
        f"0x{ord(sign) - 0xDC00:02X}" for sign in dict.fromkeys(_ESCAPED.findall(text))
    )


def _count_utf8(file: Path, most: int | None) -> tuple[int, int]:
    """How many letters of more than a byte a file has as UTF-8, and how many bytes of none."""
    right = wrong = seen = 0
    with file.open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
        while (most is None or seen < most) and (piece := stream.read(_PIECE)):
            seen += len(piece)
            if not piece.isascii():
                bad = len(_ESCAPED.findall(piece))
                wrong += bad
                right += sum(1 for sign in piece if sign > "\x7f") - bad
    return right, wrong


def _has_nulls(file: Path) -> bool:
    """Whether there are as many NULs as UTF-16 has between Latin letters, commas and line ends."""
    with file.open("rb") as stream:
        sample = stream.read(_PIECE)
    return sample.count(0) * 10 > len(sample)


def _guess(sample: bytes) -> Encoding | None:
    scores = {name: score(sample) for name, score in _CANDIDATES.items()}
    ranked = sorted((name for name in scores if scores[name] > 0), key=lambda name: -scores[name])
    if not ranked or scores[ranked[0]] < _LEAST:
        return None
    best, *rest = ranked
    others = [_NAMES[name] for name in rest]
    likely = (
        scores[best] > _LIKELY
        and all(scores[best] > _AHEAD * scores[name] for name in rest)
        and len(_decoded(sample, best) or "") >= _FEW
    )
    remark = (
        f"was read as {_NAMES[best]}, which is a guess"
        f"{' that is likely' if likely else ' that is not sure'}"
        f"{': it may also be ' + ', '.join(others) if others else ''}. "
        "Saving it as UTF-8 settles it, or `encoding` in a table's mapping."
    )
    return Encoding(best, remark)


def _decoded(sample: bytes, name: str) -> str | None:
    """A sample in an encoding, whose last letter may be cut off; None where it is not of it."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return None
    return None if _PRIVATE.search(text) else text


def _leads(text: str, name: str) -> Iterator[tuple[int, int]]:
    """First and last byte of each letter that is not ASCII."""
    for sign in text:
        if sign > "\x7f":
            code = sign.encode(name, "replace")
            yield code[0], code[-1]


def _two_bytes(name: str, weigh: Callable[[int, int], float]) -> Callable[[bytes], float]:
    """How much a sample looks like an encoding: what its letters weigh on the average."""

    def score(sample: bytes) -> float:
        text = _decoded(sample, name)
        found = list(_leads(text, name)) if text is not None else []
        if not found:
            return 0.0
        mean = sum(weigh(*code) for code in found) / len(found)
        return mean * min(1.0, _spread(name, text or "", found))

    return score


def _spread(name: str, text: str, found: list[tuple[int, int]]) -> float:
    """What texts of a language have besides, from next to nothing to 1 and more.

    Korean syllables are the first half of the Chinese table, so that Chinese texts alone have the
    other, and as Korean change from Hangul to Hanja within words. Of Big5's letters more than a
    third end in a byte below 0x80. Japanese has its own.
    """

    def share(of: Callable[[int, int], bool]) -> float:
        return sum(1 for code in found if of(*code)) / len(found)

    if name == "cp949":
        together = _TOGETHER.findall(text)
        same = sum((one < "\uac00") == (other < "\uac00") for one, other in together)
        return max(0.05, (same / len(together) - 0.5) * 2.5) if together else 1.0
    if name == "gb18030":
        return 0.05 + share(lambda first, _: 0xC9 <= first <= 0xD7) * 5
    if name == "big5":
        return 0.05 + share(lambda _, last: last < 0x7F) * 5
    if name == "euc_jp":
        return 0.5 + share(lambda first, _: first in {0xA4, 0xA5}) * 10
    return 0.5 + share(lambda first, _: first in {0x82, 0x83}) * 10


def _korean(first: int, last: int) -> float:
    if 0xB0 <= first <= 0xC8 and last >= 0xA1:
        return 1.0
    return 0.9 if first >= 0xCA else 0.4 if first < 0xA1 else 0.6


def _chinese(first: int, last: int) -> float:
    if 0xB0 <= first <= 0xD7 and last >= 0xA1:
        return 0.95
    return 0.5 if 0xA1 <= first <= 0xF7 and last >= 0xA1 else 0.1


def _traditional(first: int, _: int) -> float:
    return 0.95 if 0xA1 <= first <= 0xC6 else 0.4


def _euc_japanese(first: int, _: int) -> float:
    return 0.95 if first in {0xA1, 0xA4, 0xA5} else 0.8 if 0xB0 <= first <= 0xCF else 0.4


def _shift_japanese(first: int, last: int) -> float:
    if first == last:  # half a letter wide
        return 0.2
    return 0.95 if 0x81 <= first <= 0x83 else 0.8 if 0x88 <= first <= 0x97 else 0.4


def _utf16(name: str, place: int) -> Callable[[bytes], float]:
    """As UTF-16 without a mark: every second byte of Latin letters, commas and line ends is 0."""

    def score(sample: bytes) -> float:
        here, there = sample[place::2].count(0), sample[1 - place :: 2].count(0)
        if here <= 10 * there:
            return 0.0
        text = _decoded(sample, name)
        return 0.9 if text and "\n" in text else 0.0

    return score


_CANDIDATES: dict[str, Callable[[bytes], float]] = {
    "cp949": _two_bytes("cp949", _korean),
    "gb18030": _two_bytes("gb18030", _chinese),
    "big5": _two_bytes("big5", _traditional),
    "cp932": _two_bytes("cp932", _shift_japanese),
    "euc_jp": _two_bytes("euc_jp", _euc_japanese),
    "utf-16-le": _utf16("utf-16-le", 1),
    "utf-16-be": _utf16("utf-16-be", 0),
}
