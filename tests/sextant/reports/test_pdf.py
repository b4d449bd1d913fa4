"""The PDF report: made in one go, tagged, deterministic, and text stays text."""

from __future__ import annotations

import logging
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from sextant.assessment import Assessment
from sextant.reports import pdf
from sextant.service import run_assessment

EXAMPLES = Path(__file__).parents[3] / "examples"


def words(content: bytes, page: int = 0) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    pages = ["-f", str(page), "-l", str(page)] if page else []
    done = subprocess.run([tool, *pages, "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("name", ["full", "nearly_empty"])
def test_it_meets_the_accessibility_standard(
    name: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    content = pdf.render(request.getfixturevalue(name))
    assert content.startswith(b"%PDF-")
    assert b"pdfuaid" in content and not caplog.records


def test_the_same_assessment_gives_the_same_bytes(full: Assessment) -> None:
    assert pdf.render(full) == pdf.render(full)


def test_it_says_what_it_should(full: Assessment) -> None:
    text = words(pdf.render(full))
    assert "Lakeside Family Clinic" in text and "Summary for the owner" in text
    assert "What could really happen here" in text and "RC.CO-04" in text


@pytest.mark.parametrize("name", ["full", "nearly_empty"])
def test_every_outcome_is_told_or_asked_for(name: str, request: pytest.FixtureRequest) -> None:
    assessment: Assessment = request.getfixturevalue(name)
    text = words(pdf.render(assessment))
    assert [c.subcategory for c in assessment.controls if c.subcategory not in text] == []


def test_of_many_quotes_the_first_are_printed_and_the_others_counted(full: Assessment) -> None:
    part = next(c for c in full.controls if c.evidence and not c.conflicts)
    quotes = tuple(part.evidence[0].model_copy(update={"quote": f"Quote {n}."}) for n in range(9))
    many = part.model_copy(update={"evidence": quotes})
    controls = tuple(many if c is part else c for c in full.controls)
    text = words(pdf.render(full.model_copy(update={"controls": controls})))
    assert "Quote 2." in text and "Quote 3." not in text and "6 more in the HTML report" in text


def test_markup_in_a_text_is_shown_and_not_run(hostile: Assessment) -> None:
    text = words(pdf.render(hostile))
    assert "#panic()" in text and "$x^2$" in text and "*b*" in text and "{{ 7*7 }}" in text


def test_a_script_without_a_font_costs_the_standard_but_not_the_report(
    full: Assessment, caplog: pytest.LogCaptureFixture
) -> None:
    organization = full.organization.model_copy(update={"name": "診療所 Lakeside"})
    with caplog.at_level(logging.WARNING):
        content = pdf.render(full.model_copy(update={"organization": organization}))
    assert content.startswith(b"%PDF-") and "PDF/UA-1" in caplog.text


def test_the_summary_for_the_owner_is_one_page_however_much_there_is_to_say(
    full: Assessment,
) -> None:
    risks = tuple(
        risk.model_copy(update={"in_words": risk.in_words * 3, "severity": "critical"})
        for risk in full.risks
    )
    actions = tuple(
        action.model_copy(update={"phase": 30, "first_step": action.first_step * 4})
        for action in full.recommendations
    )
    update = {"risks": risks, "recommendations": actions}
    text = words(pdf.render(full.model_copy(update=update)), page=2)
    assert "What could really happen here" in text
    assert "Questions whose answers matter most" in text and "more in chapter 6" in text


def test_quotes_are_linked_to_the_list_of_files(full: Assessment) -> None:
    reader = PdfReader(BytesIO(pdf.render(full)))
    listed = {
        number for number, page in enumerate(reader.pages) if "SHA-256" in page.extract_text()
    }
    reached = set()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            target = annotation.get_object().get("/A", {}).get("/D") or annotation.get_object().get(
                "/Dest"
            )
            if target is not None and not isinstance(target, str):
                reached.add(reader.get_page_number(target[0].get_object()))
    assert listed & reached


def test_every_risk_and_requirement_is_on_paper(full: Assessment) -> None:
    text = words(pdf.render(full))
    assert [r.title for r in full.risks if r.title not in text] == []
    asked = [r for o in full.obligations for r in o.requirements]
    assert asked and [r.id for r in asked if r.id not in text] == []


def test_who_does_the_work_is_on_paper(full: Assessment) -> None:
    assert "Who does the work" in words(pdf.render(full))


def test_the_report_of_a_practice_of_fifteen_people_stays_short_and_complete() -> None:
    assessment = run_assessment(EXAMPLES / "clinic" / "profile.yaml")
    content = pdf.render(assessment)
    assert len(PdfReader(BytesIO(content)).pages) <= 31
    text = words(content)
    wanted = [c.subcategory for c in assessment.controls]
    wanted += [r.title for r in assessment.risks]
    wanted += [a.title for a in assessment.recommendations]
    wanted += [a.name for a in assessment.assets]
    wanted += [r.id for o in assessment.obligations for r in o.requirements]
    wanted += [t for r in assessment.risks for t in r.techniques]
    assert [w for w in wanted if w not in text] == []
