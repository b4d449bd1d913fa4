"""Headings and questions: what the sentences of a passage stand under, and what answers them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from frameworks.schema import ReportedQuestions
from sextant.evidence.answers import AnswerReader
from sextant.evidence.instructions import unmasked
from sextant.evidence.naming import Naming
from sextant.evidence.text import BREAK, Token, is_question, tokens
from sextant.records import Passage

_LETTER = re.compile(r"A[.:]\s+(?=\S)")
_INITIAL = re.compile(r"([YN])(?=\s*(?:[-–,;:(.|]|$))")  # "N - a spreadsheet"
_INITIALS = {"Y": "Yes", "N": "No"}
_REPORTING = 9  # words in which somebody asks whether
_TOPIC = 2  # words of a sentence that only names what is spoken of
_ASKER = 4  # words up to "asked", with who asks
_QUESTION_MARK = tokens("?")


@dataclass
class Asked:
    """What the sentences of a passage stand under, and how far its question is answered."""

    heading: tuple[Token, ...]
    question: tuple[Token, ...]  # that the next sentence answers
    answered: tuple[Token, ...]  # the one that came before
    above: bool = False  # the heading is a question
    told: bool = False
    evaded: bool = False
    waiting: bool = False  # what was said was no answer; perhaps the next sentence is
    lines: frozenset[str] = frozenset()  # of the passage
    head: tuple[Token, ...] = ()  # "Pen test: 2023. 2024 skipped.": what notes go on about
    before: str = ""  # the sentence before
    lead: str = ""  # what a note leans on whose head stands in no label, in words
    standing: tuple[Token, ...] = ()  # the question of an interview, above its whole answer

    def under_standing_question(self) -> Asked:
        """The same, with the question of the interview for a heading."""
        return replace(self, heading=(*self.heading, BREAK, *self.standing))

    def move_on(self, head: tuple[Token, ...] = ()) -> None:
        """A sentence was read: its question is answered, unless what was said was no answer.
        `head`: with which it opened, or goes on."""
        self.head, self.lead = (head, "") if head else (self.head, self.lead)
        self.answered = self.question or self.answered
        self.question = self.question if self.waiting else ()
        self.waiting = False


class QuestionReader:
    """Follows the questions of a passage. Holds only what it was built from."""

    def __init__(
        self,
        naming: Naming,
        answers: AnswerReader,
        minuted: frozenset[str] = frozenset(),
        reported: ReportedQuestions | None = None,
    ) -> None:
        self._naming = naming
        self._answers = answers
        self._minuted = minuted
        self._asking = frozenset(reported.verbs if reported else ())
        self._links = frozenset(reported.links if reported else ())
        self._open_links = frozenset(reported.open_links if reported else ())

    def opened(self, passage: Passage) -> Asked:
        """What the passage stands under, and which question it answers."""
        question = tokens(unmasked(passage.asked))
        heading = tokens(unmasked(passage.context))
        if passage.asked and self._naming.topics(passage.asked):
            heading = question  # a question with a topic of its own is not about its heading's
        lines = frozenset(map(_bare, passage.text.splitlines()))
        return Asked(heading, question, question, lines=lines)

    def says_nothing(self, sentence: str, words: Sequence[Token], asked: Asked) -> bool:
        """Whether it is a question, a "well", or said instead of an answer; `asked` follows."""
        reported = self._reported_question(words)
        if reported or is_question(sentence):
            self._ask(sentence, reported or words, asked)
            return True
        goes_on = self._answers.is_elliptical(words) or self._answers.resumes(words)
        if not asked.question and asked.answered and goes_on:
            asked.question = asked.answered  # "Cyber, no.", "Now there is one." go on answering
        under_question = bool(asked.question or asked.answered or asked.above)
        told = asked.heading[-1:] != () and self._answers.whole(words) is not None
        passes = told and not _asks(asked.question or asked.answered or asked.heading)
        if under_question and not passes and self._answers.evades(words):
            asked.answered, asked.evaded = asked.question or asked.answered, True
            if self._answers.is_inapplicable(words):
                asked.heading = asked.question = ()
            return True
        if not (asked.heading or asked.question):
            return False
        again = asked.told and not asked.question  # "One log-in for all. Always has been."
        goes_on = again and self._answers.whole(words) == "implemented"
        return goes_on or self._answers.is_filler(words)

    def _reported_question(self, words: Sequence[Token]) -> Sequence[Token]:
        """ "Mr Tully asked whether anybody had tested it.": what was asked; () for "nobody asked
        whether ...", and where nothing is."""
        for i, (verb, link) in enumerate(pairwise(words[:_REPORTING])):
            if verb.text in self._asking and link.text in self._links:
                return () if self._answers.denies(words[:i]) else words[i + 2 :]
        return ()

    def is_reported(self, words: Sequence[Token], following: str, asked: Asked) -> bool:
        """Whether a sentence tells what was asked, and the next one what was answered: "Broker
        asked who is accountable. The director is."; `asked` follows."""
        at = next((i for i, t in enumerate(words[:_ASKER]) if t.text in self._asking), -1)
        behind = words[at + 1 : at + 2]
        if at < 0 or not following or not behind or behind[0].text not in self._open_links:
            return False
        if any(t.text in (",", ";", ":") for t in words) or self._answers.denies(words[:at]):
            return False
        if self._answers.has_auxiliary(words[:at]):
            return False
        asked.question = (*words[at + 1 : -1], *_QUESTION_MARK)
        asked.evaded = False
        return True

    def names_topic(self, sentence: str, following: str, asked: Asked) -> bool:
        """Whether a sentence only names what the next one is about: "MFA. Approved in March." of
        minutes; `asked` follows."""
        words = tokens(unmasked(sentence))
        named = [t for t in words if not t.is_mark]
        if len(named) > _TOPIC or not following or self._answers.whole(words) is not None:
            return False
        if asked.heading and len(named) == 1 and named[0].text.endswith("ed"):
            return False  # "Old drives": "Drilled."
        says = self._answers.is_clause(words) or self._answers.is_elliptical(words)  # "SIEM no."
        if says or not self._tells(tokens(unmasked(following))):
            return False
        if not self._naming.topics(sentence):
            return False
        asked.heading = (*asked.heading, BREAK, *words)
        return True

    def _tells(self, words: Sequence[Token]) -> bool:
        minuted = words[:1] and words[0].text in self._minuted
        return (
            bool(minuted)
            or self._answers.is_clause(words)
            or self._answers.whole(words) is not None
        )

    def _ask(self, sentence: str, words: Sequence[Token], asked: Asked) -> None:
        asked.question, asked.evaded = tuple(words), False
        if _bare(sentence) in asked.lines:
            story = self._answers.asks_for_a_story(words)
            asked.standing = () if story else tuple(words)
            asked.question = asked.standing


def _asks(words: Sequence[Token]) -> bool:
    """Whether it is a question, which "pass" declines; a control that is tested passes."""
    return words[-1:] != () and words[-1].text == "?"


def _bare(line: str) -> str:
    """Without what sets it off: "**Who has admin?**"."""
    return line.strip("*_ \t")


def unlettered(answer: str, asked: Asked) -> str:
    """ "A. No." behind a question: the letter of who answers is no word of the answer; that of "N"
    and "Y" is one."""
    if not asked.question:
        return answer
    if initial := _INITIAL.match(answer):
        return _INITIALS[initial[1]] + answer[1:]
    return _LETTER.sub("", answer, count=1) if _LETTER.match(answer) else answer
