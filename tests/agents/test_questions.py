"""What is asked: what the profile leaves out and unknown outcomes, by their worth."""

from __future__ import annotations

from pathlib import Path

from sextant.assessment import Assessment
from sextant.records import Question
from sextant.reports.markdown import render
from sextant.reports.view import build_view
from sextant.service import run_assessment

CLUB = """
organization:
  name: Heron Club
  sector: nonprofit
  description: We keep the names and addresses of 200 children in a cloud app.
%s
"""


def assessed(folder: Path, *fields: str) -> Assessment:
    (folder / "profile.yaml").write_text(CLUB % "\n".join(f"  {f}" for f in fields))
    return run_assessment(folder / "profile.yaml")


def missing(assessment: Assessment) -> list[str]:
    return [q.field for q in assessment.questions if q.field]


def about_countries(assessment: Assessment) -> Question:
    return next(q for q in assessment.questions if q.field == "countries")


def test_empty_fields_on_which_much_hangs_are_asked_before_anything_else(tmp_path: Path) -> None:
    found = assessed(tmp_path)
    assert set(missing(found)) == {"countries", "employees", "annual_revenue_usd"}
    assert found.questions[0].value == found.money.annual_loss_usd.p50
    shown = [q.text for q in build_view(found).summary.questions]
    assert set(shown[:3]) == {q.text for q in found.questions if q.field}
    assert len(shown) > 3


def test_questions_stand_by_what_an_answer_moves(tmp_path: Path) -> None:
    values = [q.value for q in assessed(tmp_path).questions]
    assert values == sorted(values, reverse=True)


def test_what_is_filled_in_is_not_asked(tmp_path: Path) -> None:
    given = ["countries: [DE]", "employees: 4", "annual_revenue_usd: 90000"]
    assert missing(assessed(tmp_path, *given[:2])) == ["annual_revenue_usd"]
    assert missing(assessed(tmp_path, *given)) == []


def test_without_a_country_it_is_said_which_laws_could_follow(tmp_path: Path) -> None:
    found = assessed(tmp_path, "records: {pii: 200}")
    question = about_countries(found)
    assert "GDPR" in question.why
    assert "data protection law" in question.why
    chapter = render(found).split("## 10.")[1]
    assert "GDPR" in chapter.split("## 11.")[0]
    assert question.why.split("(")[0].strip() in render(found).split("## 2.")[0]


def test_with_a_country_no_other_law_is_thought_of(tmp_path: Path) -> None:
    found = assessed(tmp_path, "countries: [BR]")
    assert "GDPR" not in " ".join(q.why for q in found.questions)


def test_even_where_no_known_law_could_follow_data_protection_is_named(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text("organization: {name: Somebody, sector: other}\n")
    found = run_assessment(tmp_path / "profile.yaml")
    assert "data protection law" in about_countries(found).why
    assert "data protection law" in build_view(found).context.no_obligation
