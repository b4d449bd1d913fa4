"""Passages are ranked by relevance, then by the worth of the voice."""

from __future__ import annotations

from sextant.tokens import PassageIndex, Section, rank


def test_the_passage_about_the_question_comes_first() -> None:
    sections = [
        Section("A", "Lunch is at noon."),
        Section("B", "Backups are encrypted and stored off site."),
        Section("C", "The printer is leased."),
    ]
    found = rank("Are backups encrypted?", sections)
    assert [s.id for s in found][0] == "B" and [s.rank for s in found] == [0, 1, 2]


def test_of_equal_words_the_better_voice_comes_first_and_none_is_lost() -> None:
    sections = [
        Section("A", "Backups run daily."),
        Section("B", "Backups run daily.", reliability="scanner"),
        Section("C", "🧭"),
    ]
    assert [s.id for s in rank("backup", sections)] == ["B", "A", "C"]


def test_texts_without_words_and_empty_questions_keep_every_passage() -> None:
    for query in ("", "🧭", "backup"):
        assert {s.id for s in rank(query, [Section("A", "🧭"), Section("B", "!")])} == {"A", "B"}
    assert rank("backup", []) == ()


def test_a_long_passage_is_ranked_in_parts_that_keep_sentences_whole() -> None:
    text = "The lift is serviced. " * 90 + "Backups are tested monthly."
    index = PassageIndex([Section("E", text, splittable=True)], piece=500)
    best = index.rank("backups tested")[0]
    assert "Backups are tested monthly." in best.full and best.id == f"E.{len(index.sections)}"
    assert " ".join(s.full for s in index.sections) == text
