"""Transcripts: each answer is read together with its question, whoever gives it."""

from __future__ import annotations

import pytest

from sextant.evidence.material import Block
from sextant.evidence.passages import text_blocks
from sextant.evidence.turns import with_turns

NAMED = """Oakes: Is the billing system backed up?
Priya: Every night.
Oakes: Is a copy offline?
Walt: In theory.
Priya: No. We never bought any tapes.
And the old ones went to the tip.
Oakes: Thank you.
"""
QUESTIONED = """Q: MFA?
A (Lund): A code by text message.

Q: Who reads the logs?
A (Greer): Backups: that's Lund. Logs: nobody.
"""
TIMED = """[10:01] Anna Smith: Do you patch?
[10:02] IT manager: Monthly.
[10:03] Anna Smith: And the tills?
[10:04] IT manager: Not those.
"""
HEARD = """Q. Did anything alert you?
A. We don't have anything like that.
Q. Do you encrypt laptops?
A. No.
"""
NOTES = """Backup: nightly to NAS.
MFA: on for admins? to be checked.
Firewall: FortiGate.
Backup: restore never tried.
"""


def answers(text: str) -> list[tuple[str, str]]:
    return [(b.context, b.text) for b in with_turns(text_blocks(text)) if b.asked]


def test_each_speakers_answer_stands_beside_the_question_it_answers() -> None:
    assert answers(NAMED) == [
        ("Is the billing system backed up?", "Every night."),
        ("Is a copy offline?", "In theory."),
        ("Is a copy offline?", "No. We never bought any tapes.\nAnd the old ones went to the tip."),
    ]


def test_a_question_in_capitals_is_no_heading_and_a_label_within_an_answer_stays() -> None:
    assert answers(QUESTIONED) == [
        ("MFA?", "A code by text message."),
        ("Who reads the logs?", "Backups: that's Lund. Logs: nobody."),
    ]


def test_the_letters_of_a_hearing_name_who_asks_and_who_answers() -> None:
    assert answers(HEARD) == [
        ("Did anything alert you?", "We don't have anything like that."),
        ("Do you encrypt laptops?", "No."),
    ]


def test_times_of_a_recording_are_no_part_of_a_name() -> None:
    assert answers(TIMED) == [("Do you patch?", "Monthly."), ("And the tills?", "Not those.")]


def test_an_answer_is_found_in_the_line_where_it_stands() -> None:
    places = [b.place for b in with_turns(text_blocks(NAMED)) if b.asked]
    assert places == ["line 2", "line 4", "line 5"]


def test_what_nobody_answers_is_kept_as_text() -> None:
    kept = list(with_turns(text_blocks(NAMED + "\nOakes: Anything else?\n")))
    assert kept[-1] == Block("text", "Anything else?", "line 9")


@pytest.mark.parametrize("text", [NOTES, "Dear all,\n\nNote: the tills are old.\n"])
def test_notes_with_labels_are_left_as_they_are(text: str) -> None:
    blocks = tuple(text_blocks(text))
    assert tuple(with_turns(blocks)) == blocks
