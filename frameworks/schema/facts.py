"""Facts and kinds of asset."""

from __future__ import annotations

from pydantic import Field

from frameworks.conditions import Condition
from frameworks.schema.entry import Entry, PatternText
from sextant.records import AssetType, DataClass


class FactRule(Entry):
    """A fact about the organisation and what establishes it."""

    id: str
    description: str = Field(description="completes 'because ...', e.g. 'staff work from home'")
    text: tuple[PatternText, ...] = Field(default=(), description="words that state it")
    denied: tuple[PatternText, ...] = Field(default=(), description="words that deny it")
    when: Condition | None = Field(default=None, description="other facts that imply it")
    any_asset: Condition | None = Field(default=None, description="an asset that implies it")
    topics: tuple[str, ...] = Field(
        default=(),
        description="whole topics of a practice that tell of it, unless it is denied below them",
    )
    weakness: bool = Field(default=False, description="a planned end of it leaves it true")
    own: bool = Field(
        default=False,
        description="tells of whoever speaks: what an outsider wrote for the organisation does not "
        "establish it",
    )
    lacks: str = Field(
        default="", description="SUBCATEGORY.aspect that the words denying which state it"
    )
    incident: bool = Field(default=False, description="it tells of something that happened here")
    outsiders_on: tuple[str, ...] = Field(
        default=(),
        description="kinds of asset that those write about who work for it so, where they name "
        "nothing; all: whatever there is",
    )
    question: str = ""


class FactFile(Entry):
    facts: tuple[FactRule, ...]


class AssetKind(Entry):
    """A kind of asset people name in passing ('our NAS', 'the payroll system')."""

    id: str
    title: str
    type: AssetType
    data: tuple[DataClass, ...] = ()
    internet_facing: bool | None = None
    words: tuple[PatternText, ...]
    infer: bool = Field(default=True, description="list it when only the text names it")
    means: bool = Field(
        default=False, description="it protects or reaches other things, which are spoken of then"
    )


class AssetKindFile(Entry):
    kinds: tuple[AssetKind, ...]
