"""What was said, word for word, and where: the proof beside every judgement."""

from __future__ import annotations

from sextant.records.base import Polarity, Record, Reliability


class Quote(Record):
    source: str
    locator: str
    quote: str
    polarity: Polarity
    reliability: Reliability
    scope: str = ""
    summary: str = ""
    asked: str = ""
    about: str = ""
    dated: str = ""
    stale: bool = False
    aspects: tuple[str, ...] = ()  # the parts of the outcome that it speaks of; none: the whole
    urgent: tuple[str, ...] = ()  # as in a Statement
    affected: int = 0
