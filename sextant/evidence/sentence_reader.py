"""One sentence at a time: which labels it speaks of, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from frameworks.loader import Knowledge
from sextant.evidence.answers import AnswerReader
from sextant.evidence.assertion import AssertionReader, Reading
from sextant.evidence.clause_reader import ClauseReader
from sextant.evidence.enumerations import LeadReader
from sextant.evidence.instructions import unmasked
from sextant.evidence.labels import Said
from sextant.evidence.likeness import Likeness
from sextant.evidence.listed import ListedReader
from sextant.evidence.merging import (
    aspect,
    denied_in_part,
    favours,
    is_lack,
    is_lent,
    is_of_control,
    is_presumed,
    strongest,
    supplied,
)
from sextant.evidence.naming import Naming
from sextant.evidence.own_name import OwnName, own_name
from sextant.evidence.questions import Asked, QuestionReader, unlettered
from sextant.evidence.said_so_far import SaidSoFar
from sextant.evidence.second_look import SecondLook
from sextant.evidence.sentence_features import SentenceFeatures
from sextant.evidence.text import Token, sentences, tokens
from sextant.evidence.weaknesses import WeaknessReader
from sextant.evidence.yes_or_no import YesOrNoReader
from sextant.records import Passage

_NAMELESS = OwnName()
_CLEARLY, _HARDLY = 0.5, 0.02  # shares of one Subcategory in what words are like


@dataclass(frozen=True)
class _One:
    """A sentence of a passage. `topical`: it may be about its context by itself."""

    sentence: str
    words: tuple[Token, ...]
    topical: bool
    head: tuple[Token, ...] = ()  # of the line of notes that it goes on
    led: bool = False  # an item of a list that its lead makes a statement


class SentenceReader:
    """Reads the sentences of a passage. Built once per knowledge base, then read-only."""

    def __init__(self, knowledge: Knowledge) -> None:
        cues = knowledge.cues
        assertions = AssertionReader(cues)
        self._naming = Naming(knowledge)
        self._answers = AnswerReader(cues)
        self._questions = QuestionReader(
            self._naming, self._answers, frozenset(cues.minuted), cues.reported_questions
        )
        self._clauses = ClauseReader(cues, self._naming, assertions, self._answers)
        self._features = SentenceFeatures(
            cues, knowledge.likeness.small_words, self._naming, assertions
        )
        self._second_look = SecondLook(knowledge)
        self._yes_or_no = YesOrNoReader(
            self._naming, self._answers, self._features, self._second_look
        )
        self._weaknesses = WeaknessReader(knowledge)
        self._leads = LeadReader(cues, self._answers)
        self._open_questions = self._clauses.open_questions
        self._listed = ListedReader(cues)
        self._legal_forms = frozenset(cues.legal_forms)
        self._stand_ins = frozenset(cues.stand_ins)

    def topics(self, topic: str) -> tuple[tuple[str, str], ...]:
        """The (Subcategory, aspect) pairs that a short topic names ("multi-factor sign-in")."""
        return self._naming.topics(topic)

    def assets(self, text: str) -> tuple[str, ...]:
        """The kinds of asset that a heading, topic or question names."""
        return self._naming.assets(text)

    def features(self, text: str, context: str = "") -> set[str]:
        """What the classifiers look at, for training: the sentences, with what they stand under."""
        return self._features.of_text(text, context)

    def is_answer(self, sentence: str) -> bool:
        """Whether it is nothing but a yes, a no, "partly" or "planned", in whatever words."""
        return self._answers.whole(tokens(unmasked(sentence))) is not None

    def own_name(self, name: str) -> OwnName:
        """The forms in which an organisation's texts may name it."""
        return own_name(name, self._legal_forms, self._is_common)

    def _is_common(self, word: str) -> bool:
        return any(self._second_look.knows(t.stem) for t in tokens(word))

    def likeness(self, text: str) -> Likeness | None:
        """What the classifiers make of a text by itself; None when nothing in it was ever seen."""
        return self._second_look.likeness(frozenset(self.features(text)))

    def read(
        self,
        passage: Passage,
        skipped: Sequence[str] = (),
        topical: bool = False,
        own_name: OwnName = _NAMELESS,
    ) -> Iterator[tuple[str, list[Said]]]:
        """Each sentence with what it says; a question is context for the answer after it.

        `skipped` sentences are passed over. `topical`: what names no topic speaks of the context,
        as the statement of a practice speaks of its topic. `own_name`: whose texts these are.
        """
        asked = self._questions.opened(passage)
        state = SaidSoFar()
        every = sentences(passage.text)
        items = self._leads.items(every, passage.context)
        for item, following in zip(items, (*every[1:], ""), strict=False):
            sentence, told = item.sentence, own_name.as_we(unlettered(item.read, asked))
            words = tokens(unmasked(told))
            passed = not words or sentence in skipped or self._clauses.binds_other(words)
            if passed or self._questions.says_nothing(sentence, words, asked):
                continue
            if self._questions.is_reported(words, following, asked):
                continue
            opens = sentence == every[0]
            if opens and self._questions.names_topic(told, following, asked):
                continue
            earlier, state = state, state.moved_on()
            one = _One(told, words, topical and not asked.told, led=bool(item.led))
            said = self._read_in_place(one, asked, earlier, state)
            if earlier.lacked and self._clauses.supplies(words):
                said = [*state.said, *map(supplied, earlier.lacked)]
            state.spoke = any(map(is_of_control, said))
            if self._clauses.is_mended(tokens(unmasked(following))):
                state.lacked = [s for s in said if is_lack(s)]
                said = [s for s in said if not is_lack(s)]
                state.last = [s for s in state.last if not is_lack(s)]
            else:
                said = self._weaknesses.with_lacks(said)
            asked.told = asked.told or any(map(is_of_control, state.said))
            state.previous = words
            asked.move_on(state.label)
            asked.before = sentence
            if opens and topical:
                said = [*said, *self._topic_facts(passage.context, words, said)]
            said = self._listed.changed(said, sentence, passage.context)
            yield sentence, [replace(s, led=item.led) for s in said] if item.led else said

    def _topic_facts(self, topic: str, words: Sequence[Token], said: Sequence[Said]) -> list[Said]:
        """What the topic of a practice tells of: "Telework: two days a week"."""
        label = self._naming.fact_of_topic(topic)
        whole = self._answers.whole(words) or "implemented"
        if label is None or whole != "implemented" or self._answers.denies(words):
            return []
        if any(s.label.kind == label.kind and s.label.id == label.id for s in said):
            return []
        return [Said(label, whole, Reading(whole), size=1, answered=True)]

    def _read_in_place(
        self, one: _One, asked: Asked, earlier: SaidSoFar, state: SaidSoFar
    ) -> list[Said]:
        """What a sentence says where it stands: under a heading, in a line of notes, in answer to
        an interview's question; `state` is filled."""
        said = self._read_one(one, asked, state)
        if self._stands_in(one.words) and not (earlier.spoke or self._stands_in(earlier.previous)):
            asked.head, asked.lead = earlier.previous, asked.before
        if self._goes_on(one.sentence, one.words, asked) and not any(map(is_of_control, said)):
            lead = asked.lead.rstrip(". ")
            beside = self._read_under_head(one, asked, earlier)
            said += [replace(s, led=lead) for s in beside] if lead else beside
            asked.lead = " ".join(filter(None, (asked.lead, one.sentence))) if lead else ""
        if asked.standing and not asked.question:
            said = self._read_under_standing(one, asked, earlier, said)
        return said

    def _read_one(self, one: _One, asked: Asked, state: SaidSoFar) -> list[Said]:
        """What one sentence says under what it stands under; `state` is filled."""
        heading, question = asked.heading, asked.question
        state.label = one.head
        self._clauses.read(one.words, asked, one.topical, state)
        seen = self._features.of_sentence(one.sentence, (*heading, *one.head, *question))
        said = self._second_look.at(
            strongest(state.said),
            seen,
            answers=bool(heading or question or one.head),
            neutral=state.neutral,
            asked=self._yes_or_no.asked_about(question),
            topical=one.topical,
            own=self._features.of_own_words(one.sentence),
            led=one.led,
        )
        if not asked.evaded:
            said += self._yes_or_no.read(one.words, question, said)
        named = self._open_questions.names_who(one.words, question)
        if any(map(is_presumed, said)) and (
            asked.evaded
            or (not named and self._second_look.tells_of_lack(seen))  # "It's one log-in for all."
            or (question and not named and self._is_idle(one))
        ):
            said = [s for s in said if not is_presumed(s)]
            asked.waiting = not said
        if question and not self._open_questions.answers(one.words, question):
            said = [s for s in said if not (is_lent(s) and self._is_of_another(one, s))]
        return said

    def _read_under_head(self, one: _One, asked: Asked, earlier: SaidSoFar) -> list[Said]:
        """What a note says of the head of its line, where it says nothing by itself: "Pen test:
        2023. 2024 skipped." Nothing in favour of it, and of "no VPN" nothing at all."""
        beside = earlier.moved_on()
        said = self._read_one(replace(one, head=asked.head), asked, beside)
        answers = self._answers.answer(one.words) is not None
        told = [s for s in said if s.answered and s.polarity != "implemented"]
        told = [s for s in told if answers or s.polarity != "partial"]
        favoured = {aspect(s) for s in earlier.said if favours(s)}
        return [denied_in_part(s) if aspect(s) in favoured else s for s in told]

    def _read_under_standing(
        self, one: _One, asked: Asked, earlier: SaidSoFar, alone: Sequence[Said]
    ) -> list[Said]:
        """What a later sentence of an answer says under the interview's question: nothing in
        favour of what it does not speak of `alone`."""
        beside = earlier.moved_on()
        said = self._read_one(one, asked.under_standing_question(), beside)
        spoken_of = set(map(aspect, alone))
        return [s for s in said if not favours(s) or aspect(s) in spoken_of]

    def _is_of_another(self, one: _One, said: Said) -> bool:
        """ "Do you have a recovery plan?" "Redundant data centres": of something else, and no
        yes."""
        own = self.likeness(one.sentence)
        return (
            own is not None
            and own.about(own.topic) >= _CLEARLY
            and own.about(said.label.id) <= _HARDLY
        )

    def _goes_on(self, sentence: str, words: tuple[Token, ...], asked: Asked) -> bool:
        """ "Access reviews: one in May. none for GitLab.": a note goes on about its head; a
        sentence with a verb and a capital begins anew."""
        if not asked.head or asked.question or not words:
            return False
        of_another = words[0].text == "no" and len(words) > 1 and not words[1].is_mark
        noted = sentence[:1].islower() or not self._answers.is_clause(words)
        return noted and not of_another

    def _stands_in(self, words: tuple[Token, ...]) -> bool:
        """ "None for GitLab.", "Did one in May.": of what the sentence before was about."""
        return any(t.text in self._stand_ins for t in words[:2])

    def _is_idle(self, one: _One) -> bool:
        """ "That's Tom's area.", "We do our best.": a sentence that by itself is like those that
        state nothing is no "yes"; a note ("County and federal") may be."""
        own = self._features.of_own_words(one.sentence)
        return self._answers.is_clause(one.words) and self._second_look.is_idle(own)
