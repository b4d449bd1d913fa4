"""Laws and standards."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from frameworks.conditions import Condition
from frameworks.schema.entry import Entry


class AtStake(Entry):
    """What the lack of a requirement has cost others, or costs those in charge."""

    outcomes: tuple[str, ...] = Field(
        description="the Subcategories that it hangs on, or their aspects: PR.AA-01.leavers"
    )
    why: str

    @property
    def subcategories(self) -> tuple[str, ...]:
        return tuple(base_of(o) for o in self.outcomes)


def base_of(outcome: str) -> str:
    """The Subcategory of an aspect: PR.AA-01 of PR.AA-01.leavers."""
    return ".".join(outcome.split(".")[:2])


class Requirement(Entry):
    id: str = Field(description="the law's own numbering: '164.308(a)(5)'")
    title: str = Field(description="our short words")
    subcategories: tuple[str, ...]
    aspects: tuple[str, ...] = Field(
        default=(),
        description="the aspects it asks for, where not all of a Subcategory: PR.AA-01.leavers",
    )
    at_best: Literal["partial"] | None = Field(
        default=None,
        description="where outcomes of the whole organisation cannot show that it is "
        "met: it asks for something more particular",
    )
    at_stake: AtStake | None = Field(
        default=None, description="only where its lack is punished or settled over first"
    )

    @model_validator(mode="after")
    def _hangs_on_its_own(self) -> Requirement:
        if self.at_stake and not set(self.at_stake.subcategories) <= set(self.subcategories):
            raise ValueError(f"at_stake of {self.id} names outcomes that it does not ask for")
        if not {base_of(a) for a in self.aspects} <= set(self.subcategories):
            raise ValueError(f"aspects of {self.id} are of outcomes that it does not ask for")
        return self


class Reduced(Entry):
    """Where only a part of a standard is asked: which requirements, and why."""

    applies_when: Condition
    because: str = Field(description="a sentence for the reader")
    requirements: tuple[str, ...] = Field(description="ids of those that stay")


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
    reduced: Reduced | None = None
    references: tuple[str, ...]
