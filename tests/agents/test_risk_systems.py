"""Risks: words are quoted under those that hit the systems of which they speak."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from sextant.service import run_assessment
from tests.agents.test_risk_evidence import CLINIC, assess, quotes

SHOP: list[dict[str, Any]] = [
    {"name": "Firewall", "type": "network", "notes": "A FortiGate box."},
    {"name": "Mail", "type": "saas", "vendor": "Google Workspace", "internet_facing": True},
    {"name": "Web shop", "type": "application", "internet_facing": True},
]  # fmt: skip


def test_an_agencys_paper_on_the_shop_stands_under_no_risk_to_mail_pay_or_firewall(
    tmp_path: Path,
) -> None:
    flaw = "The admin panel has one shared login without 2FA."
    head = ["# Handover", "", "Prepared for the client by the agency.", ""]
    agency = "The web agency hosts our web shop."
    told = assess(
        tmp_path, *head, flaw, assets=SHOP, practices=[{"topic": "shop", "statement": agency}]
    )
    assert not {flaw} & {
        q for t in ("phishing-mailbox-takeover", "payroll-diversion", "ransomware-edge-device")
        if any(r.threat == t for r in told.risks) for q in quotes(told, t)
    }  # fmt: skip
    assert any(flaw in quotes(told, r.threat) for r in told.risks)


def test_words_point_back_to_the_machine_that_was_named_before(tmp_path: Path) -> None:
    assets = [*CLINIC, {"name": "Card terminal", "type": "network", "vendor": "Square"}]
    said = "The server is in the closet. There is no lock on it."
    shop = {"sector": "retail", "records": {"pii": 8000}}
    result = assess(tmp_path, said, assets=assets, of=shop)
    assert "There is no lock on it." not in quotes(result, "card-terminal-tampering")


def test_a_label_names_the_machine_that_is_spoken_of(tmp_path: Path) -> None:
    said = "Server: patched by hand, last in April."
    result = assess(tmp_path, said)
    assert said not in quotes(result, "ransomware-edge-device")
    assert any(said in quotes(result, r.threat) for r in result.risks)


def test_what_is_said_of_the_network_bears_on_all_that_stands_in_it(tmp_path: Path) -> None:
    assets = [*CLINIC, {"name": "Ultrasound", "type": "iot", "data": ["phi"]}]
    said = "Wi-Fi: staff and guest same subnet."
    assert said in quotes(assess(tmp_path, said, assets=assets), "medical-device-compromised")


def test_holes_in_packages_of_a_product_say_nothing_on_opened_attachments(tmp_path: Path) -> None:
    scan = {
        "matches": [{
            "vulnerability": {"id": "CVE-2024-1", "severity": "Critical",
                              "fix": {"versions": ["2"], "state": "fixed"}},
            "artifact": {"name": "minimist", "version": "1.2.5", "type": "npm"},
        }],
        "descriptor": {"name": "grype", "version": "0.99.0"},
    }  # fmt: skip
    (tmp_path / "grype.json").write_text(json.dumps(scan), encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(yaml.safe_dump({
        "organization": {"name": "Harbour Works", "sector": "saas", "employees": 20},
        "assets": [
            {"name": "Booking app", "type": "application", "internet_facing": True},
            {"name": "Build server", "type": "server"}, {"name": "Laptops", "type": "endpoint"},
        ],
        "practices": [{"topic": "development", "statement": "We write the booking app ourselves."}],
        "evidence": ["grype.json"],
    }), encoding="utf-8")  # fmt: skip
    result = run_assessment(tmp_path / "profile.yaml")
    on_packages = {r.threat for r in result.risks for q in r.evidence if "package" in q.summary}
    assert "dependency-compromise" in on_packages and "ransomware-phishing" not in on_packages
