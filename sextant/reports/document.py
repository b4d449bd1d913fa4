"""assessment.json itself, as one of the formats."""

from __future__ import annotations

from sextant.assessment import Assessment


def render(assessment: Assessment) -> str:
    return assessment.to_json()
