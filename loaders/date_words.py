"""Words of dates in English, Korean and Chinese, and what they stand for."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
NAMED = "|".join(sorted(MONTHS, key=len, reverse=True))
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
SEASONS |= {"봄": 21, "여름": 22, "가을": 23, "겨울": 24}
# What a part of something may mean: months of a year, years of a decade, years of a century.
PARTS = {
    "early": ("01 04", "0 3", "00 33"),
    "mid": ("05 08", "4 6", "34 66"),
    "late": ("09 12", "7 9", "67 99"),
    "first half": ("01 06", "0 4", "00 49"),
    "second half": ("07 12", "5 9", "50 99"),
}
_NAMES = {
    "early": ("early", "beginning", "start", "초", "초반", "초기", "초엽", "初", "初期"),
    "mid": ("mid", "middle", "중반", "중기", "중엽", "中期", "中葉"),
    "late": ("late", "end", "말", "말기", "말엽", "末", "末期"),
    "first half": ("first half", "전반", "전반기", "상반기"),
    "second half": ("second half", "후반", "후반기", "하반기"),
}
PART_OF = {name: part for part, names in _NAMES.items() for name in names}
# Parts of a month: from which day to which; 0 is its last.
TENS = dict.fromkeys(("초순", "상순", "초", "上旬", "初"), (1, 10))
TENS |= dict.fromkeys(("중순", "中旬"), (11, 20))
TENS |= dict.fromkeys(("하순", "말", "下旬", "末"), (21, 0))
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
