"""The organisation's own name in its texts is "we"."""

from __future__ import annotations

import pytest

from sextant.evidence.own_name import OwnName, own_name

FORMS = frozenset({"ltd", "gmbh", "inc"})


def named(name: str) -> OwnName:
    return own_name(name, FORMS, {"First", "Software", "Harbour"}.__contains__)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Marlow & Finch Ltd", "Marlow & Finch"), ("Tallyroom Software", "Tallyroom"),
        ("Brandtmeier GmbH", "Brandtmeier"), ("First Harbour Bank", "First Harbour Bank"),
    ],
)  # fmt: skip
def test_a_name_has_shorter_forms(name: str, form: str) -> None:
    assert named(name).forms[-1] == form


def test_a_name_of_few_letters_is_left_alone() -> None:
    assert named("Oak").forms == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Tallyroom encrypts its disks.", "we encrypts its disks."),
        ("Tallyroom's laptops are locked.", "our laptops are locked."),
        ("The Tallyroom app is tested.", "our app is tested."),
        ("Nobody at Tallyroom knows.", "Nobody at us knows."),
        ("Write to help@tallyroom.example.", "Write to help@tallyroom.example."),
        ("Tallyrooms differ.", "Tallyrooms differ."),
    ],
)
def test_texts_speak_of_us_by_name(text: str, read: str) -> None:
    assert named("Tallyroom Software").as_we(text) == read


def test_without_a_name_every_text_stays_as_it_is() -> None:
    assert OwnName().as_we("Tallyroom encrypts.") == "Tallyroom encrypts."
    assert not OwnName().occurs_in("Tallyroom")
