"""Lists: each item is read by itself, with what leads to all of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.evidence.text import sentences
from tests.sextant.evidence.reading_texts import polarities, read_text

BULLETS = """\
# Findings

{}

- encrypt laptops that leave the building;
- review the logs of its servers.
"""
INLINE = (
    "The order says that the firm {} (a) encrypt the laptops of its sales staff, (b) train new "
    "employees on security, and (c) review the access logs of its database servers."
)


@pytest.mark.parametrize(
    ("lead", "polarity"),
    [
        ("The company failed to:", "not_implemented"),
        ("In short, it did not:", "not_implemented"),
        ("Meridian agreed to:", "planned"),
        ("Every quarter we:", "implemented"),
    ],
)
def test_a_heading_says_of_its_bullets_whether_they_are_done(lead: str, polarity: str) -> None:
    found = polarities(BULLETS.format(lead))
    assert found["PR.DS-01"] == polarity
    assert set(found.values()) == {polarity}


@pytest.mark.parametrize(
    ("lead", "polarity"), [("failed to", "not_implemented"), ("promised to", "planned")]
)
def test_what_leads_to_a_list_in_a_sentence_holds_for_each_item(lead: str, polarity: str) -> None:
    found = polarities(INLINE.format(lead))
    assert {found["PR.DS-01"], found["PR.AT-01"], found["DE.AE-02"]} == {polarity}


def test_an_item_is_quoted_alone_and_shows_what_leads_to_it() -> None:
    statements = read_text(INLINE.format("failed to")).statements
    told = {s.quote: s.asked for s in statements}
    assert told["(b) train new employees on security"] == "The order says that the firm failed to"


def test_the_first_line_of_a_text_may_lead_to_its_list() -> None:
    text = "We do not:\n1. patch the old servers\n2. encrypt laptops\n"
    assert polarities(text) == {"PR.PS-02": "not_implemented", "PR.DS-01": "not_implemented"}


def test_what_is_listed_as_missing_is_lacking() -> None:
    text = (
        "The following was missing:\n- multi-factor authentication for remote access\n"
        "- an incident response plan\n"
    )
    found = polarities(text)
    assert found["PR.AA-03"] == found["ID.IM-04"] == "not_implemented"


def test_a_sentence_of_its_own_under_such_a_heading_says_what_it_says() -> None:
    text = (
        "# Notes\n\nWhat the auditor said we do not have:\n\n"
        "Backups are taken every night and kept at another site.\n"
    )
    assert polarities(text)["PR.DS-11"] == "implemented"


def test_items_with_verbs_of_their_own_are_told_apart() -> None:
    text = (
        "(i) encrypts card data from the moment the card is read;\n"
        "(ii) does not test its incident response plan."
    )
    found = polarities(text)
    assert found["PR.DS-01"] == "implemented"
    assert found["ID.IM-02"] == "not_implemented"


@pytest.mark.parametrize(
    "text",
    ["See section 5 (a) and 7 (b) of it.", "We have two (2) people (a) here.", "A plan (draft)."],
)
def test_references_and_remarks_are_no_lists(text: str) -> None:
    assert sentences(text) == (text,)


def test_a_reference_within_an_item_does_not_cut_it() -> None:
    text = "(i) keeps logs; (ii) tests (see section 5 (a) there) its plan."
    assert sentences(text) == ("(i) keeps logs", "(ii) tests (see section 5 (a) there) its plan.")


@given(st.lists(st.sampled_from(["(a) one", "(b) two;", "and", "(i)", "x (1) y", "5 (c)"])))
def test_sentences_are_in_the_text_in_order(parts: list[str]) -> None:
    text, at = " ".join(parts), 0
    for sentence in sentences(text):
        at = text.index(sentence, at) + len(sentence)


def test_a_long_blank_within_an_item_takes_no_longer() -> None:
    text = f"The firm failed to (a) encrypt{' ' * 50_000}laptops; (b) patch servers; and "
    began = time.process_time()
    read_text(text)
    assert time.process_time() - began < 10
