"""Duties: what a law that applies does to the order of the roadmap."""

from __future__ import annotations

from pathlib import Path

from tests.agents.test_roadmap import LACKS, assess, phases, profile


def test_a_duty_that_is_punished_comes_earlier_and_says_what_is_at_stake(tmp_path: Path) -> None:
    clinic = {"sector": "healthcare", "countries": ["US"], "records": {"phi": 9000}}
    bound = phases(assess(tmp_path, profile(LACKS, employees=12, **clinic)))
    free = phases(assess(tmp_path, profile(LACKS, employees=12, countries=["AU"])))
    register = bound["risk-register-small"]
    assert register.duty.startswith("HIPAA Security Rule, 164.308(a)(1)(ii)(A) (Risk analysis): ")
    assert register.phase <= free[register.id].phase
    assert free[register.id].duty == ""


def test_a_law_is_not_held_against_what_nobody_spoke_of(tmp_path: Path) -> None:
    clinic = {"sector": "healthcare", "countries": ["US"], "records": {"phi": 9000}}
    found = assess(tmp_path, profile({"Updates": "Servers are not patched."}, **clinic))
    assert not any(r.duty for r in found.recommendations if r.confirm_first)


def test_what_a_law_asks_for_on_one_page_comes_in_the_first_month(tmp_path: Path) -> None:
    content = profile(
        LACKS | {
            "Risks": "We have no list of risks and have never made a risk assessment.",
            "Leavers": "Nobody closes the accounts of people who leave.",
        },
        sector="healthcare", employees=15, countries=["US"], records={"phi": 5000},
    )  # fmt: skip
    content["assets"][0]["data"] = ["phi"]
    found = phases(assess(tmp_path, content))
    assert found["risk-register-small"].phase == 30
    assert found["joiner-leaver-checklist"].phase == 30
