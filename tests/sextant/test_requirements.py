"""What a law asks for is judged by the parts of outcomes that it asks for."""

from __future__ import annotations

from pathlib import Path

import yaml

from sextant.assessment import RequirementPart
from sextant.reports import markdown
from sextant.service import run_assessment

CLINIC = """
organization: {name: Alder Dental, sector: healthcare, employees: 9, countries: [US]}
assets:
  - {name: Patient records, type: saas, data: [phi]}
practices:
"""


def requirements(
    folder: Path, *said: str, law: str = "hipaa-security-rule"
) -> dict[str, RequirementPart]:
    lines = [f"  - {{topic: notes, statement: {s}}}" for s in said] or ["  []"]
    (folder / "profile.yaml").write_text(CLINIC + "\n".join(lines))
    assessment = run_assessment(folder / "profile.yaml")
    found = next(o for o in assessment.obligations if o.id == law)
    return {r.id: r for r in found.requirements}


def test_a_side_part_decides_nothing_for_a_requirement_that_asks_for_another(
    tmp_path: Path,
) -> None:
    """Sanctions are no clearance of staff, and the front desk's shared login is no open leaver."""
    found = requirements(
        tmp_path,
        "Who breaks the security rules is warned and dismissed in the end.",
        "When somebody leaves the account is closed on the last day.",
        "The front desk shares one login.",
    )
    assert found["164.308(a)(1)(ii)(C)"].status == "implemented"
    assert found["164.308(a)(3)(ii)(B)"].status == "unknown"
    assert found["164.312(a)(2)(i)"].status == "not_implemented"
    assert found["164.308(a)(3)(ii)(C)"].status == "partial"


def test_what_is_in_place_counts_where_the_rest_is_not_known(tmp_path: Path) -> None:
    found = requirements(tmp_path, "A business associate agreement is signed with every vendor.")
    contracts = found["164.308(b)"]
    assert contracts.status == "partial"
    assert contracts.unknown == ("GV.SC-06", "ID.AM-04")


def test_what_is_known_to_be_lacking_stays_lacking_where_the_rest_is_not_known(
    tmp_path: Path,
) -> None:
    found = requirements(tmp_path, "There is no agreement with any of our vendors.")
    assert found["164.308(b)"].status == "not_implemented"


def test_a_copy_each_night_is_no_proof_of_the_copy_before_a_move(tmp_path: Path) -> None:
    found = requirements(tmp_path, "All data is backed up every night.")
    assert found["164.308(a)(7)(ii)(A)"].status == "implemented"
    assert found["164.310(d)(2)(iv)"].status == "partial"


def test_what_is_said_not_to_be_looked_at_is_no_requirement(tmp_path: Path) -> None:
    assert "164.310(a)(2)(iv)" not in requirements(tmp_path)


def test_a_part_that_only_a_written_rule_speaks_for_is_in_place_in_part(
    tmp_path: Path,
) -> None:
    (tmp_path / "security-policy.md").write_text(
        "# Security policy\n\nAll accounts must be closed on the last day when somebody leaves.\n"
    )
    text = (
        CLINIC
        + "  - {topic: logins, statement: Everybody has a login of their own.}\n"
        + "evidence: [security-policy.md]\n"
    )
    (tmp_path / "profile.yaml").write_text(text)
    assessment = run_assessment(tmp_path / "profile.yaml")
    law = next(o for o in assessment.obligations if o.id == "hipaa-security-rule")
    rating = next(c for c in assessment.controls if c.subcategory == "PR.AA-01")
    assert "Only a written rule: access ends when people leave." in rating.rationale
    assert "In place: every person has a login of their own." in rating.rationale
    leavers = next(r for r in law.requirements if r.id == "164.308(a)(3)(ii)(C)")
    assert leavers.status == "partial"


def test_what_holds_for_all_data_is_no_proof_for_cards(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text(
        "organization: {name: Alder Shop, sector: retail, employees: 9}\n"
        "assets:\n  - {name: Card terminals, type: endpoint, data: [cardholder]}\n"
        "practices:\n"
        "  - {topic: storage, statement: All stored data is encrypted on each server.}\n"
    )
    law = next(
        o for o in run_assessment(tmp_path / "profile.yaml").obligations if o.id == "pci-dss-4"
    )
    assert next(r for r in law.requirements if r.id == "3.5").status == "partial"


def test_where_a_provider_takes_the_cards_only_its_merchants_part_is_asked(tmp_path: Path) -> None:
    profile = (
        "organization: {{name: Alder, sector: saas, employees: 9, description: '{}'}}\n"
        "regulations: [PCI DSS]\n"
        "assets:\n  - {{name: Stripe, type: third_party}}\n"
    )
    lines = {}
    for said in ("Our customers pay with Stripe.", "Stripe takes cards; the till is in the shop."):
        (tmp_path / "profile.yaml").write_text(profile.format(said))
        found = run_assessment(tmp_path / "profile.yaml")
        lines[said] = next(o for o in found.obligations if o.id == "pci-dss-4")
    provider, shop = lines.values()
    assert len(provider.requirements) == 10
    assert "SAQ A" in provider.covers
    assert len(shop.requirements) > 40


def test_of_a_rated_outcome_the_part_that_a_law_asks_for_is_told_as_not_known(
    tmp_path: Path,
) -> None:
    content = {
        "organization": {"name": "Shop", "sector": "retail", "countries": ["US"], "employees": 20},
        "regulations": ["PCI DSS"],
        "practices": [
            {"topic": "MFA", "statement": "Everybody signs in with an app on the phone."},
            {"topic": "hardening", "statement": "Every new computer is set up from one checklist."},
        ],
    }
    (tmp_path / "profile.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    text = markdown.render(run_assessment(tmp_path / "profile.yaml"))
    assert "not known: what this asks of PR.AA-03" in text
    assert "not known: PR.AA-03" not in text
