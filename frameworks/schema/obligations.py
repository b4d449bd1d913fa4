"""Laws and standards."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frameworks.conditions import Condition
from frameworks.schema.entry import Entry


class Requirement(Entry):
    id: str = Field(description="the law's own numbering: '164.308(a)(5)'")
    title: str = Field(description="our short words")
    subcategories: tuple[str, ...]


class Obligation(Entry):
    """A law or standard (obligations/<id>.yaml)."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    applies_when: Condition
    because: str = Field(description="completes 'Applies because ...'")
    certainty: Literal["applies", "may_apply"] = "applies"
    covers: str
    not_covered: str
    requirements: tuple[Requirement, ...]
    references: tuple[str, ...]
