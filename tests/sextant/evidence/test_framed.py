"""Lines and titles that say what those below them are."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextant.evidence.framed import frames, with_headings
from sextant.evidence.material import Block
from tests.sextant.evidence.documents.samples import word
from tests.sextant.evidence.reading_files import polarities_in, polarities_of

ADVICE = "{}\n\nEncrypt all laptops.\n\nTest the backups every quarter.\n"


@pytest.mark.parametrize(
    "title", ["Recommendations for Miller Plumbing", "Our recommendations", "What good looks like"]
)
def test_below_a_title_that_recommends_nothing_is_told_as_done(title: str, tmp_path: Path) -> None:
    assert polarities_of(tmp_path, "visit.txt", ADVICE.format(title)) == {}
    assert polarities_of(tmp_path, "visit.md", ADVICE.format("# " + title)) == {}


def test_a_title_that_only_names_the_document_leaves_what_is_below_it(tmp_path: Path) -> None:
    told = polarities_of(tmp_path, "visit.txt", ADVICE.format("What the people at Miller do"))
    assert told["PR.DS-01"] == "implemented"


def test_the_line_above_another_list_ends_what_a_line_says(tmp_path: Path) -> None:
    text = "Assumptions\n- Laptops are encrypted\n\nConfirmed\n- Servers are patched monthly\n"
    assert polarities_of(tmp_path, "plan.txt", text) == {"PR.PS-02": "implemented"}


def test_a_phrase_opens_a_line_as_whole_words() -> None:
    assert frames("2. Definitions", ["definitions"])
    assert not frames("Goalkeepers", ["goal"])


def test_nothing_else_about_a_document_changes() -> None:
    blocks = [Block("text", "Laptops are encrypted", "line 1"), Block("text", "x", "line 2")]
    assert list(with_headings(blocks, ["definitions"])) == blocks
    assert list(with_headings([], ["definitions"])) == []


@pytest.mark.parametrize("style", ["List Bullet", "List Number"])
def test_the_items_of_a_list_in_word_stand_under_what_leads_to_them(
    style: str, tmp_path: Path
) -> None:
    def build(document: object) -> None:
        document.add_paragraph("The company did not:")  # type: ignore[attr-defined]
        document.add_paragraph("encrypt its laptops", style=style)  # type: ignore[attr-defined]

    (tmp_path / "found.docx").write_bytes(word(build))
    assert polarities_in(tmp_path, "found.docx") == {"PR.DS-01": "not_implemented"}


def test_the_items_of_a_list_on_a_page_stand_under_what_leads_to_them(tmp_path: Path) -> None:
    page = "<p>The company did not:</p><ul><li>encrypt its laptops</li><li><p>train staff</p></ul>"
    told = polarities_of(tmp_path, "found.html", f"<html><body>{page}</body></html>")
    assert told == {"PR.DS-01": "not_implemented", "PR.AT-01": "not_implemented"}


@pytest.mark.parametrize(
    "sentence",
    [
        "7.1 The Supplier shall encrypt all customer data at rest and in transit.",
        "On termination the Supplier shall delete all customer data.",
        "The settlement requires the practice to test its backups every quarter.",
        "Multi-factor authentication and logging were within the scope of the test.",
    ],
)
def test_what_somebody_else_shall_do_is_not_told_of_us(sentence: str, tmp_path: Path) -> None:
    assert polarities_of(tmp_path, "contract.txt", sentence) == {}


def test_what_is_to_be_done_for_us_is_a_rule_of_ours(tmp_path: Path) -> None:
    rule = "The supplier must complete our security questionnaire before we sign a contract."
    assert polarities_of(tmp_path, "notes.txt", rule) != {}


@pytest.mark.parametrize("promised", ["agreed to", "committed to", "undertook to", "resolved to"])
def test_what_was_promised_is_planned(promised: str, tmp_path: Path) -> None:
    text = f"The practice {promised} implement multi-factor authentication for remote access."
    assert polarities_of(tmp_path, "press.txt", text) == {"PR.AA-03": "planned"}
