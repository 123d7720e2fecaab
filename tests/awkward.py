"""Two hundred values that have gone wrong somewhere: what the readers' tests put into every place.

`TEXTS` can stand in any cell or text of any format; `VALUES` has what JSON and YAML can have
besides.
"""

from __future__ import annotations

from typing import Any

# Dates and periods: abbreviated, vague, extreme, of no calendar, in other digits.
DATES = (
    "1936-40", "1921-24", "1994-96", "1989\u201394", "1994-1996", "1994/1996", "1990/91",
    "1994.11~2", "28-29 January 2013", "2013.1.28~29", "1994.3.31~4.2", "2013년 1월 28일 ~ 2월 2일",
    "~ 1994", "1994 ~", "1994~", "~1994", "-1994", "1994-", "1994년까지", "1990년부터", "1 ~ 2 ~ 3",
    "1999 ~ 1990", "1990-1994, 1996-1998", "1990/1991/1992", "2013-01/02", "from 1990", "present",
    "현재", "before 1990s", "before mid-1990s", "after 1994?", "between 1990 and 1994",
    "between 1994 and", "before before 1990", "after after", "early 1990s", "1990년대 초",
    "c. 1984", "c. c. 1984??", "1984?~", "1984%", "199X", "XXXX", "[1990..1993]", "[..1993]",
    "[1990..", "{1990,1994}", "20세기 말", "0세기", "unknown", "연도미상", "n.d.", "?", "??",
    "spring 1998", "1994-21", "1994-33", "1994-99", "0000", "0000-00-00", "0000-01-01",
    "9999-12-31", "10000-01-01", "Y17E7", "Y-13798", "-0001", "13,800 BC", "1 BC", "1900-01-01",
    "1970-01-01T00:00:00Z", "1994-00-00", "1994-00", "1994-13-45", "1994-02-30", "1900-02-29",
    "1994-03-3X", "1994-06-31", "31.3.1994", "04/05/12", "19940230", "1996-12-31 00:00:00",
    "1994-03-31T25:61:61+99:99", "1994-W12-3", "1994-123", "Juche 0", "주체101(2011)", "주체999",
    "\uff11\uff19\uff19\uff14", "\u0661\u0669\u0669\u0664", "一九九四年三月", "1994\u00b2",
    "\u2160\u2168\u2168\u2163", "1994\u200b-03", "1994\u2212 03",
)  # fmt: skip
# Signs that do something, that nobody sees, that look like others, or that other formats use.
SIGNS = (
    "\u0000", "\u0007", "\u001b[31mred", "a\nb", "a\r\nb", "a\tb", " a ", "\u00a0", "\u3000",
    "\u2028", "\u200b", "\ufeffa", "a\u00ad", "\u202eabc", "\u2066x\u2069", "\ufffe", "\ufffd",
    "e\u0301", "\u00e9", "\u1112\u1161\u11ab", "\uf900", "\u3164", "\u115f", "\U0001f600",
    "\U0001f468\u200d\U0001f469", "\ud7ff", "\ue000", "\ufb01", "\u0130", "\u00df", "\u017f",
    "\u212b", "\u00c5", "\u0410\u0411", "A" + "\u0301" * 40, "\u0915\u094d\u200d\u0937", "\"",
    "\"\"", "'", "`", "\\", "\\u001b", "\\x00", "%s", "%d", "{}", "{0}", "{name}", "${x}", "{{",
    "}", "<b>", "&amp;", "<!--", "]]>", "=1+1", "=HYPERLINK(\"x\")", "+1", "-1", "@x", ";", ",",
    "|", "/", "//", "a/b/c", "..", "../..",
)  # fmt: skip
# Numbers, and what is none.
NUMBERS = (
    "0", "-0", "00", "007", "1,234", "1 234", "1.0", "2012.1", "1e5", "1E999", "NaN", "nan",
    "inf", "-Infinity", "0x10", "1_000", "9" * 19, "9" * 40, "\u0665", "\u00bd", "50%", "true",
    "TRUE", "no", "예",
)  # fmt: skip
# What means nothing somewhere.
NOTHINGS = (
    "", " ", "-", "--", "NA", "N/A", "n/a", "null", "NULL", "None", "nil", "#N/A", "#REF!",
    "#DIV/0!", "undefined", ".",
)  # fmt: skip
# Longer than what is kept.
LONG = (
    "x" * 1_001, "가" * 2_001, "1994 " * 60, "y" * 100_001, "https://example.org/" + "z" * 3_000,
)  # fmt: skip
TEXTS: tuple[str, ...] = (*DATES, *SIGNS, *NUMBERS, *NOTHINGS, *LONG)

# Of other kinds than a text, or a text that no UTF-8 has.
OTHERS: tuple[Any, ...] = (
    None, True, False, 0, -1, 1994, 1994.5, 1e+308, 2**63, 10**30, [], [None], [[]], [1],
    ["a", "a"], {}, {"": ""}, {"id": None}, {"id": ["x"]}, {"id": {"id": "x"}}, {"value": 3},
    {"name": "Inside"}, {"a": {"b": [{"c": "d"}]}}, [{"id": "x", "name": "In a list"}],
    ["1990", "1994"], [0.1, None, "x"], "\ud83d", {"\ud83d": "x"},
)  # fmt: skip
VALUES: tuple[Any, ...] = (*TEXTS, *OTHERS)
