"""What strains a page: many risks, long texts, names in any script."""

from __future__ import annotations

from sextant.assessment import Assessment

LONG = "株式会社サンプルの非常に長い名前のシステム・العربية " * 6


def strained(whole: Assessment) -> Assessment:
    """An assessment with 300 risks, long titles in several scripts, and a long Greek name."""
    risks = [
        risk.model_copy(update={"id": f"{risk.id}-{n}", "title": f"{risk.title} {LONG} {n}"})
        for n in range(300)
        for risk in whole.risks
    ][:300]
    named = whole.organization.model_copy(update={"name": f"Ελληνική κλινική 東京 {'x' * 120}"})
    return whole.model_copy(update={"risks": tuple(risks), "organization": named})
