"""Catalogues: the CSF and ATT&CK."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frameworks.schema.entry import Entry


class Subcategory(Entry):
    """One CSF 2.0 outcome in our own words."""

    id: str
    title: str = Field(max_length=60, description="short name: 'Multi-factor sign-in'")
    outcome: str = Field(description="the outcome, paraphrased, one sentence")
    tier: Literal["essential", "core", "advanced"] = Field(
        description="essential: any firm with a computer; core: any firm that is depended upon; "
        "advanced: only where size or regulation makes it worth while"
    )


class Category(Entry):
    id: str
    title: str
    subcategories: tuple[Subcategory, ...]


class Function(Entry):
    id: str
    title: str
    in_words: str
    categories: tuple[Category, ...]


class CsfCatalog(Entry):
    functions: tuple[Function, ...]


class AttackTechnique(Entry):
    id: str = Field(pattern=r"^T\d{4}(\.\d{3})?$")
    name: str


class AttackCatalog(Entry):
    """ATT&CK techniques that our threats use, with the version they were checked against."""

    matrix: Literal["enterprise", "ics"]
    version: str
    techniques: tuple[AttackTechnique, ...]
