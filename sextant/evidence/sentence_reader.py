"""One sentence at a time: which labels it speaks of, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from frameworks.loader import Knowledge
from sextant.evidence.answers import AnswerReader
from sextant.evidence.assertion import AssertionReader, Reading
from sextant.evidence.clauses import Clause, ClauseSplitter
from sextant.evidence.homonyms import HomonymReader
from sextant.evidence.instructions import unmasked
from sextant.evidence.labels import Label, Said, labelled
from sextant.evidence.likeness import Likeness, features, topic_features
from sextant.evidence.matching import ConceptTagger, Match, PatternIndex, Text
from sextant.evidence.own_name import OwnName, own_name
from sextant.evidence.second_look import SecondLook
from sextant.evidence.sequels import Effect, SequelReader
from sextant.evidence.text import BREAK, Token, is_question, sentences, tokens
from sextant.evidence.topic_names import TopicNames
from sextant.evidence.triggers import Triggers
from sextant.records import Passage, Polarity

_LABEL_WORDS = 7  # "Backups and restore:" is a label, a longer clause before a colon is a sentence
_REMEMBERED = 512  # headings and questions
_SENTENCES = 2048  # clients share policies and questionnaires
_NAMELESS = OwnName()
_SUBJECT = 3  # words in a subject that a comma cuts off from its "not"
_IDLE = 0.25  # a sentence that states something less likely than this
_STATED, _LACK = 0.75, 0.6  # from here on an answer without a "yes" is like those that mean no
_FLIP: dict[Polarity, Polarity] = {
    "implemented": "not_implemented",
    "not_implemented": "implemented",
    "partial": "partial",
    "planned": "not_implemented",
}


@dataclass
class _Sentence:
    """What has been read of one sentence so far. `before`: what the sentence before it said."""

    said: list[Said] = field(default_factory=list)
    topics: list[Label] = field(default_factory=list)
    previous: tuple[Token, ...] = ()
    last: list[Said] = field(default_factory=list)
    before: list[Said] = field(default_factory=list)
    assumed: list[Said] = field(default_factory=list)  # affirmed for want of any other word
    context: tuple[Token, ...] = ()  # the words that the clause stands under
    topical: bool = False  # the statement of a practice
    neutral: bool = False  # by its grammar it states nothing
    named: tuple[Match[Label], ...] = ()  # by the names of its topics alone
    labelled: bool = False  # the clause stands behind a label: "Desktops: no"


@dataclass
class _Asked:
    """What the sentences of a passage stand under, and how far its question is answered."""

    heading: tuple[Token, ...]
    question: tuple[Token, ...]  # that the next sentence answers
    answered: tuple[Token, ...]  # the one that came before
    above: bool = False  # the heading is a question
    told: bool = False
    evaded: bool = False
    waiting: bool = False  # what was said was no answer; perhaps the next sentence is
    lines: frozenset[str] = frozenset()  # of the passage
    standing: tuple[Token, ...] = ()  # the question of an interview, above its whole answer


@dataclass(frozen=True)
class _One:
    """A sentence of a passage. `topical`: it may be about its context by itself."""

    sentence: str
    words: tuple[Token, ...]
    topical: bool


class SentenceReader:
    """Reads the sentences of a passage. Built once per knowledge base, then read-only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._tagger = ConceptTagger(knowledge.concepts)
        self._index = PatternIndex(labelled(knowledge))
        self._splitter = ClauseSplitter(knowledge.cues)
        self._assertions = AssertionReader(knowledge.cues)
        self._answers = AnswerReader(knowledge.cues)
        self._sequels = SequelReader(knowledge.cues)
        self._homonyms = HomonymReader(knowledge.cues.homonyms)
        self._upkeep = frozenset(knowledge.cues.upkeep)
        self._legal_forms = frozenset(knowledge.cues.legal_forms)
        self._breaks = frozenset((*knowledge.cues.clause_breaks, *knowledge.cues.comma_breaks))
        self._second_look = SecondLook(knowledge)
        self._names = TopicNames(knowledge)
        self._topical = lru_cache(maxsize=_REMEMBERED)(self._topic_features)
        self._own = lru_cache(maxsize=_SENTENCES)(self._own_features)
        self._named_in = lru_cache(maxsize=_REMEMBERED)(self._matches_in)

    def topics(self, topic: str) -> tuple[tuple[str, str], ...]:
        """The (Subcategory, aspect) pairs that a short topic names ("multi-factor sign-in")."""
        text = self._text((), topic)
        specific = _asked([m for m in self._control_matches(text)])
        if not specific:
            return self._names.of(topic)
        return tuple(dict.fromkeys((m.label.id, m.label.aspect) for m in specific))

    def assets(self, text: str) -> tuple[str, ...]:
        """The kinds of asset that a heading, topic or question names."""
        named = self._named_in(tokens(unmasked(text)))
        return tuple(dict.fromkeys(m.label.id for m in named if m.label.kind == "asset"))

    def features(self, text: str, context: str = "") -> set[str]:
        """What the classifiers look at, for training: the sentences, with what they stand under."""
        around = tokens(unmasked(context))
        found: set[str] = set()
        for sentence in sentences(text):
            words = tokens(unmasked(sentence))
            if is_question(sentence) and sentence != text.strip():
                around = words
                continue
            found |= self._features(sentence, around)
        return found

    def own_name(self, name: str) -> OwnName:
        """The forms in which an organisation's texts may name it."""
        return own_name(name, self._legal_forms, self._is_common)

    def _is_common(self, word: str) -> bool:
        return any(self._second_look.knows(t.stem) for t in tokens(word))

    def likeness(self, text: str) -> Likeness | None:
        """What the classifiers make of a text by itself; None when nothing in it was ever seen."""
        return self._second_look.likeness(frozenset(self.features(text)))

    def _features(self, sentence: str, around: Sequence[Token]) -> frozenset[str]:
        return self._topical(tuple(around)) | self._own(sentence)

    def _own_features(self, sentence: str) -> frozenset[str]:
        """Those of a sentence, whatever it stands under."""
        words = tokens(unmasked(sentence))
        triggers = self._assertions.triggers(words)
        return frozenset(features(sentence, words, self._concepts(words), triggers, self._breaks))

    def _topic_features(self, around: tuple[Token, ...]) -> frozenset[str]:
        """Those of a heading or question, which stands above many sentences."""
        return frozenset(topic_features(around, self._concepts(around)))

    def _concepts(self, words: Sequence[Token]) -> Iterable[str]:
        return self._tagger.tag(tuple(t.stem for t in words), tuple(t.text for t in words))[0]

    def _control_matches(self, text: Text) -> Iterator[Match[Label]]:
        return (m for m in self._index.matches(text) if m.label.kind == "control")

    def _text(self, context: Sequence[Token], own: str) -> Text:
        return Text.of(self._tagger, context, tokens(unmasked(own)))

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
        asked = self._opened(passage)
        state = _Sentence()
        every = sentences(passage.text)
        for sentence, following in zip(every, (*every[1:], ""), strict=False):
            told = own_name.as_we(sentence)
            words = tokens(unmasked(told))
            if sentence in skipped or self._says_nothing(sentence, words, asked):
                continue
            earlier = state
            state = _Sentence(previous=earlier.previous, before=earlier.last)
            one = _One(told, words, topical and not asked.told)
            said = self._read_one(one, asked, state)
            if asked.standing and not asked.question:
                beside = _Sentence(previous=earlier.previous, before=earlier.last)
                above = replace(asked, heading=(*asked.heading, BREAK, *asked.standing))
                alone = set(map(_key, said))
                said = self._read_one(one, above, beside)
                said = [s for s in said if not _favours(s) or _key(s) in alone]
            if self._is_mended(following):
                said = [s for s in said if not _is_lack(s)]
                state.last = [s for s in state.last if not _is_lack(s)]
            asked.told = asked.told or any(s.label.kind == "control" for s in state.said)
            state.previous = words
            asked.answered = asked.question or asked.answered
            asked.question = asked.question if asked.waiting else ()
            asked.waiting = False
            yield sentence, said

    def _is_mended(self, following: str) -> bool:
        words = tokens(unmasked(following))
        return bool(words) and self._sequels.mends(words, self._assertions.triggers(words))

    def _read_one(self, one: _One, asked: _Asked, state: _Sentence) -> list[Said]:
        """What one sentence says under what it stands under; `state` is filled."""
        heading, question = asked.heading, asked.question
        self._read(one.words, heading, question, one.topical, state)
        seen = self._features(one.sentence, (*heading, *question))
        said = self._second_look.at(
            _strongest(state.said),
            seen,
            answers=bool(heading or question),
            neutral=state.neutral,
            asked=self._asked_about(question),
        )
        if not asked.evaded:
            said += self._told_by_question(one.words, question, said)
            said += self._facts_asked(one.words, question)
        if any(map(_is_presumed, said)) and (
            asked.evaded or self._tells_of_lack(seen) or (question and self._is_idle(one))
        ):
            said = [s for s in said if not _is_presumed(s)]
            asked.waiting = not said
        return said

    def _opened(self, passage: Passage) -> _Asked:
        """What the passage stands under, and which question it answers."""
        question = tokens(unmasked(passage.asked))
        heading = tokens(unmasked(passage.context))
        if passage.asked and self.topics(passage.asked):
            heading = question  # a question with a topic of its own is not about its heading's
        lines = frozenset(map(_bare, passage.text.splitlines()))
        return _Asked(heading, question, question, lines=lines)

    def _says_nothing(self, sentence: str, words: Sequence[Token], asked: _Asked) -> bool:
        """Whether it is a question, a "well", or said instead of an answer."""
        if is_question(sentence):
            asked.question, asked.evaded = tuple(words), False
            if _bare(sentence) in asked.lines:
                story = self._answers.asks_for_a_story(words)
                asked.standing = () if story else tuple(words)
                asked.question = asked.standing
            return True
        goes_on = self._answers.is_elliptical(words) or self._answers.resumes(words)
        if not asked.question and asked.answered and goes_on:
            asked.question = asked.answered  # "Cyber, no.", "Now there is one." go on answering
        under_question = bool(asked.question or asked.answered or asked.above)
        if under_question and self._answers.evades(words):
            asked.answered, asked.evaded = asked.question or asked.answered, True
            if self._answers.is_inapplicable(words):
                asked.heading = asked.question = ()
            return True
        if not (asked.heading or asked.question):
            return False
        again = asked.told and not asked.question  # "One log-in for all. Always has been."
        goes_on = again and self._answers.whole(words) == "implemented"
        return goes_on or self._answers.is_filler(words)

    def _is_idle(self, one: _One) -> bool:
        """ "That's Tom's area.", "We do our best.": a sentence that by itself is like those that
        state nothing is no "yes"; a note ("County and federal") may be."""
        if not self._answers.is_clause(one.words):
            return False
        likeness = self._second_look.likeness(self._own(one.sentence))
        return likeness is not None and likeness.stated < _IDLE

    def _tells_of_lack(self, seen: frozenset[str]) -> bool:
        """ "Has everybody an account?" "It's one log-in for all.": no "yes" by its silence."""
        likeness = self._second_look.likeness(seen)
        if likeness is None or likeness.stated < _STATED:
            return False
        return likeness.polarities.get("not_implemented", 0.0) >= _LACK

    def _asked_about(self, question: Sequence[Token]) -> frozenset[str]:
        """The Subcategories that a yes-or-no question names."""
        if not question or not self._answers.is_yes_or_no(question):
            return frozenset()
        named = self._named_in(tuple(question))
        return frozenset(m.label.id for m in named if m.label.kind == "control")

    def _matches_in(self, question: tuple[Token, ...]) -> tuple[Match[Label], ...]:
        """What a question names; the sentences of its answer ask again."""
        return tuple(self._index.matches(Text.of(self._tagger, (), question)))

    def _told_by_question(
        self, answer: Sequence[Token], question: Sequence[Token], said: Sequence[Said]
    ) -> list[Said]:
        """A bare yes or no to a question that no pattern recognised."""
        if not self._answers.is_yes_or_no(question) or any(s.label.kind == "control" for s in said):
            return []
        polarity = self._answers.whole(answer) or self._answers.answer(answer)
        seen = self._topical(tuple(question))
        return self._second_look.asked(seen, polarity) if polarity else []

    def _facts_asked(self, answer: Sequence[Token], question: Sequence[Token]) -> list[Said]:
        """The facts that a bare yes or no states or denies: "Do you take cards?" "Yes." A "no" to
        a question about a practice denies the practice alone."""
        polarity = self._answers.answer(answer) if self._answers.is_yes_or_no(question) else None
        if polarity not in ("implemented", "not_implemented"):
            return []
        asked = self._named_in(tuple(question))
        if polarity == "not_implemented" and any(m.label.kind == "control" for m in asked):
            return []
        return [
            Said(m.label, polarity, Reading(polarity), size=1, answered=True)
            for m in asked
            if m.label.kind == "fact" and not (m.label.denies and polarity != "implemented")
        ]

    def _read(
        self,
        everything: tuple[Token, ...],
        heading: tuple[Token, ...],
        question: tuple[Token, ...],
        topical: bool,
        state: _Sentence,
    ) -> None:
        noted = bool(heading or question or topical)
        state.topical = topical
        state.neutral = self._assertions.is_neutral(everything, noted) and not (
            noted and self._answers.opens_with_answer(everything)
        )
        if state.neutral and not self._assertions.tells_of_business(everything):
            return
        asked = bool(heading or question)
        clauses = self._clauses(everything, asked)
        label: tuple[Token, ...] = ()
        carried: tuple[Token, ...] = ()
        for n, clause in enumerate(clauses):
            if carried and clause.item and not self._splitter.has_own_subject(clause):
                clause = replace(clause, tokens=(*carried, *clause.tokens))
            else:
                carried = self._assertions.carried(clause.tokens)
            own = clause.tokens
            is_label = len(own) <= _LABEL_WORDS and n + 1 < len(clauses) and not carried
            if is_label and clauses[n + 1].after_colon:
                label = own
                state.previous = own
                continue
            context = (*heading, BREAK, *label, BREAK, *question)
            leans = clause.linked and own[0].text != "because"  # a reason is not the thing itself
            before = state.previous if leans else ()
            answers = self._answers.is_yes_or_no(question) or bool(label) or topical
            text = Text.of(self._tagger, context, self._naming(own, asked), before)
            state.labelled = bool(label)
            state.named = self._names.named((heading, label, question))
            state.context = context
            self._clause(clause, text, answers, state)
            if self._answers.lists_gaps(clause.tokens, label or heading):
                state.said = [_lacking(s) if s in state.last else s for s in state.said]
            if state.last or not clause.linked:
                state.previous = own
        if state.neutral:  # what it sells and to whom is no practice, but it tells facts
            state.said = [s for s in state.said if s.label.kind != "control"]
            state.last = []

    def _clauses(self, tokens: tuple[Token, ...], asked: bool) -> tuple[Clause, ...]:
        """The clauses of a sentence; an answer such as "yes and no" is one."""
        if asked and self._answers.whole(tokens):
            return (Clause(tokens, linked=False),)
        return self._splitter.split(tokens)

    def _naming(self, tokens: tuple[Token, ...], asked: bool) -> tuple[Token, ...]:
        """The words that may name a topic: "It's on the list" names no list."""
        whole = self._answers.whole(tokens) if asked else None
        return tokens if whole in (None, "not_implemented") else ()

    def _clause(self, clause: Clause, text: Text, answers: bool, state: _Sentence) -> None:
        matches = list(self._index.matches(text))
        if elsewhere := self._homonyms.find(clause.tokens):
            matches = [m for m in matches if not m.own & elsewhere]
        inside = _specific([m for m in matches if m.own])
        triggers = self._assertions.triggers(clause.tokens)
        excepting = self._sequels.excepts(clause.tokens)
        if state.last and excepting:
            self._change_last("limited", state)
            return
        controls = [m for m in inside if m.label.kind == "control"]
        heads = [m.own for m in controls]
        said = [s for m in inside if (s := self._said(clause, m, triggers, heads, excepting))]
        context = self._from_context(clause, text, matches, triggers, answers, state)
        said += [s for s in context if not _belied(s, said)]
        if not any(s.label.kind == "control" for s in said):
            effect = self._effect(clause, triggers)
            if effect != "unsaid" and self._answers.evades(clause.tokens):
                return  # "the logs; I wouldn't know where they are"
            part = state.labelled or self._sequels.of_a_part(clause.tokens)
            part = part or self._sequels.of_degree(clause.tokens)
            said += self._change_last(effect, state, part)
        elif _denies(said) and self._sequels.contrasts(clause.tokens):
            self._change_last("limited", state)
        elif _denies(said) and self._sequels.of_the_rest(clause.tokens):
            said += self._change_last("limited", state, part=True)
        state.said = _without_assumed(state.said, state.assumed, said) + said
        last = [s for s in said if s.label.kind == "control"]
        if last or len(clause.tokens) > _SUBJECT:  # "everything else, not": a subject cut off
            state.last = last

    def _from_context(
        self,
        clause: Clause,
        text: Text,
        matches: Sequence[Match[Label]],
        triggers: Triggers,
        answers: bool,
        state: _Sentence,
    ) -> list[Said]:
        """What a clause says of its heading, label, question or practice's topic."""
        answer = self._answers.whole(clause.tokens) or self._answers.answer(clause.tokens)
        controls = [m for m in matches if m.label.kind == "control"]
        own = any(m.own for m in controls)
        rest = state.last and self._sequels.of_the_rest(clause.tokens)
        if (own or rest) and not answer:
            return []
        known = [m for m in controls if not m.own]
        by_name = bool(state.named) and (state.topical or not known)
        known = list(state.named) if by_name else known
        if answer:
            # "No, the one we saw cost too much": of all that was asked, whatever else it names.
            seen = {m.label.id for m in controls if m.own}
            if by_name or not seen:
                return self._answered(clause, text, known, triggers, answer, answers)
            asked = [m for m in self._named_in(state.context) if m.label.kind == "control"]
            about = Text.of(self._tagger, (), state.context)
            known = [m for m in asked if m.label.id in seen or m.label in {k.label for k in known}]
            return self._answered(clause, about, known, triggers, answer, answers)
        before = (*state.said, *state.before)
        denied = any(s.answered and s.polarity == "not_implemented" for s in before)
        # "Nobody tells IT, so accounts stay" goes on denying.
        told = self._answered(clause, text, known, triggers, answer, answers)
        told = [s for s in told if not denied or s.polarity in ("not_implemented", "planned")]
        state.assumed += told
        if by_name and not state.topical:  # "Staffing: five people, one post vacant"
            told = [s for s in told if s.polarity != "implemented"]
        if not state.topical and any(_is_of_own_words(s) for s in state.said):
            told = [s for s in told if not _is_presumed(s)]  # "We fail over each May, says Jo."
        return [s for s in told if not _repeats(s, state.said)]

    def _said(
        self,
        clause: Clause,
        match: Match[Label],
        triggers: Triggers,
        heads: Sequence[frozenset[int]],
        excepting: bool,
    ) -> Said | None:
        """What the clause says of one match; a "not on ..." denies it for a part only."""
        reading = self._assertions.read(
            clause.tokens,
            triggers,
            match.own,
            match.label.sense,
            heads,
            mention=match.label.kind == "asset",
            thing=match.label.kind == "fact" and _is_of_a_thing(match.label),
        )
        polarity = _polarity(match.label, reading)
        if polarity == "not_implemented" and excepting and match.label.kind == "control":
            polarity = "partial"
        return Said(match.label, polarity, reading, match.size) if polarity else None

    def _effect(self, clause: Clause, triggers: Triggers) -> Effect:
        """What a clause without a topic does to the one before; a rule that forbids, nothing."""
        if self._assertions.forbids(clause.tokens, triggers):
            return ""
        return self._sequels.effect(clause.tokens, triggers, clause.linked)

    def _change_last(self, effect: Effect, state: _Sentence, part: bool = False) -> list[Said]:
        """Change what the clause before said; with nothing said in this sentence, a taking back
        denies what the sentence before it said, for a `part` of it or all, and that is returned."""
        if not effect:
            return []
        if effect == "unsaid":
            state.said = [s for s in state.said if s not in state.last]
            return []
        change = _CHANGES[effect]
        state.said = [change(s) if s in state.last else s for s in state.said]
        if effect == "postponed" or state.said:
            return []
        favourable = [s for s in state.before if s.polarity == "implemented"]
        if part:
            return [replace(_limited(s), size=1, answered=True) for s in favourable]
        return [_denied(s) for s in state.before]

    def _done_with_it(self, asked: list[Match[Label]], text: Text) -> list[Match[Label]]:
        """ "Is the plan tested every year?" "Planned.": of the testing, not of the plan."""
        done = {i for i, word in enumerate(text.words) if word in self._upkeep}
        testing = [m for m in asked if done & m.positions]
        return testing or asked

    def _told(self, clause: Clause, triggers: Triggers) -> Polarity | None:
        """What a clause that names nothing says of what it stands under."""
        everything = frozenset({len(clause.tokens)})
        told = self._assertions.read(clause.tokens, triggers, everything, "practice").polarity
        if told == "implemented" and self._answers.falls_short(clause.tokens):
            return "partial"
        return told

    def _limited_answer(
        self, tokens: Sequence[Token], triggers: Triggers, answer: Polarity, presumed: bool
    ) -> Polarity:
        """The answer with what its other words take back: "yes, for admins", "not yet, in May"."""
        if presumed and answer == "implemented" and self._answers.is_vague(tokens):
            return "partial"
        if self._answers.whole(tokens):
            return answer
        if answer == "implemented" and triggers.partial:
            return "partial"
        if answer in ("implemented", "not_implemented") and triggers.planned:
            return "planned"
        of_a_part = answer == "not_implemented" and self._sequels.of_a_part(tokens)
        return "partial" if of_a_part else answer

    def _answered(
        self,
        clause: Clause,
        text: Text,
        known: list[Match[Label]],
        triggers: Triggers,
        answer: Polarity | None,
        answers: bool,
    ) -> list[Said]:
        """A clause without a topic of its own answers what its context asks or names."""
        if self._answers.is_noncommittal(clause.tokens):
            return []
        presumed = answer is None
        if answer is None and answers:
            answer = self._told(clause, triggers)
        if answer is None:
            return []
        answer = self._limited_answer(clause.tokens, triggers, answer, presumed)
        asked = _asked(known)
        if answer != "implemented":
            asked = self._done_with_it(asked, text)
        return [
            Said(
                m.label,
                answer if m.label.sense != "gap" else _FLIP[answer],
                Reading(answer),
                size=1,
                answered=True,
                presumed=presumed and answer == "implemented",
            )
            for m in asked
        ]


