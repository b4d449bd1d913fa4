"""What a tool measured against what people write and tell: rated, and reported with both quotes."""

from __future__ import annotations

import json
from pathlib import Path

from sextant.assessment import Assessment, ControlPart
from sextant.service import run_assessment
from tests.sextant.evidence.scanners import exports

CHECK = "iam_user_mfa_enabled_console_access"
USERS = tuple((CHECK, "PASS" if i < 31 else "FAIL", f"user{i}") for i in range(45))


def assessed(folder: Path, **evidence: str) -> Assessment:
    """A small firm with the evidence; `__` in a name stands for its dot."""
    profile = folder / "profile.yaml"
    profile.write_text("organization: {name: Fern & Co, sector: other, employees: 60}\n")
    paths = []
    for name, content in evidence.items():
        path = folder / name.replace("__", ".")
        path.write_text(content)
        paths.append(path)
    return run_assessment(profile, paths)


def control(assessment: Assessment, subcategory: str) -> ControlPart:
    return next(c for c in assessment.controls if c.subcategory == subcategory)


def test_a_policy_that_the_scan_contradicts_is_a_finding_with_both_quotes(tmp_path: Path) -> None:
    found = assessed(
        tmp_path,
        security_policy__md="# Policy\n\nMulti-factor authentication is required for all users.\n",
        prowler__json=exports.prowler(*USERS),
    )
    rated = control(found, "PR.AA-03")
    assert rated.status == "partial"
    [conflict] = rated.conflicts
    assert {q.source for q in conflict.quotes} == {"security_policy.md", "prowler.json"}
    assert "31 of 45" in next(q.summary for q in conflict.quotes if q.source == "prowler.json")
    finding = next(f for f in found.findings if f.kind == "contradiction")
    assert "Multi-factor authentication is required" in finding.detail
    assert f"user31: {CHECK} is FAIL" in finding.detail


def test_a_measurement_outweighs_what_is_told(tmp_path: Path) -> None:
    told = "# Interview\n\nEverybody signs in with multi-factor authentication.\n"
    partly = control(
        assessed(tmp_path, interview__md=told, p__json=exports.prowler(*USERS)), "PR.AA-03"
    )
    assert partly.status == "partial"
    assert "tool measured" in partly.conflicts[0].note
    none = control(
        assessed(tmp_path, interview__md=told, p__json=exports.prowler(*USERS[31:])), "PR.AA-03"
    )
    assert none.status == "not_implemented"
    assert none.conflicts


def test_what_is_told_and_measured_alike_is_no_contradiction(tmp_path: Path) -> None:
    told = "# Interview\n\nEverybody signs in with multi-factor authentication.\n"
    rated = control(
        assessed(tmp_path, interview__md=told, p__json=exports.prowler(*USERS[:31])), "PR.AA-03"
    )
    assert (rated.status, rated.conflicts) == ("implemented", ())


def test_an_exposed_port_raises_the_threats_that_come_through_it(tmp_path: Path) -> None:
    outside = assessed(tmp_path, n__xml=exports.nmap(("203.0.113.9", "3389", "open")))
    assert "ransomware-remote-access" in {t.id for t in outside.threats}
    inside = assessed(tmp_path, n__xml=exports.nmap(("10.0.0.9", "3389", "open")))
    assert "ransomware-remote-access" not in {t.id for t in inside.threats}


def test_a_broken_export_costs_only_itself(tmp_path: Path) -> None:
    found = assessed(tmp_path, a__nessus=exports.NESSUS[:700], p__json=exports.prowler(*USERS[:31]))
    assert control(found, "PR.AA-03").status == "implemented"
    assert [f.source for f in found.findings if f.kind == "skipped"] == ["a.nessus"]


def test_old_ways_to_sign_in_that_are_told_to_be_closed_are_measured(tmp_path: Path) -> None:
    score = {
        "value": [{
            "id": "fern_2026-09-01", "azureTenantId": "fern", "currentScore": 8.0, "maxScore": 10.0,
            "createdDateTime": "2026-09-01T00:00:00Z", "activeUserCount": 16,
            "licensedUserCount": 16,
            "controlScores": [{
                "controlCategory": "Identity", "controlName": "BlockLegacyAuthentication",
                "score": 7.5, "scoreInPercentage": 75.0, "count": "12", "total": "16",
                "implementationStatus": "4 of 16 users don't have legacy authentication blocked.",
            }],
        }]
    }  # fmt: skip
    told = "# IT provider\n\nLegacy authentication is blocked.\n"
    found = assessed(tmp_path, provider__md=told, score__json=json.dumps(score))
    rated = control(found, "PR.AA-04")
    assert rated.status == "partial"
    assert "tool measured" in rated.conflicts[0].note
