"""Risks: which of the assets each would hit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agents.test_risk_evidence import CLINIC, assess, names


@pytest.mark.parametrize("threat", ["ransomware-phishing", "ransomware-through-it-provider"])
def test_a_tablet_or_a_website_elsewhere_is_not_locked_from_an_office_computer(
    tmp_path: Path, threat: str
) -> None:
    result = assess(tmp_path, "Our IT provider looks after the computers.")
    assert not {"Order tablets", "Website", "Router"} & names(result, threat)
    assert "Chart server" in names(result, threat)


def test_copies_that_nobody_inside_can_reach_are_not_locked(tmp_path: Path) -> None:
    nightly = "Backups run every night with Veeam."
    locked = nightly + " They cannot be deleted with the passwords that run the network."
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert "Backups" in names(assess(tmp_path / "a", nightly), "ransomware-phishing")
    assert "Backups" not in names(assess(tmp_path / "b", locked), "ransomware-phishing")


def test_the_copies_are_not_what_is_lost_without_a_copy(tmp_path: Path) -> None:
    result = assess(tmp_path, "Backups run every night with Veeam.")
    assert names(result, "data-loss-without-backup") == {"Chart server"}


def test_who_looks_after_one_system_only_does_not_hold_the_keys_to_the_rest(
    tmp_path: Path,
) -> None:
    system = {"name": "SAP ERP", "type": "application", "notes": "Looked after by an outside firm "
              "that does the IT of it: the system is run by an outside company."}  # fmt: skip
    result = assess(tmp_path, assets=[*CLINIC, system])
    assert names(result, "ransomware-through-it-provider") == {"SAP ERP"}


PLANT = [{"name": "Presses", "type": "ot"}, {"name": "Office", "type": "endpoint"}]


@pytest.mark.parametrize(
    ("said", "credible"),
    [
        ("The presses have a firewall before them.", False),
        ("Two of the machine builders have their own modem in the cabinet.", True),
        ("The HMI of the furnace can be reached from the internet.", True),
    ],
)
def test_a_controller_may_be_on_the_internet_where_a_way_in_is_open(
    tmp_path: Path, said: str, credible: bool
) -> None:
    result = assess(tmp_path, said, assets=PLANT, of={"sector": "manufacturing"})
    assert ("ot-controller-on-internet" in {r.threat for r in result.risks}) is credible


def test_an_old_system_is_hit_by_the_name_that_the_words_give_it(tmp_path: Path) -> None:
    said = "Our cyber insurance asks about the machine that runs Windows 7."
    beside = assess(tmp_path, said)
    assert names(beside, "end-of-life-system-exploited") == {"Chart server"}
    runner = {"name": "Build runner", "type": "server", "notes": "One old Hetzner box."}
    apart = assess(tmp_path, "hetzner box: Ubuntu 14.04.", assets=[runner, *CLINIC[1:]])
    assert names(apart, "end-of-life-system-exploited") == {"Build runner"}


def test_smart_heating_is_no_camera(tmp_path: Path) -> None:
    cameras = {"name": "Shop cameras", "type": "iot"}
    result = assess(
        tmp_path, "Cameras and smart heating, no idea who put them in.", assets=[cameras]
    )
    assert "Shop cameras" not in names(result, "building-controls-misused")
