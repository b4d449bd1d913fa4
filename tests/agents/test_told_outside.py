"""Answers that were given to others: told to the owner where the evidence denies them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextant.assessment import Assessment
from sextant.records import Finding
from sextant.reports.markdown import render
from sextant.reports.view import build_view
from sextant.service import run_assessment
from tests.sextant.evidence.scanners import exports

PROFILE = """
organization: {name: Alder Dental, sector: healthcare, employees: 9, countries: [US]}
practices:
  - {topic: backups, statement: Nobody has ever tried to restore anything from the backups.}
evidence: [.]
"""
ANSWERS = """Question,Answer,Comments
Is multi-factor authentication required for e-mail?,Yes,all mailboxes
Are backups tested by restoring data at least every quarter?,Yes,
Are all laptops encrypted?,Yes,
Do all staff receive security training every year?,No,
"""
NOTES = "The laptops are not encrypted. MFA is on for all mailboxes.\n"


def assessed(folder: Path, name: str, answers: str = ANSWERS, notes: str = NOTES) -> Assessment:
    (folder / "profile.yaml").write_text(PROFILE)
    (folder / name).write_text(answers)
    (folder / "notes.md").write_text(notes)
    return run_assessment(folder / "profile.yaml")


def untrue(assessment: Assessment) -> list[Finding]:
    return [f for f in assessment.findings if f.kind == "answer_to_others"]


def test_an_answer_that_the_evidence_denies_is_told_once_with_both_sides(tmp_path: Path) -> None:
    found = untrue(assessed(tmp_path, "cyber-insurance-application.csv"))
    assert [f.title for f in found] == [
        "You told your insurer: Are all laptops encrypted? Yes.",
        "You told your insurer: Are backups tested by restoring data at least every quarter? Yes.",
    ] or [f.title for f in found][::-1] == [
        "You told your insurer: Are all laptops encrypted? Yes.",
        "You told your insurer: Are backups tested by restoring data at least every quarter? Yes.",
    ]
    laptops = next(f for f in found if "laptops" in f.title)
    assert "“The laptops are not encrypted.” (notes.md)" in laptops.detail
    assert "cyber-insurance-application.csv" in laptops.detail
    assert [q.polarity for q in laptops.quotes] == ["implemented", "not_implemented"]


def test_an_answer_that_nothing_denies_or_that_admits_it_is_not_told(tmp_path: Path) -> None:
    answers = ANSWERS.replace("encrypted?,Yes", "encrypted?,No").replace(
        "quarter?,Yes", "quarter?,"
    )
    assert not untrue(assessed(tmp_path, "cyber-insurance-application.csv", answers))


@pytest.mark.parametrize(
    ("name", "whom"),
    [
        ("cyber-insurance-application.csv", "your insurer"),
        ("pci-saq.csv", "the card schemes"),
        ("customer-security-questionnaire.csv", "a customer"),
        ("partner-bank-questionnaire.csv", "a bank"),
    ],
)
def test_it_is_said_who_was_told(name: str, whom: str, tmp_path: Path) -> None:
    assessment = assessed(tmp_path, name)
    assert all(f.title.startswith(f"You told {whom}: ") for f in untrue(assessment))
    assert untrue(assessment)
    assert [i.told_to for i in assessment.meta.inputs if i.source == name] == [whom]


@pytest.mark.parametrize(
    "name", ["security-questionnaire.csv", "customer-intake-questionnaire.csv"]
)
def test_questions_that_were_asked_to_assess_are_told_to_nobody(name: str, tmp_path: Path) -> None:
    assessment = assessed(tmp_path, name)
    assert not untrue(assessment)
    assert [f for f in assessment.findings if f.kind == "contradiction"]


def test_the_title_above_the_questions_says_for_whom_they_are(tmp_path: Path) -> None:
    titled = "Questionnaire from the Harbour Union,,\n\n" + ANSWERS
    found = untrue(assessed(tmp_path, "answers-2026.csv", titled))
    assert {f.title.split(":")[0] for f in found} == {"You told a customer"}


def test_the_summary_counts_them_and_shows_the_worst_and_not_the_contradiction_again(
    tmp_path: Path,
) -> None:
    assessment = assessed(tmp_path, "cyber-insurance-application.csv")
    view = build_view(assessment)
    answers = view.summary.answers
    assert answers.intro.startswith("2 answers that you gave to others are denied")
    assert [a.name for a in answers.denied] == [f.title for f in untrue(assessment)]
    assert [f.kind for f in view.context.findings][:2] == ["Answer given to others"] * 2
    again = [f for f in view.context.findings if f.kind == "Contradiction"]
    assert not [f for f in again if "cyber-insurance-application.csv" in f.detail]
    assert answers.denied[0].name in render(assessment).replace("\\", "")


def test_with_none_the_summary_says_nothing_of_it(tmp_path: Path) -> None:
    view = build_view(assessed(tmp_path, "security-questionnaire.csv"))
    assert view.summary.answers.intro == ""
    assert view.summary.answers.denied == ()


def test_words_of_the_same_thing_come_before_a_count_of_something_near(tmp_path: Path) -> None:
    asked = (
        "Are only operating systems in use for which the manufacturer still provides security "
        "updates?"
    )
    answers = f"Question,Answer,Comments\nIs there an inventory?,Yes,\n{asked},Yes,\n"
    answers += "Do you train staff?,No,\n"
    notes = (
        "Operating systems without manufacturer's support (Windows 7) are in operation on 23 "
        "machine computers.\n"
    )
    (tmp_path / "office.nessus").write_text(exports.NESSUS)
    found = untrue(assessed(tmp_path, "cyber-insurance-application.csv", answers, notes))
    assert "Windows 7" in next(f.detail for f in found if asked in f.title)


def test_an_answer_about_one_way_in_is_not_denied_by_another(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text("""
organization: {name: Alder Tools, sector: manufacturing, employees: 90}
practices:
  - {topic: MFA, status: partial, statement: VPN users have a token. Webmail and SAP have not.}
