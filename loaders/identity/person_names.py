"""A person's names by script, and what each is compared by: like with like.

Hangul is compared syllable by syllable, Han characters one by one, romanised names by their words;
where the scripts or the systems of romanisation differ, by how the names sound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.hangul import is_hangul, southern
from graph.names import name_key
from graph.spelling import NEAR, spelling_key

_BRACKETS = re.compile(r"[()\[\]{}/（）［］〔〕【】]")
# A word begins with the surname, and another with the given name after a surname of one syllable.
_BEGINNINGS = 2
# Simplified, Japanese and other forms of characters in names, each before its traditional form;
# collected by hand, and not complete.
_FORMS = (
    "张張泽澤沢澤铁鐵鉄鐵龙龍竜龍国國荣榮栄榮华華庆慶顺順贤賢学學东東钟鐘银銀宝寶寿壽胜勝养養汉漢纪紀"
    "凤鳳兴興义義韩韓郑鄭赵趙吴吳许許刘劉黄黃杨楊卢盧严嚴陈陳马馬权權灿燦润潤渊淵焕煥灵靈丽麗红紅莲蓮"
    "兰蘭爱愛贞貞桢楨镇鎮锡錫钦欽铉鉉铭銘镐鎬骏駿载載辉輝运運达達进進远遠连連云雲发發应應时時晋晉晓曉"
    "来來标標栋棟树樹济濟涛濤湾灣满滿现現环環监監积積竞競纯純绍紹维維统統丰豐继繼续續罗羅见見规規讲講"
    "识識诚誠谦謙贵貴赞贊轩軒释釋陆陸阳陽隐隱颜顏飞飛鸿鴻鹏鵬鹤鶴梦夢会會伟偉传傳侠俠俭儉优優关關冯馮"
    "刚剛劳勞勋勳单單卫衛厉厲双雙圣聖声聲奋奮孙孫宁寧实實宪憲宾賓对對导導将將层層岁歲徳德恵惠広廣广廣"
    "戸戶边邊辺邊齐齊斋齋斎齋静靜万萬与與专專业業乐樂习習书書亚亞亿億从從众眾体體余餘"
)
_TRADITIONAL = str.maketrans(_FORMS[::2], _FORMS[1::2])


@dataclass(frozen=True)
class NameForms:
    """What the names of a person are compared by.

    Attributes:
        hangul: Hangul names without blanks.
        initials: The same as the South begins their words.
        han: Names in Chinese characters, in their traditional forms.
        words: Other names, their words without case and marks.
        sounds: How the names in Hangul and in Latin letters sound.
    """

    hangul: frozenset[str]
    initials: frozenset[str]
    han: frozenset[str]
    words: frozenset[str]
    sounds: frozenset[str]


def read_forms(names: Iterable[str]) -> NameForms:
    """What names are compared by; one that is given in two scripts is read in both.

    Example:
        >>> forms = read_forms(["리영호 (李英浩)", "Ri Yong Ho"])
        >>> sorted(forms.hangul | forms.initials | forms.han | forms.words)
        ['ri yong ho', '李英浩', '리영호', '이영호']
    """
    hangul, han, words, sounds = set(), set(), set(), set()
    for name in names:
        for part in _parts(name):
            letters = [letter for letter in part if letter.isalpha()]
            if is_hangul("".join(letters)):
                hangul.add("".join(letters))
                sounds.add(sound_key(part))
            elif all(_is_han(letter) for letter in letters):
                han.add("".join(letters).translate(_TRADITIONAL))
            else:
                words.add(name_key(part))
                sounds.add(sound_key(part))
    return NameForms(
        frozenset(hangul),
        frozenset(map(southern_person, hangul)),
        frozenset(han),
        frozenset(words),
        frozenset(sounds - {""}),
    )


def _parts(name: str) -> Iterator[str]:
    """The parts of a name that brackets or a slash set apart; a letter alone is no name."""
    for part in _BRACKETS.split(unicodedata.normalize("NFC", name)):
        if sum(letter.isalpha() for letter in part) > 1:
            yield part


def _is_han(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK")


@lru_cache(maxsize=65536)
def sound_key(name: str) -> str:
    """How a name sounds, for all scripts and systems of romanisation that are compared; or empty.

    A key of less than `NEAR` letters would join too many names.
    """
    key = spelling_key(name)
    return key if len(key) >= NEAR else ""


def southern_person(name: str) -> str:
    """A person's Hangul name as the South writes it: surname and given name are words.

    Example:
        >>> southern_person("리영호"), southern_person("로두철"), southern_person("최룡해")
        ('이영호', '노두철', '최용해')
    """
    return southern(name[:_BEGINNINGS], everywhere=True) + name[_BEGINNINGS:]


def near_keys(key: str) -> Iterator[str]:
    """A key, and all that is left of it without one letter: two keys that share one are near.

    What one letter put in, left out or written otherwise, or two that changed places, make of a
    key shares one with it (Garbe's symmetric delete method).
    """
    yield key
    for place in range(len(key)):
        yield key[:place] + key[place + 1 :]
