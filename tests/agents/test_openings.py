"""Parts of one outcome: each action closes those that it is for, and leaves the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.openings import Openings
from frameworks.loader import load
from sextant.assessment import Assessment
from sextant.records import ControlRating
from sextant.service import run_assessment

PARTS = {
    "logins": "Four people in the office share one login.",
    "leavers": "Accounts of people who left stay open for months.",
    "passwords": "Passwords are written in a notebook at the front desk.",
}


def assess(tmp_path: Path, practices: dict[str, str], **organization: Any) -> Assessment:
    content = {
        "organization": {
            "name": "Harbour Works", "sector": "retail", "employees": 120,
            "annual_revenue_usd": 20000000, "records": {"pii": 60000}, **organization,
        },
        "assets": [
            {"name": "File server", "type": "server", "data": ["pii"]},
            {"name": "Web shop", "type": "application", "data": ["pii"], "internet_facing": True},
        ],
        "practices": [{"topic": t, "statement": s} for t, s in practices.items()],
    }  # fmt: skip
    path = tmp_path / "profile.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return run_assessment(path)


def test_actions_for_different_parts_of_one_outcome_do_not_take_each_others_worth(
    tmp_path: Path,
) -> None:
    found = {r.id: r for r in assess(tmp_path, PARTS).recommendations}
    part = {"named-accounts", "password-manager"}
    assert part <= found.keys()
    worths = sorted(found[i].risk_reduction for i in part)
    assert worths[0] > 0 and worths[0] > 0.2 * worths[1]


def test_an_outcome_stays_open_where_an_action_closes_one_of_its_parts() -> None:
    rating = ControlRating(
        subcategory="PR.AA-01", status="partial", confidence=0.5, target="implemented",
        priority="high", gap="partial", rationale="", missing=("one", "two"),
        open_aspects=("individual", "credentials"),
    )  # fmt: skip
    vault, names = (load().recommendations[i] for i in ("password-manager", "named-accounts"))
    openings = Openings({"PR.AA-01": rating})
    assert openings.portion(vault, "PR.AA-01") == 0.5
    openings.close(vault, "PR.AA-01")
    assert openings.left_of("PR.AA-01") == 0.5
    assert openings.portion(vault, "PR.AA-01") == 0 and openings.portion(names, "PR.AA-01") == 1
    openings.close(names, "PR.AA-01")
    assert openings.left_of("PR.AA-01") == 0


@pytest.mark.parametrize("employees", [12, 120])
def test_a_risk_that_becomes_smaller_names_what_makes_it_so(tmp_path: Path, employees: int) -> None:
    more = {"backups": "Nightly, never tested.", "network": "Guests and tills share one network."}
    assessment = assess(tmp_path, {**PARTS, **more}, employees=employees)
    named = {risk for action in assessment.recommendations for risk in action.risks}
    fell = {
        r.id for r in assessment.risks
        if r.residual and r.residual.annual_loss_usd.p50 < 0.9 * r.annual_loss_usd.p50
    }  # fmt: skip
    assert fell and fell <= named
