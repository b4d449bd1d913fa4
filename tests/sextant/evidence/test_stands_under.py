"""A few words are quoted with what they stand under."""

from __future__ import annotations

import pytest

from sextant.evidence.stands_under import about
from sextant.records import Passage


def passage(text: str, context: str = "", asked: str = "") -> Passage:
    return Passage(source="a.md", locator="line 1", text=text, context=context, asked=asked)


@pytest.mark.parametrize(
    ("text", "context", "quote", "expected"),
    [
        ("First one in January.", "restore drill", "First one in January.", "restore drill"),
        ("**Q: Is there a plan?** No. I guess.", "When it burns", "I guess.", "Is there a plan?"),
        ("Server: 2012 R2. EOL.", "", "EOL.", "Server"),
        ("They came in March. Not really.", "", "Not really.", "They came in March."),
        ("We tried the cables and the switch. Nothing in it is of any use.", "",
         "Nothing in it is of any use.", ""),
        ("Password was admin.", "5.", "Password was admin.", ""),
    ],
)  # fmt: skip
def test_few_words_have_their_question_topic_or_head(
    text: str, context: str, quote: str, expected: str
) -> None:
    assert about(passage(text, context), quote) == expected


def test_who_says_more_needs_no_topic() -> None:
    text = "All nineteen of our laptops have been encrypted since the spring of last year."
    assert about(passage(text, "laptops"), text) == ""


def test_a_comment_has_the_answer_that_it_stands_beside() -> None:
    answer = passage("Yes\n\nsee our policy", asked="Is there a plan?", context="Is there a plan?")
    assert about(answer, "see our policy") == "Yes"
    assert about(answer, "Yes") == ""
