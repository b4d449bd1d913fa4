"""Trigger words of a clause: negation, plans, limits, and what only looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from frameworks.schema import Cues
from sextant.evidence import times
from sextant.evidence.text import Token
from sextant.evidence.text import tokens as split_words

Span = tuple[int, int]
Trigger = tuple[Span, str]

_SHARE = re.compile(r"^(\d{1,3})(?:[.,]\d+)?%$")
_NEARLY_ALL = 95
_RATE_REACH = 5
_TOLD = 6  # words from "which" to "must"
_FILLED = frozenset(("used", "full", "capacity", "utilised", "utilized", "load", "more", "less"))
_CONDITION_REACH = 3  # a condition's own subject stands right behind "if"


class Phrases:
    """A list of trigger phrases that can be looked up in a clause."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for text in phrases:
            words = tuple(t.text for t in split_words(text))
            self._by_first.setdefault(words[0], []).append((words, text))
        self._firsts = frozenset(self._by_first)

    def find(self, tokens: Sequence[Token]) -> list[Trigger]:
        """Where they stand, compared word for word: "going to" is not "go to"."""
        found: list[Trigger] = []
        words = [t.text for t in tokens]
        if self._firsts.isdisjoint(words):
            return found
        for i, first in enumerate(words):
            for phrase, text in self._by_first.get(first, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    found.append(((i, i + len(phrase)), text))
        return found


@dataclass(frozen=True)
class Triggers:
    """Every trigger of one clause, with where it stands."""

    negation: tuple[Trigger, ...]
    negation_after: tuple[Trigger, ...]
    planned: tuple[Trigger, ...]
    ended: tuple[Trigger, ...]
    partial: tuple[Trigger, ...]
    existence: tuple[Trigger, ...]
    modal: tuple[Trigger, ...]
    about: tuple[Trigger, ...]
    condition: Span | None  # the part of the clause that is only a condition
    hedged: bool
    policy: bool
    obliges: bool
    void: bool  # nothing in this clause is asserted


class TriggerFinder:
    """Finds the triggers of a clause. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        names = (
            "negation", "negation_after", "not_negation", "planned", "ended", "partial",
            "not_partial", "hedge", "obligation", "duty", "about_words", "unreal", "modal",
            "conditional", "existence",
        )  # fmt: skip
        self._names = names
        self._cues: dict[str, list[tuple[str, tuple[str, ...], str]]] = {}
        for name in names:
            for text in getattr(cues, name):
                words = tuple(t.text for t in split_words(text))
                self._cues.setdefault(words[0], []).append((name, words, text))
        self._permission = frozenset(cues.permission)
        self._subjects = frozenset(cues.resuming_subjects)
        self._numbers = frozenset(cues.numbers)
        self._counted = cues.numbers
        self._revocations = frozenset(cues.revocations)
        self._occasions = frozenset(cues.occasions)
        self._parts = frozenset(cues.parts)
        self._numbered = frozenset(cues.numbered)
        self._future = frozenset(cues.future_dates)
        self._ahead = frozenset(cues.ahead)
        self._past = frozenset(cues.past_words)
        self._sharing = self._numbers | self._parts | {"only"}
        self._rates = frozenset(cues.rates)
        self._means = frozenset(cues.means)
        self._stale = frozenset(cues.stale_years)
        self._once = frozenset(cues.once)
        self._not_once = frozenset(cues.not_once)

    def find(self, tokens: Sequence[Token]) -> Triggers:
        """All triggers; those inside a look-alike ("no later than") are dropped."""
        found = self._found(tokens)
        partial = (
            *self._limits(tokens, found),
            *self._done_once(tokens),
            *((span, "year") for span in times.in_past_year(tokens, self._stale)),
        )
        taken = positions(found["not_negation"]) | {
            p for span, text in partial if text.startswith("not ") for p in range(*span)
        }
        denied = positions(n for n in found["negation"] if n[1] == "not one")
        return Triggers(
            negation=longest(
                n
                for n in (*found["negation"], *((s, "before") for s in times.too_soon(tokens)))
                if not taken & set(range(*n[0]))
            ),
            negation_after=tuple(
                n for n in found["negation_after"] if not taken & set(range(*n[0]))
            ),
            planned=(
                *(p for p in found["planned"] if not _is_of_whom(tokens, p)),
                *self._dates(tokens),
            ),
            ended=self._ends(tokens, [e for e in found["ended"] if not taken & set(range(*e[0]))]),
            partial=(*partial, *(s for s in self._shares(tokens) if s[0][0] not in denied)),
            existence=tuple(found["existence"]),
            modal=tuple(m for m in found["modal"] if not _is_surmise(tokens, m)),
            about=tuple(a for a in found["about_words"] if not self._is_amount(tokens, a)),
            condition=self._condition(tokens, found["conditional"]),
            hedged=bool(found["hedge"]),
            policy=bool(found["obligation"]),
            obliges=any(not _is_told_of(tokens, d) for d in found["duty"]),
            void=bool(found["unreal"]),
        )

    def _found(self, tokens: Sequence[Token]) -> dict[str, list[Trigger]]:
        """Every kind of trigger in one pass over the words: most words begin none."""
        words = [t.text for t in tokens]
        found: dict[str, list[Trigger]] = {name: [] for name in self._names}
        for i, first in enumerate(words):
            for name, phrase, text in self._cues.get(first, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    found[name].append(((i, i + len(phrase)), text))
        return found

    def _ends(self, tokens: Sequence[Token], found: Sequence[Trigger]) -> tuple[Trigger, ...]:
        ends = (
            (span, text)
            for span, text in found
            if not _is_purpose(tokens, (span, text))
            and not (
                text in self._revocations
                and times.is_each_time(tokens, span, self._occasions, self._past)
            )
        )
        past = times.long_ago(tokens, self._counted)
        return (*ends, *((span, "ago") for span in past))

    def _limits(
        self, tokens: Sequence[Token], found: dict[str, list[Trigger]]
    ) -> tuple[Trigger, ...]:
        mocks = positions(found["not_partial"])
        return tuple(
            p
            for p in found["partial"]
            if not mocks & set(range(*p[0]))
            and not self._permits(tokens, p)
            and not _is_nearly_all(tokens, p)
        )

    def _done_once(self, tokens: Sequence[Token]) -> Iterator[Trigger]:
        for span in times.just_once(tokens, self._once, self._not_once, self._past):
            yield span, "once"

    def _permits(self, tokens: Sequence[Token], trigger: Trigger) -> bool:
        """ "Only the IT provider can install software": a restriction, not a limit."""
        (start, end), text = trigger
        if not text.startswith("only"):
            return False
        by_someone = end == len(tokens) and any(
            t.text in self._means for t in tokens[max(0, start - 5) :]
        )
        return by_someone or any(t.text in self._permission for t in tokens[end:])

    def _condition(self, tokens: Sequence[Token], found: Sequence[Trigger]) -> Span | None:
        """From an opening "if" to the main clause's subject, or to the end."""
        opening = next((span for span, _ in found if span[0] <= 1), None)
        if opening is None:
            return None
        for i in range(opening[1] + _CONDITION_REACH, len(tokens)):
            if tokens[i].text in self._subjects:
                return opening[0], i
        return opening[0], len(tokens)

    def _dates(self, tokens: Sequence[Token]) -> tuple[Trigger, ...]:
        """A date ahead makes a plan: "from November", "before Christmas", "starts in January";
        not where the past is told, nor where the date is an end: "in force until June"."""
        words = [t.text for t in tokens]
        if any(w in self._past or w.endswith("ed") for w in words):
            return ()
        return tuple(
            ((i, i + 1), w)
            for i, w in enumerate(words)
            if w in self._future and _is_ahead(words[max(0, i - 3) : i], self._ahead)
        )

    def _shares(self, tokens: Sequence[Token]) -> tuple[Trigger, ...]:
        """Shares of a whole: "60%", "three of nine", "14 of the 230 accounts", "servers only"."""
        found: list[Trigger] = []
        words = [t.text for t in tokens]
        if self._sharing.isdisjoint(words) and not any(w[:1].isdigit() for w in words):
            return ()
        for i in range(1, len(tokens)):
            trailing = i + 1 == len(tokens) or tokens[i + 1].is_mark
            only: Trigger = ((i, i + 1), "only")
            if words[i] == "only" and trailing and not self._permits(tokens, only):
                found.append(only)
        for i, token in enumerate(tokens):
            if (
                _is_share(_with_percent(words, i))
                and not self._is_rate(tokens, i)
                and not ("/" in token.text and times.is_date(tokens, i))
            ):
                found.append(((i, i + 1), token.text))
            elif self._is_number(token.text) and self._part_of(tokens, i):
                found.append(((i, i + 2), token.text))
            elif token.text in self._parts and self._is_fraction(tokens, i):
                found.append(((i - 1, i + 1), token.text))
        return tuple(found)

    def _is_rate(self, tokens: Sequence[Token], i: int) -> bool:
        """ "Last click rate 6%": a figure, no part of a whole."""
        if any(t.text in _FILLED for t in tokens[i + 1 : i + 4]):
            return True  # "a warning when a disk is 80 percent used"
        return any(t.text in self._rates for t in tokens[max(0, i - _RATE_REACH) : i])

    def _opens_whole(self, tokens: Sequence[Token], i: int) -> bool:
        """ "Of the fourteen findings, nine ..."."""
        return tokens[0].text == "of" and any(self._is_number(t.text) for t in tokens[1 : i - 1])

    def _is_fraction(self, tokens: Sequence[Token], i: int) -> bool:
        """ "two thirds of", "a quarter of"."""
        counted = i > 0 and (tokens[i - 1].text == "a" or self._is_number(tokens[i - 1].text))
        if counted and tokens[i].text.endswith("s"):
            return True  # "about two thirds finished it"
        return counted and [t.text for t in tokens[i + 1 : i + 2]] == ["of"]

    def _is_amount(self, tokens: Sequence[Token], trigger: Trigger) -> bool:
        """ "about 40 %", "about half", "about two thirds"."""
        after = tokens[trigger[0][1] : trigger[0][1] + 1]
        word = after[0].text if after else ""
        return word[:1].isdigit() or word in ("half", "a") or self._is_number(word)

    def _is_number(self, word: str) -> bool:
        return word.isdigit() or word in self._numbers

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
        listed = i > 0 and tokens[i - 1].text == ","
        if rest[1] == "them" and (len(rest) == 2 or rest[2] == "," or listed):
            return False  # "we have servers, 29 of them"; "three copies, one of them in a safe"
        whole = next((w for w in rest[1:3] if self._is_number(w)), "")
        return rest[1] in ("the", "our", "its", "their", "them", "these") or (
            bool(whole) and whole != tokens[i].text
        )


def _is_of_whom(tokens: Sequence[Token], plan: Trigger) -> bool:
    """ "References for anybody who will handle money": not the checking lies ahead."""
    (start, _), text = plan
    return text.startswith("will") and start > 0 and tokens[start - 1].text in ("who", "that")


def _is_surmise(tokens: Sequence[Token], modal: Trigger) -> bool:
    """ "That would be me": it is."""
    after = [t.text for t in tokens[modal[0][1] : modal[0][1] + 2]]
    return after[:1] == ["be"] and after[1:] != [] and after[1] in ("me", "us", "him", "her")


def _is_nearly_all(tokens: Sequence[Token], limit: Trigger) -> bool:
    """ "All but 0.9 percent had done it"."""
    (_, end), text = limit
    if text != "all but" or end >= len(tokens):
        return False
    left = tokens[end].text.rstrip("%").replace(",", ".")
    share = tokens[end].text.endswith("%") or [t.text for t in tokens[end + 1 : end + 2]] in (
        ["percent"],
        ["per"],
    )
    return share and left.replace(".", "", 1).isdigit() and float(left) <= 100 - _NEARLY_ALL


def _is_ahead(before: Sequence[str], ahead: frozenset[str]) -> bool:
    """Whether the words before a date put something off to it; "not until May" does."""
    if {"until", "till"} & set(before):
        return "not" in before
    return bool(set(before) & ahead)


def _is_purpose(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """ "A tool was used to watch" tells a purpose, "we used to watch" an end."""
    (start, _), text = trigger
    before = {t.text for t in tokens[max(0, start - 2) : start]}
    return text == "used to" and bool(before & {"is", "are", "was", "were", "be", "been", "being"})


def _is_told_of(tokens: Sequence[Token], duty: Trigger) -> bool:
    """ "The contract lays down which measures they must take": no duty of its own."""
    start = duty[0][0]
    return bool({"which", "what", "how"} & {t.text for t in tokens[max(0, start - _TOLD) : start]})


def _with_percent(words: Sequence[str], i: int) -> str:
    """A figure with the "percent" or "per cent" that follows it."""
    after = words[i + 1 : i + 3]
    if words[i][:1].isdigit() and (after[:1] == ["percent"] or after == ["per", "cent"]):
        return f"{words[i]}%"
    return words[i]


def _is_share(word: str) -> bool:
    """ "60%" or "31/40": more than nothing and less than nearly all."""
    if "/" in word:
        part, whole = (int(n[:9]) for n in word.split("/"))
        return 0 < 100 * part < _NEARLY_ALL * whole
    share = _SHARE.match(word)
    return bool(share) and 0 < int(share.group(1)) < _NEARLY_ALL if share else False


def positions(found: Iterable[Trigger]) -> set[int]:
    """All positions that the triggers cover."""
    return {p for span, _ in found for p in range(*span)}


def longest(found: Iterable[Trigger]) -> tuple[Trigger, ...]:
    """Of triggers that overlap ("lack", "lack of"), the longest."""
    kept: list[Trigger] = []
    for span, text in sorted(found, key=lambda f: (f[0][0] - f[0][1], f[0][0])):
        if not any(span[0] < k[1] and k[0] < span[1] for k, _ in kept):
            kept.append((span, text))
    return tuple(sorted(kept))


def outside(found: Sequence[Trigger], own: frozenset[int]) -> list[Trigger]:
    """Triggers that are not themselves part of the matched words."""
    return [f for f in found if not set(range(*f[0])) & own]
