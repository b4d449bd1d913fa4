"""Losses that the organisation tells of: what an event that happened here cost, as a floor."""

from __future__ import annotations

import re
from functools import lru_cache

from frameworks.schema import ToldLoss
from sextant.records import Fact

_REACH = 24  # characters behind an amount in which a word still speaks of it


def told_loss(happened: Fact | None, scale: ToldLoss) -> float:
    """US dollars that one such event cost here, less what came back; 0 where none are told of."""
    if happened is None or happened.value is not True:
        return 0.0
    return net_loss(happened.quote, scale)


def net_loss(words: str, scale: ToldLoss) -> float:
    """The largest amount in the words, less what they say came back; 0 where it was not lost."""
    text = words.casefold()
    amounts = list(_amounts(tuple(scale.usd), tuple(scale.multiples)).finditer(text))
    if not amounts or any(_spoken(w, text) for w in scale.avoided):
        return 0.0
    lost = back = 0.0
    for match in amounts:
        amount = _usd(match, scale)
        if any(_spoken(w, text[match.end() : match.end() + _REACH]) for w in scale.returned):
            back += amount
        else:
            lost = max(lost, amount)
    if any(_spoken(w, text) for w in scale.half) and any(_spoken(w, text) for w in scale.returned):
        lost, back = lost or back, (lost or back) / 2
    return max(0.0, lost - back)


@lru_cache(maxsize=2)
def _amounts(currencies: tuple[str, ...], multiples: tuple[str, ...]) -> re.Pattern[str]:
    """A currency before or behind a number, and what it is multiplied by."""
    money, many = ("|".join(map(re.escape, w)) for w in (currencies, multiples))
    number = r"(?P<{}>\d[\d,. ]*\d|\d)"
    return re.compile(
        rf"(?<!\w)(?:(?P<before>{money})\s?{number.format('a')}(?:\s?(?P<x>{many})\b)?"
        rf"|{number.format('b')}(?:\s?(?P<y>{many})\b)?\s?(?P<behind>{money})(?!\w))"
    )


def _usd(match: re.Match[str], scale: ToldLoss) -> float:
    found = match.groupdict()
    digits = re.sub(r"[,. ](?=\d{3}\b)", "", found["a"] or found["b"]).replace(",", ".")
    try:
        number = float(digits.replace(" ", ""))
    except ValueError:
        return 0.0
    times = scale.multiples.get(found["x"] or found["y"] or "", 1.0)
    return number * times * scale.usd[found["before"] or found["behind"]]


def _spoken(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None
