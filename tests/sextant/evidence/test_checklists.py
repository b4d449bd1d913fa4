"""Lists with a tick or a cross at each item."""

from __future__ import annotations

import pytest

from sextant.evidence.checklists import filled_in, ticked
from sextant.evidence.passages import text_blocks
from tests.sextant.evidence.reading_texts import polarities, read_text

LIST = """\
# Checklist

- [x] Multi-factor authentication for all remote access
- [ ] Backups tested
- [~] Laptops encrypted
"""
SIGNS = "✔ Laptops encrypted\n✘ Logs reviewed\n✅ Staff trained every year\n"
FORM = "☐ Multi-factor authentication for remote access\n☐ Backups tested\n"


def test_what_is_ticked_is_in_place_and_what_is_not_is_lacking() -> None:
    found = polarities(LIST)
    assert found["PR.AA-03"] == "implemented"
    assert found["PR.DS-11"] == "not_implemented"
    assert found["PR.DS-01"] == "partial"


def test_each_line_with_a_sign_is_an_item_and_quoted_with_it() -> None:
    found = {s.quote: s.polarity for s in read_text(SIGNS).statements}
    assert found["✔ Laptops encrypted"] == found["✅ Staff trained every year"] == "implemented"
    assert found["✘ Logs reviewed"] == "not_implemented"


def test_a_form_that_nobody_filled_in_says_nothing() -> None:
    assert polarities(FORM) == {}


def test_crosses_need_no_tick_beside_them() -> None:
    assert polarities(FORM.replace("☐", "❌")) == {
        "PR.AA-03": "not_implemented", "PR.DS-11": "not_implemented",
    }  # fmt: skip


def test_no_fact_is_taken_from_what_is_not_ticked() -> None:
    read = read_text("- [x] Laptops encrypted\n- [ ] We take card payments in the shop\n")
    assert not any(m.id == "takes_cards" and m.present for m in read.mentions)


@pytest.mark.parametrize("text", ["☐ Yes", "☒ Yes ☐ No", "[1] Laptops encrypted", "x marks it", ""])
def test_choices_and_references_are_no_items(text: str) -> None:
    assert ticked(text) == (None, text)


def test_a_list_that_somebody_used_keeps_its_empty_boxes() -> None:
    blocks = list(text_blocks(FORM + "☑ Logs reviewed\n"))
    assert len(list(filled_in(blocks))) == len(blocks) == 3
