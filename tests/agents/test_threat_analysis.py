"""Threat analysis: every scenario is credible or set aside, with a reason an owner can check."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.threat_analysis import ThreatInput, analyse
from frameworks.conditions import Value
from frameworks.loader import load
from frameworks.schema import Threat
from sextant.records import (
    Asset,
    AssetMap,
    Fact,
    OrganizationContext,
    Statement,
    ThreatAssessment,
)
from sextant.service import run_assessment

KNOWLEDGE = load()


def organization(facts: Mapping[str, Value]) -> OrganizationContext:
    words = {k: r.description for k, r in KNOWLEDGE.facts.items()}
    return OrganizationContext(
        sector=str(facts.get("sector", "other")),
        sector_title="Any",
        size_tier="small",
        size_known=True,
        revenue_usd=1e6,
        revenue_known=True,
        risk_appetite="moderate",
        facts=tuple(Fact(id=k, value=v, reason=words.get(k, k)) for k, v in facts.items()),
        obligations=(),
        targets=(),
        summary="",
    )


def asset(name: str, *kinds: str, **other: object) -> Asset:
    values = {"id": name.casefold(), "name": name, "type": "saas", "kinds": kinds, **other}
    return Asset.model_validate(values)


def analysed(*assets: Asset, lacking: str = "", **facts: Value) -> ThreatAssessment:
    kinds = tuple(dict.fromkeys(k for a in assets for k in a.kinds))
    known: dict[str, Value] = {**facts, **({"asset_kinds": kinds} if kinds else {})}
    said = Statement(
        id="s", subcategories=(lacking,), aspect="", polarity="not_implemented", quote="q",
        source="s", locator="l", reliability="document",
    )  # fmt: skip
    return analyse(
        ThreatInput(
            organization=organization(known),
            assets=AssetMap(assets=assets),
            statements=(said,) if lacking else (),
        ),
        KNOWLEDGE,
    )


def reason(result: ThreatAssessment, threat: str) -> str:
    return next(s.reasons[0] for s in result.scenarios if s.id == threat)


def set_aside(result: ThreatAssessment, threat: str) -> str:
    return next(t.reason for t in result.ruled_out if t.id == threat)


def test_every_scenario_is_either_credible_or_set_aside() -> None:
    result = analysed(asset("Web shop", "online_shop"))
    ids = [s.id for s in result.scenarios] + [t.id for t in result.ruled_out]
    assert sorted(ids) == sorted(KNOWLEDGE.threats)


def test_a_reason_names_the_one_asset_that_counted_and_not_the_whole_list() -> None:
    result = analysed(asset("Salaries", "payroll_hr"), asset("Web shop", "online_shop"))
    assert reason(result, "web-skimming") == (
        "Credible because its assets include: online shop (“Web shop”)."
    )
    assert "Salaries" not in reason(result, "web-skimming")


def test_a_threat_is_set_aside_in_the_words_of_what_is_not_shown() -> None:
    result = analysed()
    assert set_aside(result, "guest-wifi-bridge") == (
        "Not recognised in what was read: that guests use its Wi-Fi."
    )
    assert "internet telephones" in set_aside(result, "telephony-fraud")
    assert "150 people or more" in set_aside(result, "help-desk-deception")


def test_a_denial_is_said_to_be_one() -> None:
    assert set_aside(analysed(email_in_use=False), "phishing-mailbox-takeover").startswith(
        "The profile or evidence says that this is not the case: "
    )


def test_a_scenario_that_another_one_replaces_names_that_one() -> None:
    said = set_aside(analysed(flat_network=True, ot_present=True), "flat-network-spread")
    assert said.startswith("Another scenario covers it, because ")
    assert KNOWLEDGE.threats["ot-ransomware-from-office"].title in said


@pytest.mark.parametrize("threat", KNOWLEDGE.threats.values(), ids=lambda t: t.id)
def test_a_scenario_is_replaced_only_by_scenarios_that_exist(threat: Threat) -> None:
    assert set(threat.covered_by) <= set(KNOWLEDGE.threats)


def test_no_reason_shows_an_identifier() -> None:
    result = analysed(asset("Till", "pos"), sector="retail", employees=15)
    said = [s.reasons[0] for s in result.scenarios] + [t.reason for t in result.ruled_out]
    assert not [s for s in said if "_" in s or "asset kinds" in s]


def test_what_is_said_about_the_network_outweighs_a_denial_for_plants() -> None:
    assert set_aside(analysed(ot_present=True, flat_network=False), "ot-ransomware-from-office")
    result = analysed(lacking="PR.IR-01", ot_present=True, flat_network=False)
    assert "PR.IR-01" in reason(result, "ot-ransomware-from-office")


def test_reused_passwords_threaten_a_firm_without_hosted_services_too() -> None:
    result = analysed(asset_types=("server",), vpn_in_use=True)
    assert "password-reuse-staff" in {s.id for s in result.scenarios}


@pytest.mark.parametrize(
    ("threat", "kind"),
    [
        ("connected-sensors-hijacked", "printer"),
        ("phishing-mailbox-takeover", "collaboration_suite"),
        ("supplier-payment-fraud", "payment_processor"),
    ],
)
def test_a_scenario_hits_no_asset_that_it_could_not(threat: str, kind: str) -> None:
    result = analysed(asset("Thing", kind, type="iot"), iiot=True, moves_money=True)
    assert next(s.assets for s in result.scenarios if s.id == threat) == ()


def test_a_threat_without_a_target_says_what_the_nearest_asset_lacks() -> None:
    own = asset("Shop", "web_application", type="application", internet_facing=True)
    result = analysed(own, develops_software=True, internet_facing=True)
    said = set_aside(result, "internet-facing-server-exploited")
    assert (
        "nearest is “Shop”, but it is an application, not a server or a store of data, and" in said
    )
    assert KNOWLEDGE.threats["own-software-flaw"].title in said


def test_a_hosted_service_is_not_called_missing_when_it_is_listed() -> None:
    hosted = asset("Records", "clinical_system", internet_facing=True, vendor="Tebra")
    said = set_aside(analysed(hosted, internet_facing=True), "internet-facing-server-exploited")
    assert (
        "“Records”, but it is an online service, not a server, a store of data or an application"
        in said
    )


def test_what_was_not_recognised_is_not_told_as_a_fact() -> None:
    said = [t.reason for t in analysed().ruled_out]
    assert not [s for s in said if s.startswith("Nothing shows")]


def test_who_works_from_home_in_hosted_services_has_no_remote_access_to_break(
    tmp_path: Path,
) -> None:
    """Laptops go home, the server stays: a VPN would have to lead to it."""
    content: dict[str, Any] = {
        "organization": {"name": "Harbour Works", "sector": "healthcare", "employees": 15},
        "assets": [{"name": "Server in the closet", "type": "server", "data": ["phi"]}],
        "practices": [{"topic": "home", "statement": "The laptops go home with the doctors."}],
    }
    found = threats(tmp_path, content)
    assert "ransomware-remote-access" in found
    content["practices"].append({"topic": "VPN", "statement": "No VPN at this site."})
    assert "ransomware-remote-access" not in threats(tmp_path, content)


def threats(folder: Path, content: dict[str, Any]) -> set[str]:
    (folder / "profile.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return {t.id for t in run_assessment(folder / "profile.yaml").threats}
