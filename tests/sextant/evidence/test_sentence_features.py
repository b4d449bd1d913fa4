"""What the classifiers look at in a sentence and in what it stands under."""

from __future__ import annotations

from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

FEATURES = parts().features


def test_a_sentence_has_its_own_features_and_those_of_its_heading() -> None:
    heading = tokens("Backups")
    own = FEATURES.of_own_words("They are tested each month.")
    assert own
    assert FEATURES.of_sentence("They are tested each month.", heading) == own | FEATURES.of_topic(
        heading
    )


def test_what_is_denied_has_other_features_than_what_is_done() -> None:
    assert FEATURES.of_own_words("Backups are tested.") != FEATURES.of_own_words(
        "Backups are not tested."
    )


def test_under_no_heading_there_are_no_features_of_one() -> None:
    assert FEATURES.of_topic(()) == frozenset()


def test_invisible_characters_change_nothing() -> None:
    assert FEATURES.of_own_words("Back\u200bups are tested.") == FEATURES.of_own_words(
        "Backups are tested."
    )


def test_a_question_in_a_text_is_what_the_next_sentence_stands_under() -> None:
    answered = FEATURES.of_text("Are backups tested? Every month.")
    assert answered == FEATURES.of_sentence("Every month.", tokens("Are backups tested?"))


def test_a_text_that_is_a_question_has_the_features_of_its_words() -> None:
    assert FEATURES.of_text("Are backups tested?") == FEATURES.of_own_words("Are backups tested?")
