"""The laws and standards of the document, requirement by requirement."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import Status


class RequirementPart(Part):
    id: str
    title: str
    subcategories: tuple[str, ...]
    status: Status
    unknown: tuple[str, ...] = Field(
        default=(),
        description="Subcategories of which nothing is known that it asks for",
    )


class ObligationPart(Part):
    id: str
    title: str
    basis: Literal["facts", "declared", "both", "not_covered"]
    reasons: tuple[str, ...]
    subcategories: tuple[str, ...]
    met: int
    partial: int
    lacking: int
    unknown: int
    covers: str
    not_covered: str
    requirements: tuple[RequirementPart, ...] = ()
