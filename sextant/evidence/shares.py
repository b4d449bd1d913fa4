"""Shares of a whole ("60 %", "three of nine", "servers only"), and figures that are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.phrases import Trigger
from sextant.evidence.text import Token
from sextant.evidence.times import TimeReader

_SHARE = re.compile(r"^(\d{1,3})(?:[.,]\d+)?%$")
_NEARLY_ALL = 95
_RATE_REACH = 5
_CYCLE = 6  # words from what is swapped to "each year"
_MEANS_REACH = 5
_COPIES = 4  # words in "one of the copies", of which each is whole


class ShareReader:
    """Finds what limits an assertion to a part. Holds only what it was built from."""

    def __init__(self, cues: Cues, times: TimeReader) -> None:
        self._times = times
        self._permission = frozenset(cues.permission)
        self._means = frozenset(cues.means)
        self._numbers = frozenset(cues.numbers)
        self._numbered = frozenset(cues.numbered)
        self._parts = frozenset(cues.parts)
        self._rates = frozenset(cues.rates)
        self._filled = frozenset(cues.shares.filled)
        self._each = frozenset(cues.shares.each)
        self._per = self._each | {"per", "a", "to"}
        self._swapping = frozenset(cues.shares.swapping)
        self._amounts = frozenset(cues.shares.amounts)
        self._wholes = frozenset(cues.shares.wholes)
        self._copies = frozenset(cues.shares.copies)
        self._persons = frozenset((*cues.leaders, *cues.in_charge.persons))
        self._acts = frozenset(cues.in_charge.acts)
        self._restricting = frozenset(cues.shares.restricting)
        self._restricted = frozenset(cues.shares.restricted)
        self._large = frozenset(cues.shares.large)
        self._sharing = self._numbers | self._parts | {"only"}

    def find(self, tokens: Sequence[Token]) -> tuple[Trigger, ...]:
        """Shares of a whole: "60%", "three of nine", "14 of the 230 accounts", "servers only"."""
        found: list[Trigger] = []
        words = [t.text for t in tokens]
        if self._sharing.isdisjoint(words) and not any(w[:1].isdecimal() for w in words):
            return ()
        for i in range(1, len(tokens)):
            trailing = i + 1 == len(tokens) or tokens[i + 1].is_mark
            only: Trigger = ((i, i + 1), "only")
            if words[i] == "only" and trailing and not self.permits(tokens, only):
                found.append(only)
        for i, token in enumerate(tokens):
            if (
                _is_share(_with_percent(words, i))
                and not self._is_rate(tokens, i)
                and not ("/" in token.text and self._times.is_date(tokens, i))
            ):
                found.append(((i, i + 1), token.text))
            elif (
                self._is_number(token.text)
                and self._part_of(tokens, i)
                and not self._is_in_charge(tokens, i)
                and self._copies.isdisjoint(words[i + 1 : i + _COPIES])
            ):
                found.append(((i, i + 2), token.text))
            elif token.text in self._parts and self._is_fraction(tokens, i):
                found.append(((i - 1, i + 1), token.text))
        return tuple(found)

    def _is_in_charge(self, tokens: Sequence[Token], i: int) -> bool:
        """ "One of the trustees leads on it": whoever does it, it is done."""
        after = [t.text for t in tokens[i + 1 : i + 8]]
        who = next((n for n, w in enumerate(after[:4]) if w in self._persons), None)
        return (
            tokens[i].text == "one"
            and who is not None
            and not self._acts.isdisjoint(after[who + 1 : who + 4])
        )

    def permits(self, tokens: Sequence[Token], trigger: Trigger) -> bool:
        """ "Only the IT provider can install software", "access is limited to six people": a
        restriction, not a limit."""
        (start, end), text = trigger
        if text in self._restricting:
            return not self._restricted.isdisjoint([t.text for t in tokens[:start]])
        if not text.startswith("only"):
            return False
        by_someone = end == len(tokens) and any(
            t.text in self._means for t in tokens[max(0, start - _MEANS_REACH) :]
        )
        return by_someone or any(t.text in self._permission for t in tokens[end:])

    def is_large(self, limit: Trigger) -> bool:
        """ "Most PCs are months behind": of a lack, as good as all."""
        return limit[1] in self._large

    def _is_rate(self, tokens: Sequence[Token], i: int) -> bool:
        """ "Last click rate 6%", "8% of IT spend": a figure, no part of a whole."""
        behind = [t.text for t in tokens[i + 1 : i + 5]]
        if behind[:1] == ["of"] and not self._rates.isdisjoint(behind):
            return True
        if any(t.text in self._filled for t in tokens[i + 1 : i + 4]):
            return True  # "a warning when a disk is 80 percent used"
        return any(t.text in self._rates for t in tokens[max(0, i - _RATE_REACH) : i])

    def _opens_whole(self, tokens: Sequence[Token], i: int) -> bool:
        """ "Of the fourteen findings, nine ..."."""
        first = int("." in tokens[0].text)  # "2.5 Of the five findings, two ..."
        opens = [t.text for t in tokens[first : first + 1]] == ["of"]
        return opens and any(self._is_number(t.text) for t in tokens[first + 1 : i - 1])

    def _is_fraction(self, tokens: Sequence[Token], i: int) -> bool:
        """ "two thirds of", "a quarter of"."""
        if self._is_of_a_cycle(tokens, i):
            return False
        counted = i > 0 and (tokens[i - 1].text == "a" or self._is_number(tokens[i - 1].text))
        if counted and tokens[i].text.endswith("s"):
            return True  # "about two thirds finished it"
        return counted and [t.text for t in tokens[i + 1 : i + 2]] == ["of"]

    def _is_of_a_cycle(self, tokens: Sequence[Token], i: int) -> bool:
        """ "We swap a fifth of them each year": in five years all of them."""
        behind = {t.text for t in tokens[i : i + _CYCLE]}
        swapped = {t.text for t in tokens[max(0, i - _CYCLE) : i + _CYCLE]}
        return not (self._each.isdisjoint(behind) or self._swapping.isdisjoint(swapped))

    def is_amount(self, tokens: Sequence[Token], trigger: Trigger) -> bool:
        """ "about 40 %", "about half", "about two thirds"."""
        after = tokens[trigger[0][1] : trigger[0][1] + 1]
        word = after[0].text if after else ""
        return word[:1].isdecimal() or word in self._amounts or self._is_number(word)

    def _is_number(self, word: str) -> bool:
        return word.isdecimal() or word in self._numbers

    def _part_of(self, tokens: Sequence[Token], i: int) -> bool:
        """A number, then "of" or "out of", then a larger whole or "the/our"."""
        if i and tokens[i - 1].text in self._numbered:
            return False
        if self._opens_whole(tokens, i):
            return True
        rest = [t.text for t in tokens[i + 1 : i + 5]]
        if rest[1:3] == ["out", "of"]:
            rest = rest[1:]  # "four schools out of nine"
        if rest[:2] == ["out", "of"]:
            rest = rest[1:]
        if len(rest) < 2 or rest[0] != "of":
            return False
        if rest[1] == "them" and rest[2:] and rest[2] in self._per:
            return False  # "five of them per shift use one login"
        listed = i > 0 and tokens[i - 1].text == ","
        if rest[1] == "them" and (len(rest) == 2 or rest[2] == "," or listed):
            return False  # "we have servers, 29 of them"; "three copies, one of them in a safe"
        whole = next((w for w in rest[1:3] if self._is_number(w)), "")
        return rest[1] in self._wholes or (bool(whole) and whole != tokens[i].text)


def is_nearly_all(tokens: Sequence[Token], limit: Trigger) -> bool:
    """ "All but 0.9 percent had done it"."""
    (_, end), text = limit
    if text != "all but" or end >= len(tokens):
        return False
    left = tokens[end].text.rstrip("%").replace(",", ".")
    share = tokens[end].text.endswith("%") or [t.text for t in tokens[end + 1 : end + 2]] in (
        ["percent"],
        ["per"],
    )
    return share and left.replace(".", "", 1).isdecimal() and float(left) <= 100 - _NEARLY_ALL


def _with_percent(words: Sequence[str], i: int) -> str:
    """A figure with the "percent" or "per cent" that follows it."""
    after = words[i + 1 : i + 3]
    if words[i][:1].isdecimal() and (after[:1] == ["percent"] or after == ["per", "cent"]):
        return f"{words[i]}%"
    return words[i]


def _is_share(word: str) -> bool:
    """ "60%" or "31/40": more than nothing and less than nearly all."""
    if "/" in word:
        part, whole = (int(n[:9]) for n in word.split("/"))
        return 0 < 100 * part < _NEARLY_ALL * whole
    share = _SHARE.match(word)
    return bool(share) and 0 < int(share.group(1)) < _NEARLY_ALL if share else False
