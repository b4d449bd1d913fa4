"""Asset mapping."""

from __future__ import annotations

from typing import Literal

from sextant.records.base import AssetType, Criticality, DataClass, Record


class Asset(Record):
    """One asset (CSF ID.AM): listed by the profile, or inferred from words that are quoted."""

    id: str
    name: str
    type: AssetType
    kinds: tuple[str, ...] = ()
    data: tuple[DataClass, ...] = ()
    internet_facing: bool | None = None
    criticality: Criticality = "moderate"
    criticality_reason: str = ""
    vendor: str = ""
    notes: str = ""
    origin: Literal["listed", "inferred"] = "listed"
    quote: str = ""
    source: str = ""
    locator: str = ""


class ExpectedAsset(Record):
    """What organisations of this sector usually have and this one did not speak of."""

    kind: str
    title: str
    why: str


class AssetMap(Record):
    assets: tuple[Asset, ...]
    third_parties: tuple[str, ...] = ()
    not_mentioned: tuple[ExpectedAsset, ...] = ()
