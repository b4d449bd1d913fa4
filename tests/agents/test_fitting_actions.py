"""Actions fit what is there already, what happened, and the laws that apply here."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.exposure import standings, strength_of
from agents.tailoring import Wording
from frameworks.conditions import Situation, Value
from frameworks.loader import load
from sextant.records import ControlRating
from sextant.service import run_assessment
from tests.agents.test_roadmap import LACKS, profile
from tests.agents.test_urgent_actions import action, assess

KNOWLEDGE = load()
TRAINING = (
    "All office staff are trained in security every year; the drivers are not part of the training."
)


def test_where_a_part_is_there_the_first_step_is_to_complete_it(tmp_path: Path) -> None:
    half = assess(tmp_path, profile({**LACKS, "Training": TRAINING}, employees=40))
    step = action(half, "awareness-small").first_step
    assert step.startswith("Compare the attendance list")
    none = {**LACKS, "Training": "Nobody has ever had any security training."}
    full = assess(tmp_path, profile(none, employees=40))
    assert action(full, "awareness-small").first_step.startswith("Book one hour")


def test_sticks_that_brought_malware_are_dealt_with_in_the_first_month(tmp_path: Path) -> None:
    plant = profile({**LACKS, "USB": "Everyone has a stick."}, sector="manufacturing")
    plant["assets"] = [{"name": "Press controllers", "type": "ot", "criticality": "critical"}]
    plant["incidents"] = ["2024-09 a fitter's USB stick brought a trojan, press 7 stood still"]
    chosen = action(assess(tmp_path, plant), "removable-media")
    assert chosen.phase == 30 and "R-ot-usb-or-technician-laptop" in chosen.risks
    assert "way into production" in chosen.first_step


def test_who_works_on_a_private_computer_is_given_one(tmp_path: Path) -> None:
    own = {**LACKS, "Contractors": "We have five contractors. They use their own laptops."}
    chosen = action(assess(tmp_path, profile(own)), "managed-computers-for-all")
    assert not chosen.confirm_first and "their own laptops" in chosen.why
    phones = {**LACKS, "Phones": "Staff read mail on their own phones."}
    others = {r.id for r in assess(tmp_path, profile(phones)).recommendations}
    assert "managed-computers-for-all" not in others


def test_accounts_of_customers_that_were_taken_over_are_protected(tmp_path: Path) -> None:
    firm = profile(LACKS)
    firm["incidents"] = ["Three customer accounts were taken over in May, $2,000 lost"]
    assert action(assess(tmp_path, firm), "customer-account-protection").phase == 30


@pytest.mark.parametrize(
    ("facts", "named", "silent"),
    [
        ({"regions": ("US",), "regulations": ("nydfs-500",)}, "23 NYCRR 500", "GDPR"),
        ({"regions": ("EU",)}, "72 hours under the GDPR", "HIPAA"),
        ({"regions": ("US",), "data": ("phi",)}, "HIPAA", "GDPR"),
        ({}, "often 72 hours", "HIPAA"),
    ],
)
def test_deadlines_are_those_of_the_laws_that_apply(
    facts: dict[str, Value], named: str, silent: str
) -> None:
    wording = Wording(Situation(facts), KNOWLEDGE.scales.phrases)
    said = wording.text(KNOWLEDGE.recommendations["breach-notification-small"].first_step)
    assert named in said and silent not in said


@pytest.mark.parametrize(
    ("practice", "expected"),
    [("USB sticks: anyone may use any stick.", False), ("The laptops are not encrypted.", True)],
)
def test_an_action_is_no_help_against_what_asks_for_another_part(
    tmp_path: Path, practice: str, expected: bool
) -> None:
    firm = profile({**LACKS, "Devices": practice, "Email": "Mail is in Microsoft 365."})
    firm["assets"] = [{"name": "Laptops", "type": "endpoint", "data": ["pii"]}]
    plan = assess(tmp_path, firm).recommendations
    against = {r.id for r in plan if "R-lost-or-stolen-device" in r.risks}
    wanted = "encrypt-laptops" if expected else "removable-media"
    assert wanted in {r.id for r in plan} and (wanted in against) is expected


def rating(met: tuple[str, ...], missing: dict[str, str]) -> ControlRating:
    return ControlRating(
        subcategory="PR.DS-11", status="partial", confidence=0.6, target="implemented",
        gap="partial", priority="high", rationale="", met_aspects=met, open_aspects=tuple(missing),
        missing=tuple(missing.values()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("met", "missing", "expected"),
    [
        (("made", "protected"), {"tested": "only in part: restores are tested"}, 0.75),
        (("protected", "tested"), {"made": "only in part: backups are made"}, 0.75),
        (("made",), {"tested": "restores are tested"}, 0.5),
        (("tested",), {"made": "only in part: backups are made"}, 0.5),
    ],
)
def test_what_is_in_place_but_for_exceptions_counts_for_more_than_half(
    met: tuple[str, ...], missing: dict[str, str], expected: float
) -> None:
    (standing,) = standings([rating(met, missing)], KNOWLEDGE).values()
    assert strength_of(standing, KNOWLEDGE.scales.scoring) == expected


def test_rights_on_computers_are_no_matter_where_volunteers_use_their_own(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    club = (
        "organization:\n  name: Harbour Rowing\n  sector: nonprofit\n"
        "  description: A rowing club for teenagers, run by volunteers.\n"
    )
    path.write_text(club)
    ids = {a.id for a in run_assessment(path).recommendations}
    assert not {"separate-admin-accounts", "no-local-admin"} & ids
    path.write_text(club + "assets: [{name: Club laptops, type: endpoint}]\n")
    ids = {a.id for a in run_assessment(path).recommendations}
    assert "separate-admin-accounts" in ids