def _favours(said: Said) -> bool:
    return said.label.kind == "control" and said.polarity in ("implemented", "planned")


def _is_lack(said: Said) -> bool:
    return said.label.kind == "control" and said.polarity == "not_implemented"


def _key(said: Said) -> tuple[str, str]:
    return said.label.id, said.label.aspect


def _bare(line: str) -> str:
    """Without what sets it off: "**Who has admin?**"."""
    return line.strip("*_ \t")


def _is_of_a_thing(label: Label) -> bool:
    return label.sense == "practice" and not label.denies


def _polarity(label: Label, reading: Reading) -> Polarity | None:
    if reading.presupposed and label.kind != "control" and not label.denies:
        return "implemented"
    if label.kind == "fact" and label.sense == "gap" and reading.polarity:
        return _FLIP[reading.polarity]
    return reading.polarity


def _specific(matches: list[Match[Label]]) -> list[Match[Label]]:
    """One match per label and aspect: the longest; and none whose words a longer one contains."""
    best: dict[tuple[str, str, str], Match[Label]] = {}
    for match in matches:
        key = (match.label.kind, match.label.id, match.label.aspect)
        if key not in best or _rank(match) > _rank(best[key]):
            best[key] = match
    chosen = list(best.values())
    return [
        m for m in chosen
        if m.label.kind != "control"
        or not any(o.label.id == m.label.id and m.own < o.own for o in chosen)
    ]  # fmt: skip