evidence: [.]
""")
    (tmp_path / "customer-security-questionnaire.csv").write_text(
        "Question,Answer,Comments\n"
        "Is multi-factor authentication used for remote access?,Yes,VPN and administrators\n"
        "Is multi-factor authentication required for webmail?,Yes,\n"
        "Are visitors accompanied?,Yes,\nAre laptops encrypted?,Yes,\n"
    )
    titles = [f.title for f in untrue(run_assessment(tmp_path / "profile.yaml"))]
    assert titles == [
        "You told a customer: Is multi-factor authentication required for webmail? Yes."
    ]


def test_what_lapsed_denies_an_answer_before_what_is_planned(tmp_path: Path) -> None:
    """A plan says that it is to come; what was left out says that it is not done."""
    notes = "pen test: 2023. 2024 skipped, money. booked for april."
    asked = "Question,Answer,Comments\nDo you carry out annual penetration tests?,Yes,\n"
    asked += "".join(ANSWERS.splitlines(keepends=True)[1:])
    found = untrue(assessed(tmp_path, "cyber-insurance-application.csv", asked, notes))
    tests = [f for f in found if "penetration" in f.title]
    assert tests and "booked" not in tests[0].detail


def test_a_yes_with_a_remark_is_denied_by_what_the_remark_does_not_admit(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text(
        "organization: {name: Alder Loans, sector: fintech, employees: 60}\nevidence: [.]\n"
    )
    (tmp_path / "partner-bank-questionnaire.csv").write_text(
        "Question,Answer,Comments\n"
        "Do all staff complete security awareness training every year?,Yes,contractors not yet\n"
        "Are visitors accompanied?,Yes,\nAre laptops encrypted?,Yes,\nIs there a budget?,Yes,\n"
    )
    notes = tmp_path / "bank-letter.txt"
    notes.write_text("Contractors receive no security awareness training.\n")
    assert not untrue(run_assessment(tmp_path / "profile.yaml"))
    notes.write_text("Evidence of annual awareness training was found in 11 of 25 files.\n")
    [found] = untrue(run_assessment(tmp_path / "profile.yaml"))
    assert "awareness training" in found.title and "11 of 25 files" in found.detail


def test_beside_a_bare_status_the_words_are_quoted_that_say_the_same(tmp_path: Path) -> None:
    said = "As far as I know nobody has ever tried to get a whole chart folder back."
    answers = "Question,Answer,Comments\n"
    answers += "Are backups tested by restoring data at least every quarter?,Yes,\n"
    answers += "".join(ANSWERS.splitlines(keepends=True)[3:])
    (tmp_path / "cyber-insurance-application.csv").write_text(answers)
    (tmp_path / "profile.yaml").write_text(
        "organization: {name: Alder Dental, sector: healthcare, employees: 9, countries: [US]}\n"
        "practices:\n  - topic: restore tests\n    status: not_implemented\n"
        f"    statement: {said}\nevidence: [cyber-insurance-application.csv]\n"
    )
    found = untrue(run_assessment(tmp_path / "profile.yaml"))
    assert any(said in f.detail for f in found)
