"""What was said, word for word, and where: the proof beside every judgement."""

from __future__ import annotations

from pydantic import Field

from sextant.records.base import Polarity, Record, Reliability


class Quote(Record):
    """What was said, word for word, where, and by whom. Published as it is."""

    source: str
    locator: str
    quote: str
    polarity: Polarity
    reliability: Reliability
    scope: str = ""
    summary: str = Field(default="", description="what a tool counted; the quote is one example")
    asked: str = Field(default="", description="the question that the quote answers")
    about: str = Field(default="", description="what a few words stand under: topic, heading")
    dated: str = Field(default="", description="the day of its source, ISO 8601")
    stale: bool = False
    aspects: tuple[str, ...] = Field(
        default=(), description="parts of the outcome spoken of; none: the whole"
    )
    urgent: tuple[str, ...] = Field(
        default=(), description="what a tool found that should be mended at once, worst first"
    )
    affected: int = Field(default=0, description="of how many hosts, packages or accounts")
