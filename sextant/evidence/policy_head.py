"""The head of a policy: who answers for it, when it was last gone through and when next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from frameworks.schema import PolicyHead
from sextant.evidence.dates import DateReader, months_before
from sextant.evidence.material import Block
from sextant.evidence.text import any_of, tokens
from sextant.records import Polarity, Statement

_Field = Literal["owner", "review"]
_COUNTING: tuple[Polarity, ...] = ("not_implemented", "implemented", "partial")  # the first
_HEAD = 8  # blocks that a head may take up, titles among them
_VALUE_END = re.compile(r"[.;|]\s|[;|]|\.$")
_LONGEST = 400  # characters of a line that are looked at


class PolicyHeadReader:
    """Reads heads as records, as of a day. Built once from the knowledge's words."""

    def __init__(self, head: PolicyHead, dates: DateReader, today: date) -> None:
        self._head = head
        self._dates = dates
        self._recent = months_before(today, head.reviewed_within_months)
        self._overdue = months_before(today, head.overdue_after_months)
        self._today = today
        self._owner = _field(head.owner)
        self._reviewed = _field(head.reviewed)
        self._due = _field(head.due)
        self._nobody = frozenset(head.nobody)

    def read(self, source: str, blocks: Sequence[Block]) -> Iterator[Statement]:
        """What the head of a document of rules is a record of, if its name or title fits."""
        title = next((b.text for b in blocks[:_HEAD] if b.kind == "heading"), "")
        about = {t.text for t in tokens(re.sub(r"[._/-]+", " ", f"{source}. {title}"))}
        lines = [(b.place, line) for b in blocks[:_HEAD] for line in _lines(b)]
        if not about.isdisjoint(self._head.says["owner"].about):
            yield from self._owners(source, lines)
        if not about.isdisjoint(self._head.says["review"].about):
            yield from self._reviews(source, lines)

    def _owners(self, source: str, lines: Sequence[tuple[str, str]]) -> Iterator[Statement]:
        for place, line in lines:
            match = self._owner.search(line)
            named = (
                _VALUE_END.split(line[match.end() :], maxsplit=1)[0].strip(" *_") if match else ""
            )
            if named[:1].isupper() and self._nobody.isdisjoint(named.casefold().split()):
                yield self._statement(source, place, line, "owner", "implemented")
                return

    def _reviews(self, source: str, lines: Sequence[tuple[str, str]]) -> Iterator[Statement]:
        """The last review and the next: overdue for long is none."""
        told: dict[Polarity, tuple[str, str]] = {}
        for place, line in lines:
            for due in self._days(self._due, line):
                if due < self._overdue:
                    told["not_implemented"] = (place, line)
            for done in self._days(self._reviewed, line):
                if done <= self._today:
                    recent = done >= self._recent
                    told["implemented" if recent else "partial"] = (place, line)
        for polarity in _COUNTING:
            if polarity in told:
                place, quote = told[polarity]
                yield self._statement(source, place, quote, "review", polarity)
                return

    def _days(self, field: re.Pattern[str], line: str) -> Iterator[date]:
        for match in field.finditer(line):
            day = self._dates.at(line, match.end())
            if day:
                yield day

    def _statement(
        self, source: str, place: str, quote: str, what: _Field, polarity: Polarity
    ) -> Statement:
        label = self._head.says[what]
        return Statement(
            id=f"H-{what}-{source}", subcategories=(label.subcategory,), aspect=label.aspect,
            polarity=polarity, quote=" ".join(quote.split())[:_LONGEST], source=source,
            locator=place, reliability="document",
        )  # fmt: skip


def _field(labels: Sequence[str]) -> re.Pattern[str]:
    """A label with its colon, at the beginning of a line or of a sentence or cell."""
    words = any_of(labels)
    return re.compile(
        rf"(?:^|[.;|*_]\s*|\n)[*_]{{0,2}}(?:{words})[*_]{{0,2}}\s*[:|–-][*_]{{0,2}}\s*",
        re.IGNORECASE,
    )


def _lines(block: Block) -> Iterator[str]:
    """The lines of a block; a row's cells side by side; an answer behind what it stands under."""
    if block.cells:
        yield " | ".join(c.text for c in block.cells if c.text)[:_LONGEST]
        return
    text = f"{block.context}: {block.text}" if block.context else block.text
    yield from (line[:_LONGEST] for line in text.splitlines())
