"""Hotels: what happened to a booking account, and paper that no program can lock."""

from __future__ import annotations

from pathlib import Path

from sextant.service import run_assessment
from tests.agents.test_risk_evidence import names, risk

PROFILE = """
organization: {name: Quay House, sector: hospitality, employees: 30, annual_revenue_usd: 3000000,
               records: {pii: 40000}}
assets:
  - {name: Extranet of Booking.com, type: saas, data: [pii], internet_facing: true}
  - {name: Spa treatment cards, type: data, data: [phi], notes: "Paper, in a drawer of the spa."}
  - {name: Reception PCs, type: endpoint, data: [pii]}
"""
INCIDENT = """
incidents: ["2025-07: somebody got into our Booking.com extranet and wrote to 112 guests"]
"""


def test_a_booking_account_that_was_misused_is_told_where_it_belongs(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE)
    before = risk(run_assessment(path), "guest-booking-scam")
    path.write_text(PROFILE + INCIDENT)
    after = run_assessment(path)
    told = risk(after, "guest-booking-scam")
    assert "It happened here" in told.rationale and "112 guests" in told.rationale
    assert told.annual_loss_usd.p50 >= before.annual_loss_usd.p50
    assert "Extranet of Booking.com" in names(after, "guest-booking-scam")


def test_paper_is_locked_by_no_program_and_lost_as_paper(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE)
    found = run_assessment(path)
    hit = {r.threat: names(found, r.threat) for r in found.risks}
    assert "Spa treatment cards" in hit["paper-records-lost"]
    assert "Spa treatment cards" not in hit["ransomware-phishing"]
    assert "Reception PCs" in hit["ransomware-phishing"]
