"""Sectors."""

from __future__ import annotations

from pydantic import Field

from frameworks.schema.entry import Entry
from sextant.records import DataClass, SizeTier


class ExpectedKind(Entry):
    kind: str = Field(description="an asset kind id")
    why: str


class Sector(Entry):
    """What is usual in a sector (sectors/<id>.yaml)."""

    id: str
    title: str
    in_words: str
    usual_data: tuple[DataClass, ...]
    assumed_size: SizeTier = Field(default="small", description="where no headcount is given")
    expected: tuple[ExpectedKind, ...]
    emphasis: dict[str, str] = Field(description="Subcategory -> why it matters more here")
    revenue_per_employee_usd: float
    revenue_source: str
    profile_hints: tuple[str, ...] = Field(description="comments for `sextant init`")
