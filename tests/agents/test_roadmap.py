"""The roadmap: known gaps first, what removes most first, nothing that is in place already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.planner import Action
from agents.roadmap import candidates
from agents.sizing import capacity as capacity_of
from agents.sizing import size_of
from frameworks.conditions import Situation, Value
from frameworks.loader import load
from sextant.assessment import Assessment, RecommendationPart
from sextant.records import ControlRating, SizeTier, Status
from sextant.service import run_assessment

KNOWLEDGE = load()
GAPS = {
    "unknown": "unknown",
    "implemented": "none",
    "partial": "partial",
    "not_implemented": "full",
}


def rated(**statuses: Status) -> dict[str, ControlRating]:
    """Ratings of all Subcategories: unknown but for those given ('PR_AA_03')."""
    known = {s.replace("_", ".", 1).replace("_", "-"): v for s, v in statuses.items()}
    return {
        s: ControlRating.model_validate({
            "subcategory": s, "status": known.get(s, "unknown"), "confidence": 0.5,
            "target": "implemented", "priority": "high",
            "gap": GAPS[known.get(s, "unknown")], "rationale": "",
        })
        for s in KNOWLEDGE.subcategories
    }  # fmt: skip


def offered(
    ratings: dict[str, ControlRating], facts: Mapping[str, Value] = {}, tier: SizeTier = "small"
) -> dict[str, Action]:
    situation = Situation({"size_tier": tier, **facts})
    return {a.rule.id: a for a in candidates(ratings, situation, tier, KNOWLEDGE)}


def profile(practices: dict[str, str], **organization: object) -> dict[str, Any]:
    return {
        "organization": {
            "name": "Harbour Works", "sector": "professional_services", "employees": 30,
            "annual_revenue_usd": 4000000, "records": {"pii": 8000}, **organization,
        },
        "assets": [
            {"name": "File server", "type": "server", "data": ["pii"]},
            {"name": "Laptops", "type": "endpoint", "data": ["pii"]},
        ],
        "practices": [{"topic": t, "statement": s} for t, s in practices.items()],
    }  # fmt: skip


def assess(tmp_path: Path, content: dict[str, Any]) -> Assessment:
    path = tmp_path / "profile.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return run_assessment(path)


def phases(assessment: Assessment) -> dict[str, RecommendationPart]:
    return {r.id: r for r in assessment.recommendations}


def test_an_action_whose_own_outcome_is_in_place_is_not_offered() -> None:
    assert "mfa-email" in offered(rated())
    assert "mfa-email" not in offered(rated(PR_AA_03="implemented"))


def test_an_action_for_what_is_half_done_asks_for_the_rest_and_costs_less() -> None:
    whole = offered(rated(PR_AA_03="not_implemented"))["mfa-email"]
    rest = offered(rated(PR_AA_03="partial"))["mfa-email"]
    assert sum(rest.effort) < sum(whole.effort)
    assert sum(rest.cost) <= sum(whole.cost)


def test_an_action_is_known_to_be_needed_only_where_its_own_outcome_was_spoken_of() -> None:
    assert not offered(rated())["mfa-email"].known
    assert offered(rated(PR_AA_03="not_implemented"))["mfa-email"].known


def test_an_established_weakness_brings_its_answer_though_nothing_else_is_known() -> None:
    found = offered(rated(), {"end_of_life_systems": True})
    assert found["replace-unsupported-systems"].known
    assert found["replace-unsupported-systems"].answers
    assert "replace-unsupported-systems" not in offered(rated())


@pytest.mark.parametrize(
    ("action", "fact"),
    [
        ("seasonal-staff-induction", "seasonal_staff"),
        ("till-network", "pos_terminals"),
        ("close-remote-desktop", "remote_desktop_exposed"),
    ],
)
def test_a_special_action_is_offered_only_where_its_cause_is_established(
    action: str, fact: str
) -> None:
    assert action not in offered(rated())
    assert action in offered(rated(), {fact: True})


def test_a_single_card_reader_needs_no_network_of_its_own() -> None:
    clinic: dict[str, Value] = {"pos_terminals": True, "sector": "healthcare"}
    assert "till-network" not in offered(rated(), clinic, "micro")
    assert "till-network" in offered(rated(), {**clinic, "sector": "retail"}, "micro")


def test_known_gaps_come_before_what_nobody_spoke_of(tmp_path: Path) -> None:
    found = assess(tmp_path, profile({
        "Sign-in": "Everyone signs in with a password only.",
        "Backups": "There are no backups.",
        "Training": "Nobody has ever had security training.",
    }))  # fmt: skip
    first = [r for r in found.recommendations if r.phase == 30]
    assert {"PR.AA-03", "PR.AT-01", "PR.DS-11"} <= {s for r in first for s in r.subcategories}
    assert not any(r.confirm_first for r in first)


def test_unsupported_servers_are_dealt_with_in_the_first_month(tmp_path: Path) -> None:
    found = assess(tmp_path, profile({
        "Old server": "The file server still runs Windows Server 2008, which gets no updates.",
        "Sign-in": "Everyone signs in with a password and an app code.",
    }))  # fmt: skip
    assert phases(found)["replace-unsupported-systems"].phase == 30


def test_the_title_and_the_reason_say_what_is_true_here(tmp_path: Path) -> None:
    practices = {"Encryption": "Some laptops are encrypted, others are not."}
    action = phases(assess(tmp_path, profile(practices)))["encrypt-laptops"]
    assert action.title == KNOWLEDGE.recommendations["encrypt-laptops"].title_partial
    assert "here: " in action.why


def test_where_nothing_is_known_the_actions_are_few_and_ask_first(tmp_path: Path) -> None:
    found = assess(tmp_path, {"organization": {"name": "Somebody", "sector": "other"}})
    assert 0 < len(found.recommendations) <= 8
    assert all(r.confirm_first for r in found.recommendations)


def test_an_action_comes_after_what_it_needs_and_adds_less_than_both_alone(
    tmp_path: Path,
) -> None:
    found = assess(tmp_path, profile({"Backups": "There are no backups."}))
    place = {r.id: r.phase for r in found.recommendations}
    for action in found.recommendations:
        for needed in KNOWLEDGE.recommendations[action.id].prerequisites:
            if needed in place and not phases(found)[needed].confirm_first:
                assert place[needed] <= action.phase


def test_what_actions_remove_is_never_more_than_there_is_to_lose(tmp_path: Path) -> None:
    found = assess(tmp_path, profile({"Sign-in": "Everyone signs in with a password only."}))
    removed = sum(r.risk_reduction for r in found.recommendations)
    assert 0 < removed <= found.money.annual_loss_usd.p90
    losses = [p.annual_loss_usd.p50 for p in found.roadmap]
    assert losses == sorted(losses, reverse=True)


def test_an_action_is_not_proposed_for_what_is_in_place_beside_another_gap() -> None:
    """Restores that were never tried do not call for a locked copy that exists."""
    ratings = rated(PR_DS_11="partial")
    ratings["PR.DS-11"] = ratings["PR.DS-11"].model_copy(update={
        "missing": ("restoring from the backups is tested",), "open_aspects": ("tested",),
        "met_aspects": ("made", "protected"),
    })  # fmt: skip
    actions = offered(ratings)
    assert actions["restore-test"].known
    assert "backup-offsite-locked" not in actions


def test_an_action_for_what_was_not_spoken_of_asks_first() -> None:
    ratings = rated(PR_PS_02="not_implemented")
    ratings["PR.PS-02"] = ratings["PR.PS-02"].model_copy(update={
        "missing": ("no software is in use that its maker no longer updates",),
        "open_aspects": ("supported",),
    })  # fmt: skip
    assert not offered(ratings)["automatic-updates"].known


MANUFACTURER = Path("examples/manufacturer/profile.yaml")
LACKS = {
    "Sign-in": "Everyone signs in with a password only.",
    "Backups": "There are no backups.",
    "Training": "Nobody has ever had security training.",
    "Incident plan": "There is no incident response plan.",
    "Logs": "No logs are kept.",
    "Suppliers": "Contracts with suppliers say nothing about security.",
    "Risk assessment": "There has never been a risk assessment.",
    "Laptops": "The laptops are not encrypted.",
    "Leavers": "Accounts of people who left are never closed.",
    "Updates": "Servers are not patched.",
    "Networks": "Everything sits in one flat network.",
    "Access": "Access rights are never reviewed.",
}


@pytest.mark.parametrize("employees", [12, 60, 320])
def test_no_phase_asks_for_more_days_than_there_are(tmp_path: Path, employees: int) -> None:
    found = assess(tmp_path, profile(LACKS, employees=employees))
    situation = Situation({"employees": employees})
    size = size_of(situation, found.organization.size_tier, KNOWLEDGE)
    capacity = capacity_of(size, KNOWLEDGE.scales.scoring)
    for phase in found.roadmap:
        assert (phase.effort_days.low + phase.effort_days.high) / 2 <= capacity[phase.phase]


def test_what_the_year_has_no_room_for_is_named_and_promises_nothing() -> None:
    found = run_assessment(MANUFACTURER)
    planned = {i for p in found.roadmap for i in p.recommendations}
    assert found.postponed
    assert planned == {r.id for r in found.recommendations}
    assert planned.isdisjoint(p.id for p in found.postponed)


def test_ten_actions_lead_a_long_roadmap_and_are_needed_for_certain() -> None:
    found = run_assessment(MANUFACTURER)
    leading = [r for r in found.recommendations if r.leading]
    assert len(leading) == 10 < len(found.recommendations)
    assert not any(r.confirm_first for r in leading)


def test_the_amounts_of_the_actions_add_up_to_what_their_phase_saves(tmp_path: Path) -> None:
    found = assess(
        tmp_path,
        profile({
            "Sign-in": "Everyone signs in with a password only.",
            "Backups": "There are no backups.",
            "Updates": "Nobody installs updates.",
            "Training": "There is no security training.",
        }),
    )  # fmt: skip
    before = found.money.annual_loss_usd.p50
    for phase in found.roadmap:
        saved = sum(r.risk_reduction for r in found.recommendations if r.phase == phase.phase)
        fall = before - phase.annual_loss_usd.p50
        assert saved == pytest.approx(fall, abs=len(phase.recommendations) + 1)
        before = phase.annual_loss_usd.p50


def test_children_are_looked_after_whatever_it_is_worth_in_money(tmp_path: Path) -> None:
    club = {
        "organization": {
            "name": "Harbour Judo",
            "sector": "nonprofit",
            "description": "A judo club for children, run by volunteers.",
        }
    }
    adults = {
        "organization": {
            "name": "Harbour Judo",
            "sector": "nonprofit",
            "description": "A judo club for adults, run by volunteers.",
        }
    }
    assert "childrens-data-care" in phases(assess(tmp_path, club))
    assert "childrens-data-care" not in phases(assess(tmp_path, adults))


def test_what_an_outside_firm_does_takes_fewer_own_days() -> None:
    lacking = rated(PR_PS_02="not_implemented", PR_AA_03="not_implemented")
    own, theirs = offered(lacking), offered(lacking, {"outsourced_it": True})
    shared = [i for i in own if i in theirs and own[i].rule.owner_role == "{it}"]
    assert shared and all(theirs[i].effort == own[i].effort for i in shared)
    assert all(0 < theirs[i].own_days < own[i].own_days for i in shared if own[i].own_days)
    office = [i for i in own if i in theirs and own[i].rule.owner_role == "{office}"]
    assert all(theirs[i].own_days == own[i].own_days for i in office)


def test_a_larger_team_finds_more_days() -> None:
    scoring = KNOWLEDGE.scales.scoring
    days = [
        capacity_of(size_of(Situation({"employees": n}), tier, KNOWLEDGE), scoring)[30]
        for n, tier in ((2, "micro"), (12, "micro"), (30, "small"), (45, "small"), (240, "medium"))
    ]
    assert days == sorted(days) and days[0] < days[-1]
