"""Branding on the pages: kept, checked, in the reports."""

from __future__ import annotations

from sextant.service import Finished
from sextant.ui import drafts
from sextant.ui.drafts import Draft
from sextant.ui.new_assessment import QUESTIONS
from tests.sextant.ui.sessions import HOSTILE, OWNER, opened, press, texts


def test_branding_is_kept_checked_and_goes_into_the_report(
    saved: dict[str, str], clinic: Finished
) -> None:
    test = opened("downloads", saved)
    test.text_input(key="ask.brand.consultant").input(f"Vogel & Co {HOSTILE}").run()
    assert not test.exception and not test.error
    again = opened("downloads", saved)
    assert again.text_input(key="ask.brand.consultant").value == f"Vogel & Co {HOSTILE}"
    again.color_picker(key="ask.brand.cover").set_value("#ffffff").run()
    again.color_picker(key="ask.brand.accent").set_value("#fefefe").run()
    assert "contrast" in texts(again)
    labels = [b.label for b in again.download_button]
    assert not any("PDF" in label for label in labels) and any("Excel" in label for label in labels)


def test_branding_may_be_given_before_the_assessment() -> None:
    test = opened("new_assessment")
    assert not test.color_picker
    test.checkbox(key="ask.brand.wished").check().run()
    test.text_input(key="ask.brand.consultant").input("Vogel").run()
    assert not next(b for b in test.button if b.label == "Assess").disabled
    test.color_picker(key="ask.brand.accent").set_value("#fefefe").run()
    assert next(b for b in test.button if b.label == "Assess").disabled
    assert drafts.load(OWNER).answers["brand.consultant"] == "Vogel"


def test_a_form_filled_in_at_its_limits_is_still_a_profile() -> None:
    given = {"source": QUESTIONS, "name": "X", "employees": 0, "revenue": 0, "records.pii": 0,
             "countries": ["US", "DE"], "incidents": "\n\n", "description": " "}  # fmt: skip
    drafts.save(OWNER, Draft(given))
    test = opened("new_assessment")
    assert not test.exception and not test.error
    assert not next(b for b in test.button if b.label == "Assess").disabled


def test_a_branding_yaml_fills_the_form(saved: dict[str, str]) -> None:
    test = opened("downloads", saved)
    text = b"consultant: Vogel\nlogo: ../../etc/passwd\ncolors: {cover: '#204060'}\n"
    test.file_uploader[0].upload("b.yaml", text).run()
    assert not test.exception and not test.error
    assert test.text_input(key="ask.brand.consultant").value == "Vogel"
    assert test.color_picker(key="ask.brand.cover").value == "#204060"


def test_discarding_forgets_the_draft_and_keeps_the_branding() -> None:
    drafts.save(OWNER, Draft({"source": QUESTIONS, "name": "X", "brand.consultant": "Vogel"}))
    press(opened("new_assessment"), "Discard what was typed and added")
    assert drafts.load(OWNER).answers.get("brand.consultant") == "Vogel"
    assert "name" not in {k for k, v in drafts.load(OWNER).answers.items() if v}
