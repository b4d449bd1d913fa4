"""Risks: what they are quoted from, and what happened here."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from frameworks.loader import load
from sextant.assessment import Assessment, RiskPart
from sextant.service import run_assessment
from tests.agents.test_roadmap import LACKS
from tests.agents.test_roadmap import profile as profile_of
from tests.agents.test_urgent_actions import assess as assess_in

CLINIC: list[dict[str, Any]] = [
    {"name": "Chart server", "type": "server", "data": ["phi"],
     "notes": "Windows Server 2008, long out of support."},
    {"name": "Router", "type": "network", "notes": "A FortiGate box."},
    {"name": "Website", "type": "application", "internet_facing": True},
    {"name": "Order tablets", "type": "endpoint", "notes": "Nine iPads."},
]  # fmt: skip


def assess(
    folder: Path, *said: str, assets: list[dict[str, Any]] | None = None, **organization: Any
) -> Assessment:
    content: dict[str, Any] = {
        "organization": {
            "name": "Harbour Works", "sector": "healthcare", "employees": 20,
            "annual_revenue_usd": 4000000, "records": {"phi": 8000},
        } | organization.pop("of", {}),
        "assets": CLINIC if assets is None else assets,
        **organization,
    }  # fmt: skip
    (folder / "talk.txt").write_text("\n".join(said), encoding="utf-8")
    (folder / "profile.yaml").write_text(
        yaml.safe_dump({**content, "evidence": ["talk.txt"]}), encoding="utf-8"
    )
    return run_assessment(folder / "profile.yaml")


def risk(assessment: Assessment, threat: str) -> RiskPart:
    return next(r for r in assessment.risks if r.threat == threat)


def quotes(assessment: Assessment, threat: str) -> list[str]:
    return [q.quote for q in risk(assessment, threat).evidence]


def names(assessment: Assessment, threat: str) -> set[str]:
    by_id = {a.id: a.name for a in assessment.assets}
    return {by_id[a] for a in risk(assessment, threat).assets}


def test_a_risk_is_quoted_first_with_the_words_that_made_it_credible(tmp_path: Path) -> None:
    found = quotes(assess(tmp_path), "end-of-life-system-exploited")
    assert "Server 2008" in found[0]


def test_words_on_one_machine_stand_under_no_risk_to_another(tmp_path: Path) -> None:
    result = assess(tmp_path, "The website is kept by our IT provider.")
    assert any("Server 2008" in q for q in quotes(result, "end-of-life-system-exploited"))
    assert not any("Server 2008" in q for q in quotes(result, "website-defaced-or-misused"))
    assert not any("Server 2008" in q for q in quotes(result, "ransomware-edge-device"))


def test_words_on_rights_stand_under_no_fraud_or_training_risk(tmp_path: Path) -> None:
    said = "Every nurse can open the records of all patients."
    result = assess(tmp_path, said)
    assert said in quotes(result, "insider-snooping")
    assert said not in quotes(result, "supplier-payment-fraud")
    assert said not in quotes(result, "ransomware-phishing")


def test_the_same_words_stand_under_a_few_risks_only(tmp_path: Path) -> None:
    result = assess(
        tmp_path,
        "Staff sign in to everything with a password only, there is no second factor.",
        "Everyone is a local administrator on their computer.",
        "The network is flat, everything sits in one subnet.",
        "Nobody has had any security training.",
    )
    facts = {f.quote for f in result.organization.facts}
    spread = Counter(q.quote for r in result.risks for q in r.evidence if q.quote not in facts)
    assert spread and max(spread.values()) <= 4
    assert all(len(r.evidence) <= 5 for r in result.risks)


MAILBOX = "2024-03 phishing mail, one mailbox sent spam for a day"


def test_what_happened_here_is_likelier_and_quoted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    calm, hit = assess(tmp_path / "a"), assess(tmp_path / "b", incidents=[MAILBOX])
    before, after = (risk(a, "phishing-mailbox-takeover") for a in (calm, hit))
    assert after.annual_loss_usd.p50 >= before.annual_loss_usd.p50
    assert after.evidence[0].quote == MAILBOX
    reasons = next(t.reasons for t in hit.threats if t.id == after.threat)
    assert any("it happened here" in r for r in reasons)
    assert f"It happened here: “{MAILBOX}” (profile.yaml)." in after.rationale


def test_a_loss_that_is_told_of_is_a_floor_for_the_average_year(tmp_path: Path) -> None:
    told = "Last year invoice fraud hit us, EUR 300,000 paid to a wrong account and lost."
    stopped = "Last year invoice fraud hit us, EUR 300,000 asked for, stopped by the bank."
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    lost = risk(assess(tmp_path / "a", told), "supplier-payment-fraud").annual_loss_usd
    kept = risk(assess(tmp_path / "b", stopped), "supplier-payment-fraud").annual_loss_usd
    assert lost.p50 > 2 * kept.p50
    assert lost.p90 > 50_000


@pytest.mark.parametrize("threat", load().threats.values(), ids=lambda t: t.id)
def test_every_threat_says_which_words_are_quoted_under_it(threat: Any) -> None:
    assert threat.asks or threat.asks_of_targets


def test_a_club_run_by_volunteers_is_not_taken_for_a_firm(tmp_path: Path) -> None:
    club = {"name": "Mooring Club", "sector": "nonprofit", "description": "Run by volunteers."}
    content = {"organization": club}
    (tmp_path / "profile.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    result = run_assessment(tmp_path / "profile.yaml")
    threats = {r.threat for r in result.risks}
    assert "volunteer-access" in threats and "seasonal-account-abuse" not in threats
    assert result.organization.assumed_revenue_usd == 100_000
    assert result.money.annual_loss_usd.p50 < 5_000


def test_a_risk_that_only_such_an_organisation_meets_is_among_the_first(tmp_path: Path) -> None:
    club = {"name": "Mooring Club", "sector": "nonprofit",
            "description": "A rowing club for teenagers. Run by volunteers."}  # fmt: skip
    (tmp_path / "profile.yaml").write_text(yaml.safe_dump({"organization": club}), encoding="utf-8")
    result = run_assessment(tmp_path / "profile.yaml")
    first = result.risks[:3]
    assert "childrens-data-exposed" in {r.threat for r in first}
    assert len({r.severity for r in first}) == 1


def test_words_that_call_another_asset_by_name_stand_under_no_risk_to_this_one(
    tmp_path: Path,
) -> None:
    assets = [
        {"name": "Bluepond Cloud", "type": "cloud", "notes": "We run everything on AWS."},
        {"name": "Zendesk", "type": "saas", "data": ["pii"], "internet_facing": True},
    ]
    said = "Zendesk opens with a password only, there is no second factor."
    result = assess(tmp_path, said, assets=assets, of={"sector": "saas"})
    assert said not in quotes(result, "cloud-account-takeover")
    assert said in quotes(result, "password-reuse-staff")


GOLDEN = sorted(Path("tests/data/golden").glob("*.txt"))


@pytest.mark.parametrize("kept", GOLDEN, ids=lambda p: p.stem)
def test_no_more_than_a_third_of_an_examples_risks_are_critical(kept: Path) -> None:
    rated = [line.split()[2].strip(",") for line in kept.read_text(encoding="utf-8").splitlines()
             if line.startswith("risk R-")]  # fmt: skip
    assert rated and rated.count("critical") <= len(rated) / 3
    assert len(set(rated)) >= 2


def test_a_bare_no_stands_under_a_risk_with_its_own_question(tmp_path: Path) -> None:
    """The same "No" of one questionnaire answers many questions."""
    asked = (
        "Are security logs reviewed every day?",
        "Is a list of service providers kept?",
        "Do you test restoring from backups?",
        "Do you review every year who has access to patient records?",
    )
    lines = ["Question,Answer", *(f"{question},No" for question in asked)]
    (tmp_path / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(yaml.safe_dump({
        "organization": {"name": "Harbour Works", "sector": "healthcare", "employees": 20},
        "assets": CLINIC, "evidence": ["answers.csv"],
    }), encoding="utf-8")  # fmt: skip
    result = run_assessment(tmp_path / "profile.yaml")
    rated = {c.subcategory: {e.asked for e in c.evidence} for c in result.controls}
    shown = 0
    for found in result.risks:
        for quote in found.evidence:
            shown += 1
            assert any(quote.asked in rated[s] for s in found.subcategories), quote.asked
    assert shown
    lost = next(r for r in result.risks if r.threat == "data-loss-without-backup")
    assert [q.asked for q in lost.evidence] == [asked[2]]


def test_that_a_tool_was_run_is_no_weakness_under_a_risk(tmp_path: Path) -> None:
    scan = {
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "Semgrep OSS", "rules": []}}, "results": [
            {"ruleId": "python.sqlalchemy.sql-injection", "level": "error",
             "message": {"text": "Raw SQL from request data"},
             "locations": [{"physicalLocation": {
                 "artifactLocation": {"uri": "shop/search.py"}, "region": {"startLine": 4}}}]},
        ]}],
    }  # fmt: skip
    (tmp_path / "code.sarif").write_text(json.dumps(scan), encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(yaml.safe_dump({
        "organization": {"name": "Harbour Works", "sector": "saas", "employees": 20},
        "assets": [{"name": "Booking app", "type": "application", "internet_facing": True}],
        "practices": [{"topic": "development", "statement": "We write the booking app ourselves."}],
        "evidence": ["code.sarif"],
    }), encoding="utf-8")  # fmt: skip
    result = run_assessment(tmp_path / "profile.yaml")
    summaries = {q.summary for r in result.risks for q in r.evidence if q.summary}
    assert any("finding" in s for s in summaries)
    assert not any(s.endswith("results, Semgrep OSS.") or "1 result," in s for s in summaries)


def test_a_call_to_a_known_number_makes_payment_fraud_rarer(tmp_path: Path) -> None:
    said = "We ring every supplier who changes bank details, on the number that we have."
    with_call = risk(assess(tmp_path, said), "supplier-payment-fraud")
    without = risk(assess(tmp_path, "The bakery next door rings twice."), "supplier-payment-fraud")
    assert with_call.annual_loss_usd.p50 < without.annual_loss_usd.p50


def test_words_on_a_product_stand_under_no_risk_to_another_system(tmp_path: Path) -> None:
    assets = [
        {"name": "Firewall", "type": "network", "notes": "A FortiGate box."},
        {"name": "Web shop", "type": "application", "internet_facing": True,
         "vendor": "Adobe Commerce (Magento), hosted by a friend"},
    ]  # fmt: skip
    said = "Magento is two security updates behind."
    result = assess(tmp_path, said, assets=assets)
    assert said not in quotes(result, "ransomware-edge-device")
    assert any(said in quotes(result, r.threat) for r in result.risks)


def test_a_mailbox_that_sent_spam_unnoticed_says_nothing_on_the_network(tmp_path: Path) -> None:
    result = assess(tmp_path, "A mailbox sent spam for two days before anyone noticed.")
    status = {c.subcategory: c.status for c in result.controls}
    assert status["DE.CM-01"] == "unknown"
    assert status["DE.CM-09"] == "not_implemented"


def test_a_status_and_a_sentence_beside_it_stand_once_under_a_risk(tmp_path: Path) -> None:
    firm = profile_of(LACKS)
    firm["practices"].append({
        "topic": "multi-factor authentication", "status": "partial",
        "statement": "VPN users have a token. Webmail has no second factor.",
    })  # fmt: skip
    found = assess_in(tmp_path, firm)
    assert any("Webmail has no second factor." in q.quote for r in found.risks for q in r.evidence)
    for risk in found.risks:
        beside = [q.quote for q in risk.evidence if "Webmail has no second factor." in q.quote]
        assert len(beside) < 2


def test_an_answer_and_the_remark_beside_it_stand_once_under_a_risk(tmp_path: Path) -> None:
    (tmp_path / "partner-bank-questionnaire.csv").write_text(
        "Question,Status,Remarks\n"
        "User access is reviewed every quarter,Not implemented,last done before the move\n"
        "Visitors are accompanied,Implemented,\nThere is a security policy,Implemented,\n",
        encoding="utf-8",
    )
    (tmp_path / "profile.yaml").write_text(
        "organization: {name: Fern Lending, sector: fintech, employees: 60}\n"
        "assets: [{name: Loan ledger, type: application, data: [pii, financial]}]\n"
        "evidence: [partner-bank-questionnaire.csv]\n",
        encoding="utf-8",
    )
    found = run_assessment(tmp_path / "profile.yaml")
    for part in found.risks:
        asked = [q.asked for q in part.evidence if "reviewed every quarter" in q.asked]
        assert len(asked) <= 1, part.title
    assert any("reviewed every quarter" in q.asked for r in found.risks for q in r.evidence)
