"""Tables of findings, of controls in place, and of what an auditor tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sextant.evidence.reading_files import polarities_of

REGISTER = """\
Risk,Likelihood,Existing controls,Treatment,Status
Ransomware,High,"MFA on mail, EDR on all laptops",Buy offline storage,Open
"""
FINDINGS = """\
ID,Finding,Severity,Status
1,No MFA on the VPN,High,Open
2,Backups not tested,High,Closed in May
"""
AUDIT = """\
Control,Test performed,Result
Access reviews are performed quarterly,Inspected two reviews,No exceptions noted
Firewall rules are reviewed every year,Inquired of management,Failed
"""
SIGNS = """\
| Measure | In place |
|---|---|
| MFA for remote access | ✗ |
| Staff training | ✓ |
"""


def test_controls_in_place_of_a_risk_register_are_stated(tmp_path: Path) -> None:
    found = polarities_of(tmp_path, "risks.csv", REGISTER)
    assert found == {"PR.AA-03": "implemented", "DE.CM-09": "implemented"}


def test_an_open_finding_is_a_lack_and_a_closed_one_says_nothing(tmp_path: Path) -> None:
    assert polarities_of(tmp_path, "list.csv", FINDINGS) == {"PR.AA-03": "not_implemented"}


def test_what_an_auditor_found_of_a_control_is_its_answer(tmp_path: Path) -> None:
    found = polarities_of(tmp_path, "tests.csv", AUDIT)
    assert found["PR.AA-05"] == "implemented"
    assert found["PR.IR-01"] == "not_implemented"


def test_a_sign_in_a_cell_is_a_yes_or_a_no(tmp_path: Path) -> None:
    found = polarities_of(tmp_path, "list.md", SIGNS)
    assert found["PR.AA-03"] == "not_implemented"
    assert found["PR.AT-01"] == "implemented"


def test_a_share_with_a_blank_before_its_sign_is_a_share(tmp_path: Path) -> None:
    found = polarities_of(tmp_path, "kpi.txt", "Patch compliance: 62 %\nMFA enrolment: 100 %\n")
    assert found == {"PR.PS-02": "partial", "PR.AA-03": "implemented"}


@pytest.mark.xfail(strict=True, reason="that an account stays is taken for small talk")
def test_every_item_below_a_question_answers_it(tmp_path: Path) -> None:
    text = "**What if somebody leaves?**\n- the door code is changed\n- the mail account stays\n"
    assert polarities_of(tmp_path, "talk.md", text)["PR.AA-01"] == "not_implemented"
