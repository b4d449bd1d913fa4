"""What words of time do to an assertion: done long ago, done too late, ended, or done each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frameworks.schema import Cues
from sextant.evidence.phrases import Span
from sextant.evidence.text import Token

_YEARLY = 12  # months: what was last done longer ago is not kept up
_SOON = 8  # words between "before" and its "had"
_FIRST_YEAR = 1900
_SUM_DIGITS = 4


class TimeReader:
    """Tells when something was done. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        words = cues.times
        self._numbers = cues.numbers  # in ascending order, from one
        self._stale = frozenset(cues.stale_years)
        self._once = frozenset(cues.once)
        self._not_once = frozenset(cues.not_once)
        self._past = frozenset(cues.past_words)
        self._occasions = frozenset(cues.occasions)
        self._last = frozenset(words.last)
        self._dating = frozenset(words.dating)
        self._goes_on = frozenset((*words.newer, *words.again))
        self._not_only = frozenset(words.not_only)
        self._month_openers = frozenset(words.month_openers)
        self._anybody = frozenset(words.anybody)
        self._past_being = frozenset(words.past_being)
        self._rarely = frozenset(words.rarely)
        self._granted = frozenset(words.granted)
        self._granted_for = frozenset(words.granted_for)

    def long_ago(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """ "Last reviewed two years ago", "the last test was 18 months ago": kept up no longer."""
        words = [t.text for t in tokens]
        if self._last.isdisjoint(words):
            return
        for i in range(1, len(words) - 1):
            if words[i + 1] != "ago" or words[i] not in ("year", "years", "months"):
                continue
            many = words[i] == "years" or (words[i] == "months" and self._months(words[i - 1]))
            if many and not self._last.isdisjoint(words[:i]):
                yield i, i + 2

    def in_past_year(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """ "The last one dates from 2016": it was done, and is not kept up."""
        words = [t.text for t in tokens]
        if self._last.isdisjoint(words) or not self._goes_on.isdisjoint(words):
            return
        first = next(i for i, w in enumerate(words) if w in self._last)
        for i in range(first + 1, len(words)):
            if words[i] in self._stale and words[i - 1] in self._dating:
                yield i - 1, i + 1

    def _months(self, word: str) -> bool:
        """Whether it is more months than a year has."""
        if word.isdecimal():
            return int(word[:4]) > _YEARLY
        return word in self._numbers and self._numbers.index(word) + 1 > _YEARLY - 1

    def just_once(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """ "We did look once", "tried it once, last year": done, and not kept up."""
        words = [t.text for t in tokens]
        for i, word in enumerate(words):
            if word != "once" or not i or words[i - 1] in self._not_only:
                continue
            before = words[:i]
            told = any(w in self._past or w.endswith("ed") for w in before)
            told = told or not self._once.isdisjoint(before)
            if told and words[i + 1 : i + 2] != [] and words[i + 1] in self._not_once:
                continue
            if told:
                yield i, i + 1

    def too_rarely(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """ "Discussed twice since 2018", "reviewed once in five years": done, and not kept up."""
        words = [t.text for t in tokens]
        for i, word in enumerate(words[:-2]):
            if word not in self._rarely:
                continue
            opener, time = words[i + 1 : i + 3]
            in_years = opener == "in" and words[i + 3 : i + 4] == ["years"]
            if (opener == "since" and time in self._stale) or in_years:
                yield i, i + 3

    def too_soon(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """ "... shared files before a contract had been signed", "... began before any contract was
        signed": then, it had not."""
        words = [t.text for t in tokens]
        for i, word in enumerate(words):
            behind = words[i + 1 : i + _SOON]
            if word == "before" and ("had" in behind[1:] or self._none_yet(behind)):
                yield i, i + 1

    def _none_yet(self, behind: Sequence[str]) -> bool:
        """ "... any contract was signed", "... anyone looked"."""
        if behind[:1] and behind[0] in self._anybody:
            return behind[1:2] != [] and (behind[1] in ("was", "were") or behind[1].endswith("ed"))
        return behind[:1] == ["any"] and not self._past_being.isdisjoint(behind[1:])

    def is_each_time(self, tokens: Sequence[Token], span: Span) -> bool:
        """ "Rights are withdrawn on termination" is a practice; "MFA was withdrawn" is an end."""
        before = {t.text for t in tokens[: span[0]]}
        after = {t.text for t in tokens[span[1] : span[1] + 2]}
        return bool(after & self._occasions) and not before & self._past

    def is_granted(self, tokens: Sequence[Token]) -> bool:
        """ "$140k for next year approved": a sum, and a word that it was granted."""
        words = [t.text for t in tokens]
        return not self._granted.isdisjoint(words) and any(map(_is_sum, words))

    def is_for_later(self, plan: str) -> bool:
        """Whether words of a plan only tell which time a sum is for."""
        return plan in self._granted_for

    def is_date(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether "5/2024" or "since 3/24" names a month, not a share."""
        before = tokens[i - 1].text if i else ""
        whole = tokens[i].text.rpartition("/")[2]
        return before in self._month_openers or int(whole[:9] or 0) >= _FIRST_YEAR


def _is_sum(word: str) -> bool:
    """ "140k", "20,000", "1.5m": no year."""
    digits = word.rstrip("km").replace(",", "").replace(".", "")
    if not digits.isdecimal() or digits == word and len(digits) < _SUM_DIGITS:
        return False
    return digits != word or not _FIRST_YEAR <= int(digits[:9]) < _FIRST_YEAR + 200
