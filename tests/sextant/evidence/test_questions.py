"""Questions and headings as context: an answer speaks of what was asked."""

from __future__ import annotations

import pytest

from sextant.evidence.questions import Asked, QuestionReader
from sextant.evidence.text import tokens
from sextant.reading import reader
from sextant.records import Passage
from tests.sextant.evidence.building import parts
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


def opened(text: str, context: str = "", asked: str = "") -> tuple[QuestionReader, Asked]:
    reader = QuestionReader(parts().naming, parts().answers)
    passage = Passage(source="s", locator="l", text=text, context=context, asked=asked)
    return reader, reader.opened(passage)


def test_a_question_with_a_topic_of_its_own_is_not_about_its_heading() -> None:
    _, asked = opened("Yes.", "Training", "Are backups tested?")
    assert asked.heading == asked.question == tokens("Are backups tested?")
    _, vague = opened("Yes.", "Training", "Is that so?")
    assert vague.heading == tokens("Training")


def test_a_question_says_nothing_and_waits_for_the_next_sentence() -> None:
    reader, asked = opened("Are backups tested? Yes.")
    question = tokens("Are backups tested?")
    assert reader.says_nothing("Are backups tested?", question, asked)
    assert asked.question == question
    assert not reader.says_nothing("Yes.", tokens("Yes."), asked)
    asked.move_on()
    assert (asked.question, asked.answered) == ((), question)


def test_an_evasion_says_nothing_and_is_remembered() -> None:
    reader, asked = opened("You would have to ask Dave.", asked="Are backups tested?")
    said = "You would have to ask Dave."
    assert reader.says_nothing(said, tokens(said), asked)
    assert asked.evaded


def test_not_applicable_closes_the_question() -> None:
    reader, asked = opened("N/A.", "Cloud", "Are backups tested?")
    assert reader.says_nothing("N/A.", tokens("N/A."), asked)
    assert asked.heading == asked.question == ()


def test_a_question_on_a_line_of_its_own_stands_above_the_whole_answer() -> None:
    line = "**Who may come in?**"
    reader, asked = opened(f"{line}\nThe four of us.")
    reader.says_nothing(line, tokens(line), asked)
    assert asked.standing == asked.question
    assert asked.under_standing_question().heading[-len(asked.standing) :] == asked.standing


def test_a_question_about_an_event_stands_above_nothing() -> None:
    line = "What happened with the mailbox?"
    reader, asked = opened(f"{line}\nIt was March.")
    reader.says_nothing(line, tokens(line), asked)
    assert asked.standing == ()


def test_an_answer_that_was_none_keeps_its_question_waiting() -> None:
    _, asked = opened("Well.", asked="Are backups tested?")
    asked.waiting = True
    asked.move_on()
    assert asked.question == tokens("Are backups tested?")
    asked.move_on()
    assert asked.question == ()


@pytest.mark.parametrize(
    "asked", ["Anything people use that they maybe shouldn't?", "What do people use?"]
)
def test_a_question_takes_no_fact_away_from_its_answer(asked: str) -> None:
    text = "The doctors text each other about patients on their own phones."
    passage = Passage(source="x.md", locator="line 1", text=text, context=asked, asked=asked)
    facts = {m.id for m in reader().read([passage]).mentions if m.present}
    assert {"byod", "shadow_it"} <= facts


def test_a_heading_that_forbids_still_does() -> None:
    passage = Passage(source="x.md", locator="line 1", text="Own phones.", context="Not allowed")
    assert [m.present for m in reader().read([passage]).mentions if m.id == "byod"] == [False]


@pytest.mark.parametrize(
    ("question", "answer", "subcategory", "expected"),
    [
        ("How often are access rights reviewed?", "Twice a year.", "PR.AA-05", "implemented"),
        ("How often are access rights reviewed?", "Never.", "PR.AA-05", "not_implemented"),
        ("How often does the board get a report on cybersecurity?", "Twice a year.", "GV.RR-01",
         "implemented"),
        ("How soon will you notify us of a breach?", "Within 36 hours.", "RS.CO-02", "implemented"),
        ("How soon will you notify us of a breach?", "We cannot commit to a time.", "RS.CO-02",
         "not_implemented"),
        ("How often is staff trained?", "Redundant data centres", "PR.AT-01", "none"),
        ("Who is responsible for information security?", "Our IT manager", "GV.RR-02",
         "implemented"),
    ],
)  # fmt: skip
def test_who_says_when_says_that_it_is_done(
    question: str, answer: str, subcategory: str, expected: str
) -> None:
    assert polarity(answer, subcategory, question) == expected


@pytest.mark.parametrize(
    ("text", "subcategory", "expected"),
    [
        ("Broker asked who is accountable for security. The director is.", "GV.RR-01",
         "implemented"),
        ("Broker asked who is accountable for security. Nobody is.", "GV.RR-02", "not_implemented"),
        ("The auditor asked whether laptops are encrypted. They are.", "PR.DS-01", "implemented"),
        ("Asked about backups. Nightly, and restored every month.", "PR.DS-11", "implemented"),
        ("Nobody asked whether the backups work. They fail every night.", "PR.DS-11",
         "not_implemented"),
        ("The broker asked whether the backups work.", "PR.DS-11", "none"),
    ],
)  # fmt: skip
def test_what_was_asked_is_answered_by_what_follows(
    text: str, subcategory: str, expected: str
) -> None:
    assert polarity(text, subcategory) == expected


def test_required_of_all_but_not_of_some_is_both() -> None:
    text = "Required for all employees since 2023. Students are not required to use it."
    assert polarity(text, "PR.AA-03", "MFA") == "implemented/not_implemented"