def _asked(matches: list[Match[Label]]) -> list[Match[Label]]:
    """What a topic or question asks about: the practice, where its words fit a lack as well."""
    practices = {(m.label.id, m.label.aspect) for m in matches if m.label.sense == "practice"}
    return _specific(
        [
            m
            for m in matches
            if m.label.sense == "practice" or (m.label.id, m.label.aspect) not in practices
        ]
    )


def _rank(match: Match[Label]) -> tuple[int, int, bool, str]:
    return (len(match.own), match.size, match.label.sense == "gap", match.text)


def _belied(answer: Said, said: Sequence[Said]) -> bool:
    """ "USB sticks: of course, everyone has one": an answer that affirms, with words that deny."""
    return answer.polarity == "implemented" and any(
        s.polarity == "not_implemented" and s.label.id == answer.label.id for s in said
    )


def _without_assumed(
    before: Sequence[Said], assumed: Sequence[Said], said: Sequence[Said]
) -> list[Said]:
    """What was said, without what was only taken for granted and is now denied in plain words:
    "They are collected, but no human being ever looks"."""
    denied = {
        (s.label.id, s.label.aspect)
        for s in said
        if not s.answered and s.polarity == "not_implemented"
    }
    return [s for s in before if not (s in assumed and (s.label.id, s.label.aspect) in denied)]


