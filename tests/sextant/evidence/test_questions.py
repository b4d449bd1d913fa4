"""Questions and headings as context: an answer speaks of what was asked."""

from __future__ import annotations

import pytest

from tests.sextant.evidence.polarities import polarity, read_of


@pytest.mark.parametrize(
    ("context", "text", "expected"),
    [
        ("Multi-factor authentication", "Not yet.", "not_implemented"),
        ("Multi-factor authentication", "Yes, for everyone.", "implemented"),
        ("Multi-factor authentication", "Only the directors.", "partial"),
        ("MFA", "We have not got round to it.", "not_implemented"),
        ("Is multi-factor authentication on for everybody?", "Not on the service desk.", "partial"),
        ("Is multi-factor authentication on for everybody?", "contractors not yet", "partial"),
    ],
)
def test_an_answer_speaks_of_its_topic(context: str, text: str, expected: str) -> None:
    assert polarity(text, "PR.AA-03", context) == expected


def test_a_question_about_the_test_of_a_plan_asks_nothing_of_the_plan() -> None:
    asked = "Is your incident response plan rehearsed each year?"
    assert polarity("No.", "ID.IM-02", asked) == "not_implemented"
    assert polarity("No.", "ID.IM-04", asked) == "none"


def test_a_question_is_context_for_its_answer_and_says_nothing_itself() -> None:
    assert polarity("Do you use multi-factor authentication?", "PR.AA-03") == "none"
    assert polarity("Do you use multi-factor authentication? No.", "PR.AA-03") == "not_implemented"
    assert polarity("Q: Is MFA on? A: Yes, it is.", "PR.AA-03") == "implemented"


def test_the_question_of_an_interview_stands_above_the_whole_answer() -> None:
    lone = "Me, and my son. I use my everyday account for it."
    assert "PR.AA-05" not in read_of("", lone)
    for question in (
        "**Who has admin?**",
        "Who are the administrators?",
        "Q: Who has admin rights?",
    ):
        assert read_of("", f"{question}\n{lone}").get("PR.AA-05") == "not_implemented"


def test_a_question_in_the_middle_of_a_line_does_not() -> None:
    assert "PR.AA-05" not in read_of("", "Who has admin? Me, and my son. I sat at his desk.")


def test_yes_or_no_is_no_answer_of_both() -> None:
    assert "GV.RR-03" not in {
        s for s, p in read_of("", "Is there a budget? I ask and she says yes or no.").items()
        if p == "partial"
    }  # fmt: skip


def test_a_question_about_an_event_gives_its_answer_no_topic() -> None:
    told = "What happened with the stolen laptop?\nTim left it on the train."
    assert read_of("", told) == {}
