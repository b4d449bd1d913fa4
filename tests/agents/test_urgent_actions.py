"""What a tool found, what a law demands and what happened before come first on the roadmap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sextant.assessment import Assessment, RecommendationPart
from sextant.service import run_assessment
from tests.agents.test_roadmap import LACKS, profile
from tests.sextant.evidence.scanners import exports


def assess(folder: Path, content: dict[str, Any], **files: str) -> Assessment:
    """The profile assessed with these evidence files (`scan__nessus` is scan.nessus)."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    content["evidence"] = [name.replace("__", ".") for name in files]
    path = folder / "profile.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return run_assessment(path)


def action(found: Assessment, action_id: str) -> RecommendationPart:
    return next(r for r in found.recommendations if r.id == action_id)


CRITICAL = exports.NESSUS.replace('severity="3" pluginID="97833"', 'severity="4" pluginID="97833"')


def test_critical_updates_come_first_and_name_the_hosts(tmp_path: Path) -> None:
    found = assess(tmp_path, profile(LACKS, employees=320), scan__nessus=CRITICAL)
    first = found.recommendations[0]
    assert (first.id, first.phase) == ("install-urgent-updates", 30)
    assert "MS17-010" in first.first_step and "10.0.0.5" in first.first_step
    assert "{" not in first.first_step
    assert "Found here: " in first.why and not first.prerequisites


@pytest.mark.parametrize(
    ("name", "text", "expected", "named"),
    [
        ("code__sarif", exports.EVERY["code.sarif"], "mend-code-flaws", "src/members.py:88"),
        ("trivy__json", exports.EVERY["trivy.json"], "change-found-secrets", ""),
        ("out__xml", exports.nmap(("8.8.8.8", "5432", "open")), "close-remote-desktop", "5432/tcp"),
    ],
)
def test_every_kind_of_urgent_finding_has_its_action_in_the_first_phase(
    tmp_path: Path, name: str, text: str, expected: str, named: str
) -> None:
    found = assess(tmp_path, profile(LACKS), **{name: text})
    chosen = action(found, expected)
    assert chosen.phase == 30 and not chosen.confirm_first
    assert named in chosen.first_step


def test_without_an_urgent_finding_there_is_no_urgent_action(tmp_path: Path) -> None:
    harmless = exports.nmap(("10.0.0.8", "5432", "open"))
    found = assess(tmp_path, profile(LACKS), scan__nessus=exports.NESSUS, in__xml=harmless)
    ids = {r.id for r in found.recommendations}
    assert ids.isdisjoint({"install-urgent-updates", "close-remote-desktop", "mend-code-flaws"})


def test_a_line_that_a_supplier_left_open_is_switched_off_first(tmp_path: Path) -> None:
    practices = {**LACKS, "Maintenance": "The machine builder has a modem of his own, always on."}
    found = assess(tmp_path, profile(practices, sector="manufacturing", employees=200))
    chosen = action(found, "switch-off-own-lines")
    assert chosen.phase == 30 and "modem of his own" in chosen.why


def test_a_missing_agreement_that_a_law_demands_waits_for_nothing(tmp_path: Path) -> None:
    practices = {
        **LACKS,
        "Agreements": "There is no business associate agreement with our IT firm.",
    }
    clinic = {"sector": "healthcare", "countries": ["US"], "records": {"phi": 9000}}
    bound = assess(tmp_path, profile(practices, employees=12, **clinic))
    chosen = action(bound, "business-associate-agreements")
    assert chosen.phase == 30 and not chosen.confirm_first
    assert "“There is no business associate agreement with our IT firm.”" in chosen.why


def test_what_happened_before_makes_what_would_have_stopped_it_more_urgent(tmp_path: Path) -> None:
    lost = "2025-03 laptop stolen from a car"
    spared = profile(LACKS, employees=12)
    struck = {**profile(LACKS, employees=12), "incidents": [lost]}
    before = assess(tmp_path, spared)
    after = assess(tmp_path, struck)
    ids = [[r.id for r in found.recommendations] for found in (before, after)]
    places = [found.index("encrypt-laptops") for found in ids]
    assert places[1] < places[0]
    assert f"It happened here: “{lost}”" in action(after, "encrypt-laptops").why
    assert "It happened here" not in action(before, "encrypt-laptops").why


def test_established_weaknesses_are_answered_however_many_other_gaps_there_are(
    tmp_path: Path,
) -> None:
    practices = {
        **LACKS,
        "Old server": "The file server still runs Windows Server 2008, which gets no updates.",
        "Passwords": "Passwords are kept in a notebook at the front desk.",
        "AI": "Two colleagues paste client letters into their private ChatGPT accounts.",
    }
    found = assess(tmp_path, profile(practices, employees=12))
    assert {"replace-unsupported-systems", "password-manager"} <= {
        r.id for r in found.recommendations if not r.confirm_first
    }


def test_an_old_system_is_fenced_in_only_where_it_cannot_be_replaced(tmp_path: Path) -> None:
    old = "The file server still runs Windows Server 2008, which gets no updates."
    stuck = f"{old} It cannot be replaced, the milling program only runs on it."
    free, tied = (assess(tmp_path, profile({"Old server": text})) for text in (old, stuck))
    fenced = [{r.id for r in found.recommendations} for found in (free, tied)]
    assert "isolate-unsupported-systems" not in fenced[0]
    assert {"isolate-unsupported-systems", "replace-unsupported-systems"} <= fenced[1]


def test_replacing_costs_by_the_systems_that_a_tool_counted(tmp_path: Path) -> None:
    counted = assess(tmp_path, profile({}, employees=320), scan__nessus=exports.NESSUS)
    told = {"Old": "Many computers still run Windows 7, which gets no updates."}
    fleet = assess(tmp_path, profile(told, employees=320))
    few, many = (action(f, "replace-unsupported-systems") for f in (counted, fleet))
    assert few.cost_usd.high <= 10_000 < many.cost_usd.high
    assert few.effort_days.high < many.effort_days.high
