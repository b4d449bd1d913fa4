"""The six examples: complete, honest, and every quote is where it says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sextant.assessment import Assessment, json_schema
from sextant.evidence.instructions import unmasked
from sextant.service import run_assessment

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(p.parent.name for p in (ROOT / "examples").glob("*/profile.yaml"))
_done: dict[str, Assessment] = {}


def assessed(name: str) -> Assessment:
    if name not in _done:
        _done[name] = run_assessment(ROOT / "examples" / name / "profile.yaml")
    return _done[name]


def test_there_are_six_of_different_sectors() -> None:
    assert len(EXAMPLES) == 6
    assert len({assessed(n).organization.sector for n in EXAMPLES}) == 6


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_document_fits_its_schema_and_has_106_ratings(name: str) -> None:
    document = json.loads(assessed(name).to_json())
    jsonschema.validate(document, json_schema())
    assert len({c["subcategory"] for c in document["controls"]}) == 106


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_quote_is_found_verbatim_in_its_source(name: str) -> None:
    folder = ROOT / "examples" / name
    texts = {p.relative_to(folder).as_posix(): _flat(p.read_text()) for p in folder.rglob("*.*")}
    for control in assessed(name).controls:
        for quote in control.evidence:
            source = texts[quote.source].replace("''", "'").replace('\\"', '"')
            assert _flat(quote.quote) in source, (control.subcategory, quote)


def _flat(text: str) -> str:
    return " ".join(unmasked(text).replace("- ", " ").replace("> ", " ").split())


@pytest.mark.parametrize("name", EXAMPLES)
def test_severities_are_spread(name: str) -> None:
    risks = assessed(name).risks
    critical = sum(1 for r in risks if r.severity == "critical")
    assert critical <= len(risks) / 3
    assert len({r.severity for r in risks}) >= 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_roadmap_lowers_the_loss_and_raises_no_risk(name: str) -> None:
    found = assessed(name)
    losses = [p.annual_loss_usd.p50 for p in found.roadmap]
    assert losses == sorted(losses, reverse=True)
    for risk in found.risks:
        assert risk.residual.annual_loss_usd.p50 <= risk.annual_loss_usd.p50
        assert risk.annual_loss_usd.p10 <= risk.annual_loss_usd.p50 <= risk.annual_loss_usd.p90


@pytest.mark.parametrize("name", [n for n in EXAMPLES if n != "minimal"])
def test_a_described_organisation_is_mostly_told_apart(name: str) -> None:
    statuses = [c.status for c in assessed(name).controls]
    assert statuses.count("implemented") >= 5
    assert statuses.count("not_implemented") + statuses.count("partial") >= 8
    assert any(f.kind == "contradiction" for f in assessed(name).findings)
