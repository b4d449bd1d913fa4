"""Severity and money: each risk that seems to contradict itself says why."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from sextant.assessment import Assessment, RiskPart
from sextant.records import LEVELS, SEVERITIES
from sextant.service import run_assessment

EXAMPLES = sorted(Path("examples").glob("*/profile.yaml"))


def year(risk: RiskPart) -> int:
    return risk.annual_loss_usd.p50


def is_grave(risk: RiskPart) -> bool:
    return SEVERITIES.index(risk.severity) >= SEVERITIES.index("high")


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda p: p.parent.name)
def assessment(request: pytest.FixtureRequest) -> Assessment:
    return run_assessment(request.param)


def test_a_grave_risk_that_costs_half_of_a_lesser_one_says_what_it_is_rated_for(
    assessment: Assessment,
) -> None:
    dearest = max((year(r) for r in assessment.risks if not is_grave(r)), default=0)
    for risk in assessment.risks:
        if is_grave(risk):
            assert bool(risk.beside_money) == (year(risk) * 2 <= dearest), risk.id
        elif risk.beside_money:
            assert any(is_grave(r) and year(r) < year(risk) for r in assessment.risks), risk.id


def test_the_reason_counts_the_records_only_where_they_make_the_impact() -> None:
    found = run_assessment(Path("examples/retailer/profile.yaml"))
    supplier = next(r for r in found.risks if r.threat.startswith("supplier-data"))
    if is_grave(supplier):
        assert "records of" in supplier.beside_money


def test_what_costs_nothing_but_money_is_rated_by_the_money() -> None:
    small, large = {"annual_revenue_usd": 900_000}, {"annual_revenue_usd": 90_000_000}
    impacts = [_impact_of_a_forged_bill(size) for size in (small, large)]
    assert LEVELS.index(impacts[0]) > LEVELS.index(impacts[1])


def _impact_of_a_forged_bill(size: dict[str, int]) -> str:
    content = {"organization": {"name": "Tin Works", "sector": "other", "employees": 40, **size}}
    found = assessed(content)
    return next(r.impact for r in found.risks if r.threat == "supplier-payment-fraud")


def assessed(content: dict[str, object]) -> Assessment:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "profile.yaml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return run_assessment(path)


def test_records_that_one_event_reaches_are_told_beside_those_that_are_held() -> None:
    content = {
        "organization": {
            "name": "Tin Works", "sector": "retail", "employees": 140, "countries": ["GB"],
            "annual_revenue_usd": 27_000_000, "records": {"pii": 186_000},
        },
        "assets": [
            {"name": "Club", "type": "saas", "data": ["pii"], "criticality": "moderate"},
            {"name": "Line", "type": "server", "criticality": "critical"},
        ],
    }  # fmt: skip
    said = [r.beside_money for r in assessed(content).risks if "records of" in r.beside_money]
    assert all("186,000 people" in s or "of the 186,000 people" in s for s in said)


def test_every_grave_risk_has_an_action_against_what_is_known_to_lack(
    assessment: Assessment,
) -> None:
    for risk in filter(is_grave, assessment.risks):
        against = [a for a in assessment.recommendations if risk.id in a.risks]
        assert any(not a.confirm_first for a in against), risk.title
