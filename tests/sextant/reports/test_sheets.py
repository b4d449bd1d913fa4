"""CSV and XLSX: complete, and no text is ever a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from sextant.assessment import Assessment
from sextant.reports import register_csv, xlsx


def read_csv(assessment: Assessment) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(register_csv.render(assessment).lstrip("\ufeff"))))


def test_the_csv_has_a_row_for_each_risk_with_plain_numbers(full: Assessment) -> None:
    rows = read_csv(full)
    assert [row["Risk"] for row in rows] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert rows[0]["Yearly loss, middle (USD)"] == "52000"


def test_the_csv_of_no_risks_is_a_header(nearly_empty: Assessment) -> None:
    assert read_csv(nearly_empty) == []


def test_no_csv_cell_starts_like_a_formula(formulas: Assessment) -> None:
    for row in read_csv(formulas):
        assert not [cell for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "  =1+1", "\n=1"])
def test_an_apostrophe_disarms_a_formula(text: str) -> None:
    assert register_csv.inert(text) == f"'{text}"
    assert register_csv.inert(-5) == -5


@pytest.mark.parametrize("name", ["full", "nearly_empty", "formulas", "hostile"])
def test_the_workbook_has_its_sheets_of_text_and_numbers(
    name: str, request: pytest.FixtureRequest
) -> None:
    content = xlsx.render(request.getfixturevalue(name))
    book = openpyxl.load_workbook(io.BytesIO(content))
    reviewed = ["Reviews"] if name != "nearly_empty" else []
    assert book.sheetnames == ["Risk register", "Roadmap", "Controls", "Questions", *reviewed]
    assert book["Controls"].max_row == 107
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert all(sheet.freeze_panes == "B2" for sheet in book)


def test_a_very_long_text_is_shortened_rather_than_lost(full: Assessment) -> None:
    risk = full.risks[0].model_copy(update={"rationale": "x" * 40_000})
    content = xlsx.render(full.model_copy(update={"risks": (risk,)}))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Risk register"]
    longest = max(len(str(cell.value or "")) for row in sheet.iter_rows() for cell in row)
    assert longest == 32_767


def test_the_workbook_is_the_same_every_time(full: Assessment) -> None:
    assert xlsx.render(full) == xlsx.render(full)


def test_a_bare_answer_stands_with_its_question(full: Assessment) -> None:
    first = full.risks[0]
    said = first.evidence[0].model_copy(update={"quote": "No", "asked": "Is there a plan?"})
    risk = first.model_copy(update={"evidence": (said,)})
    rows = read_csv(full.model_copy(update={"risks": (risk, *full.risks[1:])}))
    assert any(row["Evidence"].startswith('Is there a plan? "No" (') for row in rows)
