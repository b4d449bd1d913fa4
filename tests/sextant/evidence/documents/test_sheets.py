"""Questionnaires in workbooks and CSV: the columns are found wherever and however they stand."""

from __future__ import annotations

import csv
import io
from itertools import permutations

import pytest

from sextant.reading import reader
from tests.sextant.evidence.conftest import Read
from tests.sextant.evidence.documents.samples import Table, workbook

HEADING = {"q": "Question", "a": "Response", "c": "Comments"}
ROWS = [
    {"q": "Is multi-factor authentication enforced?", "a": "No", "c": "planned for Q3"},
    {"q": "Are backups taken every night?", "a": "Yes", "c": None},
]


@pytest.mark.parametrize("order", permutations("qac"))
def test_columns_are_found_in_any_order_below_a_title(read: Read, order: tuple[str, ...]) -> None:
    table: Table = [
        ["Vendor security questionnaire"],
        ["Completed on", "2026-02-03"],
        [],
        ["No.", *(HEADING[k] for k in order), "Owner"],
        ["A. Access"],
        *([n, *(r[k] for k in order), "IT"] for n, r in enumerate(ROWS, 1)),
        [3, *("Do you have a CISO?" if k == "q" else None for k in order), "IT"],
    ]
    (text,) = read("x.xlsx", workbook({"Sheet1": table}))
    assert [(p.asked, p.text) for p in text.passages if not p.name_only] == [
        ("Is multi-factor authentication enforced?", "No\n\nplanned for Q3"),
        ("Are backups taken every night?", "Yes"),
    ]
    column = "BCD"[order.index("a")]
    assert text.passages[0].locator == f"sheet Sheet1, cell {column}6, under “A. Access”"
    assert text.record.dated == "2026-02-03"


def test_columns_without_a_heading_are_known_by_their_answers(read: Read) -> None:
    table = [[r["q"], r["a"], r["c"]] for r in ROWS]
    (text,) = read("x.xlsx", workbook({"Sheet1": table}))
    assert [p.text for p in text.passages] == ["No\n\nplanned for Q3", "Yes"]


def test_columns_to_tick_answer_by_their_heading(read: Read) -> None:
    table = [
        ["Requirement", "Yes", "No", "N/A"],
        ["Laptops are encrypted", "x", None, None],
        ["Backups are tested", None, "X", None],
    ]
    (text,) = read("x.xlsx", workbook({"Sheet1": table}))
    assert [(p.text, p.locator) for p in text.passages] == [
        ("Yes", "sheet Sheet1, cell B2"),
        ("No", "sheet Sheet1, cell C3"),
    ]


def test_no_to_a_question_is_a_negative_statement_with_the_question_beside_it(read: Read) -> None:
    table = [list(HEADING.values()), *([r["q"], r["a"], r["c"]] for r in ROWS)]
    (text,) = read("x.xlsx", workbook({"Backups": table}))
    found = reader().read(text.passages).statements
    said = {(s.subcategories[0], s.polarity, s.quote, s.asked) for s in found}
    question = "Is multi-factor authentication enforced?"
    assert ("PR.AA-03", "not_implemented", "No", question) in said
    # the sheet's name is no topic of a question that has its own
    assert not [s for s in found if s.asked == question and s.subcategories == ("PR.DS-11",)]


def test_a_hidden_sheet_is_reported_and_not_read(read: Read) -> None:
    sheets: dict[str, Table] = {"Open": [["Words", "more"]], "Lists": [["MFA is enforced"]]}
    (text,) = read("x.xlsx", workbook(sheets, hidden=["Lists"]))
    assert not any("MFA" in p.text for p in text.passages)
    assert text.material.hidden[0].place == "sheet Lists, row 1"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_with_any_usual_separator_and_encoding(
    read: Read, separator: str, encoding: str
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(["Prüfung", "Frage", "Antwort"])
    writer.writerow(["1", "Werden Backups getestet; und wie, genau?", "Nein"])
    (text,) = read("x.csv", buffer.getvalue().encode(encoding))
    (passage,) = text.passages
    assert (passage.text, passage.locator) == ("Nein", "cell C2")
    assert passage.asked == "Werden Backups getestet; und wie, genau?"


def test_a_list_that_is_no_questionnaire_keeps_its_rows(read: Read) -> None:
    (text,) = read("x.csv", b"Device,Place,Notes\nNAS,office,never patched\nRouter,cellar,new\n")
    assert ("NAS", "office | never patched") in [(p.context, p.text) for p in text.passages]
    assert not any(p.asked for p in text.passages)


@pytest.mark.parametrize(
    "cells",
    [["Yes | No ☒ ☐"], ["Yes", "No ☒ ☐"], ["Yes", "No", "☒", "☐"], ["☐ ☒", "Yes", "No"]],
)
def test_boxes_that_stand_apart_from_their_words_say_nothing(read: Read, cells: list[str]) -> None:
    rows = [[q, *cells] for q in ("Are backups tested?", "Are all laptops encrypted?")]
    (text,) = read("x.xlsx", workbook({"Answers": rows}))
    assert not [p for p in text.passages if "Yes" in p.text or "No" in p.text]


def test_boxes_beside_their_words_are_read_as_ever(read: Read) -> None:
    rows = [["Question", "Answer"], ["Are backups tested?", "☒ Yes ☐ No"]]
    (text,) = read("x.xlsx", workbook({"Answers": rows}))
    assert text.passages[-1].text == "Yes"
