"""What the day of the assessment makes of a statement: a yearly practice last done years ago is in
place in part, and "from March" is done when March has come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from frameworks.loader import Knowledge
from sextant.evidence.dates import months_before
from sextant.evidence.text import any_of, tokens
from sextant.records import Statement

_YEAR = re.compile(r"(?<![\d.,/-])(20\d{2})(?![\d.,/-]?\d)")
_RECENT = 3  # months: "from November" in a paper without a date is of this November, not of next


class PassingTime:
    """Looks at statements as of a day. Holds only what it was built from."""

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        words = knowledge.cues.times
        self._today = today
        self._months = knowledge.documents.dates.months
        self._lapses = {
            (c.id, a.id): months_before(today, a.lapses_after_months)
            for c in knowledge.controls.values()
            for a in c.aspects
            if a.lapses_after_months
        }
        self._goes_on = frozenset(words.going_on)
        self._of_late = frozenset(words.of_late)
        self._to_come = frozenset(words.to_come)
        months = any_of(self._months)
        opening = "|".join(map(re.escape, words.begins))
        self._begins = re.compile(
            rf"\b(?:{opening})\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<month>{months})\b"
            r"\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?,?(?!\d))?(?:\s+(?P<year>20\d{2}))?",
            re.IGNORECASE,
        )

    def seen_today(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """The statements, some with another polarity; measured ones as they are."""
        for s in statements:
            if s.polarity == "implemented" and not s.policy and (year := self._lapsed(s)):
                yield s.model_copy(update={"polarity": "partial", "scope": f"last in {year}"})
            elif s.polarity == "planned" and self._has_come(s):
                yield s.model_copy(update={"polarity": "implemented"})
            else:
                yield s

    def _lapsed(self, statement: Statement) -> int | None:
        """The year in which it was last done, where that is too long ago."""
        oldest = self._lapses.get((statement.subcategories[0], statement.aspect))
        if oldest is None or not (years := _YEAR.findall(statement.quote)):
            return None
        newest = max(map(int, years))
        if date(newest, 12, 31) >= oldest or self._is_current(statement.quote):
            return None
        return newest

    def _is_current(self, quote: str) -> bool:
        """ "Every year since 2019", "in 2022 and again last fall": not of then alone."""
        words = [t.text for t in tokens(quote)]
        for word, following in zip(words, (*words[1:], ""), strict=True):
            if word in self._goes_on or (word == "last" and following in self._of_late):
                return True
            if word in self._months and word != "may" and not following[:1].isdecimal():
                return True
        return False

    def _has_come(self, statement: Statement) -> bool:
        """ "From November an account is frozen": it is November, and no "will" puts it off."""
        match = self._begins.search(statement.quote)
        if match is None or not self._to_come.isdisjoint(t.text for t in tokens(statement.quote)):
            return False
        month = self._months[match["month"].casefold()]
        if match["year"]:
            return date(int(match["year"]), month, 1) <= self._today
        told = date.fromisoformat(statement.dated) if statement.dated else None
        since = told or months_before(self._today, _RECENT)
        year = since.year + (month < since.month)
        return date(year, month, 1) <= self._today
