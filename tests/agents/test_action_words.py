"""Actions in words that are true here: the real gap, the platform in use, the people there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agents.tailoring import Wording
from frameworks.conditions import Situation, Value
from frameworks.loader import load
from sextant.assessment import RecommendationPart
from tests.agents.test_roadmap import LACKS, offered, profile, rated
from tests.agents.test_urgent_actions import action, assess

KNOWLEDGE = load()
MAKERS = {
    "uses_microsoft_365": r"Microsoft 365|Entra|SharePoint|Purview",
    "uses_google_workspace": r"Google (Workspace|Admin|Drive)",
    "uses_aws": r"\bAWS\b|CloudTrail|S3",
    "uses_azure": r"\bAzure\b",
    "uses_google_cloud": r"Google Cloud|Security Command Center",
    "windows_computers": r"BitLocker|Windows|AppLocker",
    "mac_computers": r"FileVault|macOS",
    "linux_computers": r"LUKS|Linux",
}
SIZES: dict[str, Value] = {"size_tier": "small", "sector": "other"}


def texts(facts: dict[str, Value]) -> str:
    """All that actions say, filled in for an organisation of which these facts are known."""
    wording = Wording(Situation({**SIZES, **facts}), KNOWLEDGE.scales.phrases)
    return "\n".join(
        wording.text(t) for r in KNOWLEDGE.recommendations.values() for t in (r.first_step, r.title)
    )


@pytest.mark.parametrize("used", MAKERS)
def test_no_first_step_names_a_platform_that_is_not_in_use(used: str) -> None:
    said = texts({used: True, "cloud_infrastructure": True})
    assert re.search(MAKERS[used], said)
    kin = {used} | ({"mac_computers", "linux_computers", "windows_computers"} - {used})
    for other, words in MAKERS.items():
        if other not in kin:
            assert not re.search(words, said), (used, other, re.search(words, said))


def test_every_name_in_a_text_is_filled_in_whatever_is_known() -> None:
    for facts in ({}, dict.fromkeys(MAKERS, True), {"run_by_volunteers": True}):
        assert "{" not in texts(dict(facts))


def test_two_platforms_in_use_are_both_named() -> None:
    said = texts({"uses_microsoft_365": True, "uses_google_workspace": True})
    assert "security defaults" in said and "2-step verification" in said


@pytest.mark.parametrize(
    ("facts", "role"),
    [
        ({"outsourced_it": True}, "IT provider"),
        ({"develops_software": True}, "Whoever runs your systems"),
        ({"own_it": True, "outsourced_it": True, "size_tier": "medium"}, "Your own IT"),
        ({"run_by_volunteers": True}, "Whoever among you looks after the computers"),
        ({}, "Whoever looks after IT"),
    ],
)
def test_an_action_is_given_to_somebody_who_is_there(facts: dict[str, Value], role: str) -> None:
    wording = Wording(Situation({**SIZES, **facts}), KNOWLEDGE.scales.phrases)
    assert wording.role(KNOWLEDGE.recommendations["restore-test"].owner_role) == role


def test_nobody_without_an_it_provider_is_sent_to_one(tmp_path: Path) -> None:
    own = {"IT": "Our IT department of two people looks after everything.", **LACKS}
    found = assess(tmp_path, profile(own))
    for part in found.recommendations:
        assert "IT provider" not in f"{part.owner_role} {part.first_step}", part.id


def test_a_software_firm_is_not_told_to_unplug_disks(tmp_path: Path) -> None:
    firm = profile({"Backups": "Hourly, of the whole database. There is no offline copy."})
    firm["assets"] = [{"name": "Google Cloud project", "type": "cloud", "data": ["pii"]}]
    firm["organization"] |= {"sector": "saas", "description": "We write and host a booking app."}
    step = action(assess(tmp_path, firm), "backup-offsite-locked").first_step
    assert "account or project of its own" in step and "unplugged" not in step


def test_the_reason_quotes_the_gap_with_what_it_is_about(tmp_path: Path) -> None:
    why = action(assess(tmp_path, profile(LACKS)), "mfa-email").why
    assert "Found here: Sign-in: “Everyone signs in with a password only.” (profile.yaml)" in why


def test_the_reason_quotes_nothing_that_is_about_another_part(tmp_path: Path) -> None:
    practices = {
        "Restore": "Nobody has ever tried to restore a backup.",
        "Backup copies": "One backup copy is locked in a bank, offline.",
    }
    why = action(assess(tmp_path, profile(practices)), "restore-test").why
    assert "Nobody has ever tried" in why and "locked in a bank" not in why


def test_what_is_half_done_in_another_part_is_not_called_half_done() -> None:
    ratings = rated(PR_IR_01="partial")
    ratings["PR.IR-01"] = ratings["PR.IR-01"].model_copy(update={
        "missing": ("the network is split into zones",), "open_aspects": ("divided",),
        "met_aspects": ("firewall",),
    })  # fmt: skip
    whole = offered(rated(PR_IR_01="not_implemented"))["separate-networks-small"]
    assert offered(ratings)["separate-networks-small"].effort == whole.effort


def test_an_action_whose_first_purpose_is_met_is_not_offered() -> None:
    ratings = rated(PR_AA_01="partial", GV_RR_04="implemented")
    ratings["PR.AA-01"] = ratings["PR.AA-01"].model_copy(update={
        "missing": ("passwords, keys and certificates are kept safe",),
        "open_aspects": ("credentials",), "met_aspects": ("leavers",),
    })  # fmt: skip
    assert "joiner-leaver-checklist" not in offered(ratings)
    assert "service-accounts" in offered(ratings)


def test_an_action_for_a_part_that_nobody_spoke_of_is_credited_with_that_part_alone() -> None:
    ratings = rated(PR_IR_01="partial")
    ratings["PR.IR-01"] = ratings["PR.IR-01"].model_copy(update={
        "missing": ("nothing is reachable from the internet that need not be",),
        "open_aspects": ("closed",),
    })  # fmt: skip
    action = offered(ratings)["separate-networks-small"]
    assert not action.known
    assert action.share == {"PR.IR-01": 0.5}


def test_shared_logins_have_an_action_of_their_own_apart_from_service_accounts() -> None:
    ratings = rated(PR_AA_01="not_implemented")
    ratings["PR.AA-01"] = ratings["PR.AA-01"].model_copy(update={
        "missing": ("every person has a login of their own",), "open_aspects": ("individual",),
    })  # fmt: skip
    found = offered(ratings, tier="medium")
    assert found["named-accounts"].known
    assert not found["service-accounts"].known


def test_words_are_quoted_once_and_a_bare_status_by_its_topic(tmp_path: Path) -> None:
    content = profile({"Incident plan": "There is no plan, we would ring the manager."})
    content["practices"][0]["status"] = "not_implemented"
    content["practices"].append({"topic": "restore tests", "status": "not_implemented"})
    found = assess(tmp_path, content)
    plan = action(found, "incident-plan-one-page").why
    assert plan.count("ring the manager") == 1 and "said to be" not in plan
    assert (
        "restore tests: said to be not in place (profile.yaml)" in action(found, "restore-test").why
    )


def actions(
    tmp_path: Path, said: dict[str, str], **organization: object
) -> dict[str, RecommendationPart]:
    found = assess(tmp_path, profile(said, **organization))
    return {a.id: a for a in found.recommendations}


def test_who_has_a_password_manager_is_not_told_to_try_one(tmp_path: Path) -> None:
    said = {"Passwords": "The office uses 1Password. The shops keep passwords in a red book."}
    action = actions(tmp_path, said)["password-manager"]
    assert action.title.startswith("Bring everyone")
    assert "trial" not in action.first_step


def test_a_book_with_card_numbers_asks_for_shredding_and_not_for_encryption(
    tmp_path: Path,
) -> None:
    said = {"Orders": "Card numbers of phone orders stand in an order book on the counter."}
    found = actions(tmp_path, said, employees=140, sector="retail")
    assert "order book" in found["stop-storing-cards"].why
    assert all("order book" not in found[i].why for i in found if i.startswith("encrypt"))


def test_one_administrator_without_a_directory_needs_no_vault_for_privileges(
    tmp_path: Path,
) -> None:
    said = {"Admin": "I use my everyday account for administration."}
    found = actions(tmp_path, said, employees=140)
    assert "separate-admin-accounts" in found
    assert "privileged-access-management" not in found
