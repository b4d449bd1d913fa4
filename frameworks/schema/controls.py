"""Controls: how each Subcategory is recognised."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frameworks.conditions import Condition
from frameworks.schema.entry import Entry, PatternText
from sextant.records import Polarity


class Aspect(Entry):
    """One part of an outcome that can be in place or lacking on its own.

    `practice`: patterns that prove it when affirmed and disprove it when negated.
    `gap`: patterns that disprove it when affirmed and prove it when negated.
    `limited`: patterns that mean "only in part" when affirmed.
    `topics`: "USB sticks: not done" means that they are not controlled; in a sentence the words
    alone mean nothing.
    """

    id: str
    name: str = Field(description="completes 'Lacking: ...', e.g. 'restores are tested'")
    core: bool = True
    implies: tuple[str, ...] = Field(default=(), description="aspects that this one proves too")
    lapses_after_months: int | None = Field(
        default=None, description="told of a year longer ago, it is in place in part only"
    )
    practice: tuple[PatternText, ...] = ()
    gap: tuple[PatternText, ...] = ()
    limited: tuple[PatternText, ...] = ()
    topics: tuple[str, ...] = Field(
        default=(), description="short names that mean this aspect where they are the whole topic"
    )


class StatementExample(Entry):
    """A tested sentence. `polarity: none` means that it must not speak of this Subcategory."""

    text: str
    context: str = ""
    polarity: Polarity | Literal["none"]


class Control(Entry):
    """What proves one Subcategory (controls/<CSF-ID>.yaml)."""

    id: str
    question: str = Field(description="asked of a practice manager, plain words, ends with '?'")
    implemented: str = Field(description="what implemented looks like in a small firm")
    partial: str = Field(description="what only partly in place looks like")
    evidence: tuple[str, ...] = Field(description="what an auditor asks for")
    policy_suffices: bool = Field(
        default=False, description="a written rule is itself the outcome (GV.PO-01)"
    )
    not_applicable_when: Condition | None = None
    aspects: tuple[Aspect, ...] = Field(min_length=1)
    examples: tuple[StatementExample, ...] = Field(min_length=3)

    @property
    def main_aspect(self) -> str:
        """The id of the aspect that the outcome stands or falls with."""
        return next((a.id for a in self.aspects if a.core), self.aspects[0].id)
