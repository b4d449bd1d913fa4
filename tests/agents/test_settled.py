"""What is in place in part, and wholly as far as one risk is concerned."""

from __future__ import annotations

from pathlib import Path

from sextant.assessment import Assessment
from sextant.records import Status
from sextant.service import run_assessment
from tests.agents.test_risk_evidence import assess, quotes, risk
from tests.sextant.evidence.scanners import exports

LAPTOPS = "All laptops are encrypted with BitLocker."
DATABASE = "The database on the server is not encrypted."
ASSETS = [
    {"name": "Laptops", "type": "endpoint", "data": ["phi"]},
    {"name": "Chart server", "type": "server", "data": ["phi"]},
]


def status(assessment: Assessment, subcategory: str) -> Status:
    return next(c.status for c in assessment.controls if c.subcategory == subcategory)


def test_a_lost_laptop_is_stopped_by_its_encryption_though_a_database_has_none(
    tmp_path: Path,
) -> None:
    mixed = assess(tmp_path, LAPTOPS, DATABASE, assets=ASSETS)
    assert status(mixed, "PR.DS-01") == "partial"
    lost, stolen = risk(mixed, "lost-or-stolen-device"), risk(mixed, "data-theft-extortion")
    assert "PR.DS-01" not in lost.rationale
    assert "PR.DS-01" in stolen.rationale
    bare = assess(tmp_path, "The laptops are not encrypted.", DATABASE, assets=ASSETS)
    whole = assess(tmp_path, LAPTOPS, assets=ASSETS)
    amounts = [risk(a, "lost-or-stolen-device").annual_loss_usd.p50 for a in (bare, mixed, whole)]
    assert amounts[0] > amounts[1] == amounts[2]


def test_encrypting_the_database_is_no_action_against_a_lost_laptop(tmp_path: Path) -> None:
    mixed = assess(tmp_path, LAPTOPS, DATABASE, assets=ASSETS)
    lost = risk(mixed, "lost-or-stolen-device").id
    for action in mixed.recommendations:
        if action.subcategories == ("PR.DS-01",):
            assert lost not in action.risks


def test_what_a_scan_of_the_cloud_found_is_quoted_under_no_risk_to_the_mail(
    tmp_path: Path,
) -> None:
    check = "iam_user_mfa_enabled_console_access"
    users = [(check, "PASS" if i < 9 else "FAIL", f"user{i}") for i in range(12)]
    (tmp_path / "prowler.json").write_text(exports.prowler(*users))
    (tmp_path / "profile.yaml").write_text("""
organization: {name: Fern Lending, sector: fintech, employees: 60, annual_revenue_usd: 9000000}
assets:
  - {name: AWS production account, type: cloud, data: [financial], internet_facing: true}
  - {name: Google Workspace, type: saas, data: [pii], internet_facing: true}
evidence: [prowler.json]
""")
    found = run_assessment(tmp_path / "profile.yaml")
    assert any("user9" in q for q in quotes(found, "cloud-account-takeover"))
    assert not any("user9" in q for q in quotes(found, "phishing-mailbox-takeover"))


def test_rights_on_laptops_and_rights_in_the_cloud_are_no_contradiction(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Root users of AWS are few and used by two people only.\n")
    (tmp_path / "b.md").write_text("In practice all engineers are local admins.\n")
    (tmp_path / "profile.yaml").write_text(
        "organization: {name: Fern Lending, sector: fintech, employees: 60}\n"
        "assets: [{name: Okta, type: saas, vendor: Okta, internet_facing: true}]\n"
        "evidence: [a.md, b.md]\n"
    )
    found = run_assessment(tmp_path / "profile.yaml")
    assert not any("local admins" in f.detail for f in found.findings)
    assert not any("local admins" in q for q in quotes(found, "central-sign-in-takeover"))
