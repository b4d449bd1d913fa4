"""Plants: machines that share a network with the offices have an action of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextant.service import run_assessment
from tests.agents.test_risk_evidence import risk

PROFILE = """
organization: {name: Fern Presses, sector: manufacturing, employees: 220,
               annual_revenue_usd: 40000000}
assets:
  - {name: Press line PLCs, type: ot, criticality: critical}
  - {name: Active Directory, type: server, data: [credentials], criticality: critical}
  - {name: Office PCs, type: endpoint}
evidence: [talk.txt]
"""
TALK = (
    "There is a firewall, but half the presses still sit in the old network with the offices.\n"
    "Servers are backed up every night. Office staff are trained once a year.\n"
)


@pytest.mark.parametrize("others", ["", "MFA is missing everywhere. Nothing is patched.\n"])
def test_presses_in_the_office_network_are_taken_out_of_it(tmp_path: Path, others: str) -> None:
    (tmp_path / "talk.txt").write_text(TALK + others)
    (tmp_path / "profile.yaml").write_text(PROFILE)
    found = run_assessment(tmp_path / "profile.yaml")
    [apart] = [a for a in found.recommendations if a.id == "ot-segmentation"]
    grave = risk(found, "ot-ransomware-from-office")
    assert not apart.confirm_first and grave.id in apart.risks
    told = next(t for t in found.threats if t.id == "ot-ransomware-from-office")
    assert "nothing separates" not in str(told)
