"""Crosswalks from the CSF to other frameworks."""

from __future__ import annotations

from frameworks.schema.entry import Entry


class CrosswalkReference(Entry):
    id: str
    title: str


class Crosswalk(Entry):
    """CSF 2.0 to another framework. `map` is Subcategory -> ids listed in `references`."""

    framework: str
    title: str
    source: str
    relationship: str
    references: tuple[CrosswalkReference, ...]
    map: dict[str, tuple[str, ...]]
