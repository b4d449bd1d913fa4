"""How old a document is: the date it gives itself, in its text, its name or its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from frameworks.schema import DateWords
from sextant.evidence.documents.timestamps import day
from sextant.evidence.material import Block
from sextant.evidence.text import any_of

_FIRST, _LAST = 25, 12  # blocks at the beginning and at the end that may bear the date
_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?([0-2]\d|3[01]))?(?!\d)")


@dataclass(frozen=True)
class Dated:
    """A date and where it was found, in words."""

    day: date
    found_in: str


class DateReader:
    """Finds a document's date. Built once from the knowledge's words."""

    def __init__(self, words: DateWords) -> None:
        months = any_of(words.months)
        self._months = words.months
        self._date = re.compile(
            r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
            r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?"
            r"(?P<w>" + months + r")\.?,?\s+(?P<y2>\d{4})"
            r"|(?P<w3>" + months + r")\.?\s+(?:(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<y3>\d{4})"
            r"|(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<y4>\d{4})"
            r"|(?P<y5>\d{4})/(?P<m5>\d{1,2})/(?P<d5>\d{1,2})",
            re.IGNORECASE,
        )  # fmt: skip
        labels = any_of(words.labels)
        ahead = "|".join(map(re.escape, words.ahead))
        self._label = re.compile(
            rf"(?<!\w)(?P<ahead>(?:{ahead})\s+)?(?P<label>{labels})(?!\w)"
            r"(?P<between>[\s:*_|–-]{0,8}(?:on|am|the|is|in|by [\w .]{1,40})?[\s:*_|]{0,4})",
            re.IGNORECASE,
        )

    def of_text(self, blocks: Sequence[Block], today: date) -> Dated | None:
        """The latest day up to today that the document's first or last lines give as its own."""
        edge = [*blocks[:_FIRST], *blocks[_FIRST:][-_LAST:]]
        found = [d for b in edge for d in self._labelled(b) if d.day <= today]
        found = found or [d for b in blocks[:6] for d in self._alone(b) if d.day <= today]
        return max(found, key=lambda d: d.day, default=None)

    def of_name(self, name: str, today: date) -> Dated | None:
        """A date in the file's own name: "policy-2024-03.pdf"."""
        for match in _IN_NAME.finditer(name.rpartition("/")[2]):
            found = day(match[1], match[2], match[3] or "1")
            if found and found <= today:
                return Dated(found, "file name")
        return None

    def at(self, words: str, place: int) -> date | None:
        """The date that stands at a place of a text."""
        match = self._date.match(words, place)
        return self._read(match) if match else None

    def _labelled(self, block: Block) -> Iterator[Dated]:
        for words in _lines(block):
            for label in self._label.finditer(words[:400].replace("_", " ")):
                match = self._date.match(words, label.end())
                if match and not label["ahead"] and (found := self._read(match)):
                    yield Dated(found, f"text, {block.place}")

    def _alone(self, block: Block) -> Iterator[Dated]:
        """A line that is a date and little else: the date of a letter."""
        for words in _lines(block):
            match = self._date.search(words[:80])
            if match and len(words) - len(match.group()) <= 25 and (found := self._read(match)):
                yield Dated(found, f"text, {block.place}")

    def _read(self, match: re.Match[str]) -> date | None:
        part = match.groupdict()
        if word := part["w"] or part["w3"]:
            month = str(self._months[word.casefold()])
            return day(part["y2"] or part["y3"], month, part["d2"] or part["d3"] or "1")
        if part["a"]:
            return _either(part["y4"], part["a"], part["b"], part["sep"])
        return day(part["y"] or part["y5"], part["m"] or part["m5"], part["d"] or part["d5"])


def _lines(block: Block) -> list[str]:
    if block.cells:
        return [" ".join(c.text for c in block.cells)]
    return [f"{block.context}: {block.text}"] if block.context else block.text.splitlines()


def _either(year: str, first: str, second: str, separator: str) -> date | None:
    """13.04.2024 is plain; of 03/04/2024 the earlier reading is taken, not to flatter."""
    day_first, month_first = day(year, second, first), day(year, first, second)
    if separator == ".":
        return day_first
    both = [d for d in (day_first, month_first) if d]
    return min(both, default=None)


def months_before(moment: date, months: int) -> date:
    """The day so many months earlier; a day that the month lacks becomes its last."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for candidate in (moment.day, 30, 29, 28):
        try:
            return date(years, month + 1, candidate)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
