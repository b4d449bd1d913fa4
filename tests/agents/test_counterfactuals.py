"""One changed fact moves what depends on it, in the right direction, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sextant.assessment import Assessment
from sextant.records import LEVELS, SEVERITIES
from sextant.service import run_assessment

BASE: dict[str, Any] = {
    "organization": {
        "name": "Harbour Works",
        "sector": "professional_services",
        "employees": 30,
        "annual_revenue_usd": 4000000,
        "countries": ["US"],
        "records": {"pii": 8000},
    },
    "assets": [
        {"name": "Client database", "type": "server", "data": ["pii"], "internet_facing": False},
        {"name": "Laptops", "type": "endpoint", "data": ["pii"]},
    ],
    "practices": [
        {"topic": "Sign-in", "statement": "Everyone signs in with a password and an app code."},
        {"topic": "Backups", "statement": "Backups run every night and restores are tested."},
        {"topic": "Laptops", "statement": "All laptops are encrypted with BitLocker."},
        {"topic": "Training", "statement": "All staff take security training every year."},
    ],
}


def assess(tmp_path: Path, profile: dict[str, Any]) -> Assessment:
    path = tmp_path / "profile.yaml"
    path.write_text(yaml.safe_dump(profile), encoding="utf-8")
    return run_assessment(path)


def with_statement(index: int, statement: str) -> dict[str, Any]:
    practices = [dict(p) for p in BASE["practices"]]
    practices[index]["statement"] = statement
    return {**BASE, "practices": practices}


def statuses(assessment: Assessment) -> dict[str, str]:
    return {c.subcategory: c.status for c in assessment.controls}


FLIPS = [
    (0, "Everyone signs in with a password only.", {"PR.AA-03"}),
    (1, "Backups run every night but restores are never tested.", {"PR.DS-11"}),
    (2, "Laptops are not encrypted.", {"PR.DS-01"}),
    (3, "Nobody has ever had security training.", {"PR.AT-01"}),
]


@pytest.mark.parametrize(("index", "statement", "moved"), FLIPS)
def test_a_flipped_practice_moves_its_own_subcategories_and_their_risks(
    tmp_path: Path, index: int, statement: str, moved: set[str]
) -> None:
    before, after = assess(tmp_path, BASE), assess(tmp_path, with_statement(index, statement))
    was, now = statuses(before), statuses(after)
    assert {s for s in was if was[s] != now[s]} == moved
    old, new = ({r.id: r for r in a.risks} for a in (before, after))
    assert set(old) == set(new)
    for risk_id, risk in old.items():
        if not moved & set(risk.subcategories):
            assert new[risk_id].annual_loss_usd == risk.annual_loss_usd
            assert new[risk_id].severity == risk.severity
        else:
            assert new[risk_id].annual_loss_usd.p50 >= risk.annual_loss_usd.p50
            assert SEVERITIES.index(new[risk_id].severity) >= SEVERITIES.index(risk.severity)
            assert LEVELS.index(new[risk_id].likelihood) >= LEVELS.index(risk.likelihood)


REWORDINGS = [
    (0, "A code from an authenticator app is asked for beside the password, from every user."),
    (1, "Nightly backups; we try restoring from them regularly."),
    (2, "Every notebook has full disk encryption."),
    (3, "Each year the whole team goes through a security awareness course."),
]


@pytest.mark.parametrize(("index", "statement"), REWORDINGS)
def test_a_rewording_moves_nothing(tmp_path: Path, index: int, statement: str) -> None:
    before, after = assess(tmp_path, BASE), assess(tmp_path, with_statement(index, statement))
    assert statuses(before) == statuses(after)
    assert [(r.id, r.severity, r.annual_loss_usd) for r in before.risks] == [
        (r.id, r.severity, r.annual_loss_usd) for r in after.risks
    ]


def test_more_records_never_lower_a_risk(tmp_path: Path) -> None:
    many = {**BASE, "organization": {**BASE["organization"], "records": {"pii": 2000000}}}
    before = {r.id: r for r in assess(tmp_path, BASE).risks}
    for risk in assess(tmp_path, many).risks:
        if risk.id in before:
            assert risk.annual_loss_usd.p50 >= before[risk.id].annual_loss_usd.p50


def test_the_status_and_its_words_in_contradiction_are_reported_and_the_worse_counts(
    tmp_path: Path,
) -> None:
    practices = [
        {
            "topic": "multi-factor authentication",
            "status": "implemented",
            "statement": "Staff sign in with a password only.",
        }
    ]
    found = assess(tmp_path, {**BASE, "practices": practices})
    control = next(c for c in found.controls if c.subcategory == "PR.AA-03")
    assert control.status == "not_implemented"
    assert control.conflicts
    assert any(f.kind == "contradiction" for f in found.findings)


def test_of_a_nearly_empty_profile_nothing_is_invented(tmp_path: Path) -> None:
    found = assess(tmp_path, {"organization": {"name": "Somebody", "sector": "other"}})
    assert {c.status for c in found.controls} <= {"unknown", "not_applicable"}
    assert found.scores.overall.score is None
    assert found.scores.overall.coverage == 0
    assert {f.id for f in found.organization.facts} <= {"sector"}
    assert found.assets == ()
    assert found.questions
    assert all(r.annual_loss_usd.p90 > 3 * r.annual_loss_usd.p10 for r in found.risks)
    assert all(r.confirm_first for r in found.recommendations)