def _repeats(answer: Said, said: Sequence[Said]) -> bool:
    """ "Databases were not separated, so one login opened all" under "Network segmentation": the
    second clause names nothing and is no second, favourable answer."""
    told = {s.label.id for s in said if not s.answered}
    return answer.polarity == "implemented" and answer.label.id in told


def _limited(said: Said) -> Said:
    """The same, taken back for a part: told of practice, no rule."""
    if said.polarity != "implemented":
        return said
    return replace(said, polarity="partial", reading=replace(said.reading, policy=False))


def _postponed(said: Said) -> Said:
    """The same, only decided on."""
    return replace(said, polarity="planned") if said.polarity == "implemented" else said


def _lacking(said: Said) -> Said:
    """An item of a list of what is lacking."""
    is_practice = said.label.kind == "control" and said.label.sense == "practice"
    return replace(said, polarity="not_implemented") if is_practice else said


def _is_of_own_words(said: Said) -> bool:
    return said.label.kind == "control" and not said.answered


def _is_presumed(said: Said) -> bool:
    """An "in place" that no word of the answer says."""
    return said.presumed and said.polarity == "implemented"


def _denies(said: Sequence[Said]) -> bool:
    controls = [s for s in said if s.label.kind == "control"]
    return bool(controls) and all(s.polarity == "not_implemented" for s in controls)


def _denied(said: Said) -> Said:
    """ "We bought tokens. Nobody uses them." """
    return replace(said, polarity="not_implemented", size=1)


_CHANGES: dict[str, Callable[[Said], Said]] = {
    "limited": _limited,
    "undone": _lacking,
    "postponed": _postponed,
}


def _strongest(said: list[Said]) -> list[Said]:
    """One assertion per label and aspect of a sentence; yes and no together are "in part"."""
    merged: dict[tuple[str, str, str], Said] = {}
    for item in said:
        key = (item.label.kind, item.label.id, item.label.aspect)
        other = merged.get(key)
        if other is None:
            merged[key] = item
        elif item.label.kind == "control" and item.polarity != other.polarity:
            merged[key] = replace(other, polarity="partial")
    return list(merged.values())
