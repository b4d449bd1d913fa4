"""The clauses of one sentence: each with what it stands under, and what it does to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frameworks.schema import Cues
from sextant.evidence.answers import AnswerReader
from sextant.evidence.assertion import AssertionReader, Reading
from sextant.evidence.clause_labels import ClauseLabels, is_label
from sextant.evidence.clauses import Clause, ClauseSplitter
from sextant.evidence.context_answers import ContextReader
from sextant.evidence.labels import Label, Said
from sextant.evidence.matching import Match
from sextant.evidence.merging import (
    FLIP,
    denies,
    is_belied,
    is_of_control,
    lacking,
    without_assumed,
    without_echoes,
)
from sextant.evidence.naming import Naming, is_put_together, specific
from sextant.evidence.open_questions import OpenQuestionReader
from sextant.evidence.phrase_search import Text
from sextant.evidence.phrases import Phrases
from sextant.evidence.questions import Asked
from sextant.evidence.said_so_far import SaidSoFar
from sextant.evidence.sequels import Effect, SequelReader
from sextant.evidence.text import BREAK, Token, words_of
from sextant.evidence.triggers import Triggers
from sextant.records import Polarity

_SUBJECT = 3  # words in a subject that a comma cuts off from its "not"


class ClauseReader:
    """Reads a sentence clause by clause. Holds only what it was built from."""

    def __init__(
        self, cues: Cues, naming: Naming, assertions: AssertionReader, answers: AnswerReader
    ) -> None:
        self._naming = naming
        self._assertions = assertions
        self._answers = answers
        self._upkeep = frozenset(cues.upkeep)
        self._no_exception = Phrases(cues.no_exception)
        self._splitter = ClauseSplitter(cues)
        self.open_questions = OpenQuestionReader(cues)
        self._sequels = SequelReader(cues)
        self._clause_labels = ClauseLabels(cues, answers)
        self._context = ContextReader(cues, naming, assertions, answers, self._sequels)

    def is_mended(self, following: Sequence[Token]) -> bool:
        """Whether the sentence that follows says that what lacked no longer does."""
        triggers = self._assertions.triggers(following)
        return bool(following) and self._sequels.mends(following, triggers)

    def binds_other(self, words: Sequence[Token]) -> bool:
        """Whether a sentence is a contract's or an order's, on what somebody else shall do."""
        return self._assertions.binds_other(words)

    def supplies(self, words: Sequence[Token]) -> bool:
        """Whether a sentence says that what lacked before is there now."""
        return self._sequels.supplies(words, self._assertions.triggers(words))

    def read(self, words: tuple[Token, ...], asked: Asked, topical: bool, state: SaidSoFar) -> None:
        """Fill `state` with what the sentence says under what it stands under."""
        noted = bool(asked.heading or asked.question or topical)
        state.topical = topical
        state.neutral = self._assertions.is_neutral(words, noted) and not (
            noted and self._answers.opens_with_answer(words)
        )
        if state.neutral and not self._assertions.tells_of_business(words):
            return
        self._read_clauses(words, asked, state)
        if state.excepting:
            state.limit_rule(not self._clause_labels.names_none(words))
        if state.neutral:  # what it sells and to whom is no practice, but it tells facts
            state.said = [s for s in state.said if not is_of_control(s)]
            state.last = []

    def _read_clauses(self, words: tuple[Token, ...], asked: Asked, state: SaidSoFar) -> None:
        clauses = [c for c in self._clauses(words, asked) if not self._answers.is_filler(c.tokens)]
        clauses = [c for n, c in enumerate(clauses) if not self._only_stresses(c, clauses[:n])]
        clauses = [
            c
            for n, c in enumerate(clauses)
            if not ((n or state.before) and self._sequels.enforces(c.tokens))
            and not (n and self._sequels.confirms(c.tokens))
        ]
        label = state.label
        carried: tuple[Token, ...] = ()
        for clause, following in zip(clauses, (*clauses[1:], None), strict=False):
            if carried and clause.item and not self._splitter.has_own_subject(clause):
                clause = replace(clause, tokens=(*carried, *clause.tokens))
            else:
                carried = self._assertions.carried(clause.tokens)
            if not carried and is_label(clause, following):
                if self._clause_labels.names_no_topic(clause, state):
                    continue
                label = state.previous = clause.tokens
                if clause is clauses[0]:
                    state.label = label
                continue
            self._read_clause(clause, label, asked, state)
            if self._answers.lists_gaps(clause.tokens, label or asked.heading):
                state.said = [lacking(s) if s in state.last else s for s in state.said]
            if state.last or not clause.linked:
                state.previous = clause.tokens

    def _only_stresses(self, clause: Clause, before: Sequence[Clause]) -> bool:
        """ "No exceptions, not even for owners": said again, and nothing taken back."""
        opens = [t.text for t in clause.tokens[:2]] == ["not", "even"]
        return opens and any(self._no_exception.find(b.tokens) for b in before[-1:])

    def _clauses(self, words: tuple[Token, ...], asked: Asked) -> tuple[Clause, ...]:
        """The clauses of a sentence; an answer such as "yes and no" is one, and "at rest: yes" has
        a label of its own."""
        labelled = any(t.text == ":" for t in words)
        if (asked.heading or asked.question) and not labelled and self._answers.whole(words):
            return (Clause(words, linked=False),)
        return self._splitter.split(words)

    def _naming_words(self, words: tuple[Token, ...], asked: Asked) -> tuple[Token, ...]:
        """The words that may name a topic: "It's on the list" names no list."""
        under = asked.heading or asked.question
        whole = self._answers.whole(words) if under else None
        return words if whole in (None, "not_implemented") else ()

    def _read_clause(
        self, clause: Clause, label: tuple[Token, ...], asked: Asked, state: SaidSoFar
    ) -> None:
        """One clause, by its own words and by what it stands under."""
        own, question = clause.tokens, asked.question
        leans = clause.linked and own[0].text != "because"  # a reason is not the thing itself
        before = state.previous if leans else ()
        state.context = (*asked.heading, BREAK, *label, BREAK, *question)
        state.labelled, state.answered = bool(label), asked.told
        state.names_who = self.open_questions.names_who(own, question)
        state.label_words = frozenset(words_of(label))
        state.named = self._naming.by_topic_names((asked.heading, label, question))
        text = self._naming.text(state.context, self._naming_words(own, asked), before)
        answers = self._answers.is_yes_or_no(question) or bool(label) or state.topical
        answers = answers or self.open_questions.answers(own, question)
        self._weigh(clause, text, answers, state)

    def _weigh(self, clause: Clause, text: Text, answers: bool, state: SaidSoFar) -> None:
        """Put what the clause says beside what was said before it."""
        triggers = self._assertions.triggers(clause.tokens)
        matches = self._naming.in_clause(text, clause.tokens)
        excepting = self._sequels.excepts(clause.tokens)
        if state.last and self._sequels.sums_up_to_none(clause.tokens):
            state.change_last("undone")
            return
        if state.last and excepting:
            state.change_last("undone" if state.excepted else "limited")
            return
        state.excepted = excepting and not (state.said or state.before)
        if not state.answered:
            matches = [m for m in matches if not self._only_asked_after(m, text)]
        said = self._of_own_words(clause, matches, triggers, excepting)
        said = without_lent_halves(said, matches, text)
        if not (state.topical or state.labelled):
            lent = {m.label for m in matches if is_put_together(m, text)}
            said = [s for s in said if s.label not in lent or s.polarity != "not_implemented"]
        context = self._context.read(clause, text, matches, triggers, answers, state)
        said += [s for s in context if not is_belied(s, said)]
        if any(map(is_of_control, said)):
            said += self._beside_denial(clause, said, state)
        else:
            effect = self._effect(clause, triggers, state)
            if effect != "unsaid" and self._answers.evades(clause.tokens):
                return  # "the logs; I wouldn't know where they are"
            said += state.change_last(effect, self._is_of_a_part(clause, state))
        state.said = without_assumed(state.said, state.assumed, said) + said
        last = [s for s in said if is_of_control(s)]
        if last or len(clause.tokens) > _SUBJECT:  # "everything else, not": a subject cut off
            state.last = last

    def _only_asked_after(self, match: Match[Label], text: Text) -> bool:
        """ "Are the backups tested?" "We use AWS Backup.": that it is done is only asked,
        and no yes answers it."""
        asking = {p for p in match.positions if p < text.own_from and text.asks(p)}
        done = {p for p in match.positions if text.words[p] in self._upkeep}
        return bool(match.own and done) and done <= asking

    def _effect(self, clause: Clause, triggers: Triggers, state: SaidSoFar) -> Effect:
        """What a clause without a topic does to the one before; a rule that forbids, nothing."""
        if state.remarked and self._answers.whole(clause.tokens) == "not_implemented":
            return "undone"  # "Logs are kept for a year. Remark: not complied with."
        if self._assertions.forbids(clause.tokens, triggers):
            return ""
        return self._sequels.effect(clause.tokens, triggers, clause.linked)

    def _is_of_a_part(self, clause: Clause, state: SaidSoFar) -> bool:
        return (
            state.labelled
            or self._sequels.of_a_part(clause.tokens)
            or self._sequels.of_degree(clause.tokens)
        )

    def _beside_denial(self, clause: Clause, said: Sequence[Said], state: SaidSoFar) -> list[Said]:
        """What a clause that denies, in contrast or of the rest, leaves of the one before."""
        if not denies(said):
            return []
        if self._sequels.contrasts(clause.tokens):
            state.change_last("limited")
            return []
        of_the_rest = self._sequels.of_the_rest(clause.tokens)
        return state.change_last("limited", part=True) if of_the_rest else []

    def _of_own_words(
        self,
        clause: Clause,
        matches: Sequence[Match[Label]],
        triggers: Triggers,
        excepting: bool,
    ) -> list[Said]:
        """What the clause says of what it names; a "not on ..." denies it for a part only."""
        inside = specific(m for m in matches if m.own)
        if aside := self._assertions.left_out(clause.tokens, triggers):
            inside = [m for m in inside if m.label.kind != "control" or min(m.own) < aside]
        heads = [m.own for m in inside if m.label.kind == "control"]
        said: list[Said] = []
        for match in inside:
            reading = self._reading(clause, match, triggers, heads)
            polarity = _polarity(match.label, reading)
            if match.label.kind == "fact" and polarity == "not_implemented":
                affirmed = self._answers.affirms_each(clause.tokens, match.own)
                polarity = polarity if affirmed is None else "implemented" if affirmed else None
            if polarity == "not_implemented" and excepting and match.label.kind == "control":
                polarity, reading = "partial", replace(reading, of_part=True)
            if polarity:
                words = frozenset(clause.tokens[i].start for i in match.own)
                said.append(Said(match.label, polarity, reading, match.size, words=words))
        return without_echoes(said)

    def _reading(
        self,
        clause: Clause,
        match: Match[Label],
        triggers: Triggers,
        heads: Sequence[frozenset[int]],
    ) -> Reading:
        label = match.label
        return self._assertions.read(
            clause.tokens,
            triggers,
            match.own,
            label.sense,
            heads,
            mention=label.kind == "asset",
            thing=label.kind == "fact" and label.sense == "practice" and not label.denies,
        )


def without_lent_halves(
    said: list[Said], matches: Sequence[Match[Label]], text: Text
) -> list[Said]:
    """What a clause says, without a practice of which its heading says one half and the clause
    itself tells a lack: "Disposal" above "old PCs are stacked with their disks in"."""
    lacks = [s.size for s in said if denies([s]) and s.label.sense == "gap"]
    if not lacks:
        return said
    whole = {m.label for m in matches if m.own and not any(map(text.heads, m.positions))}
    return [
        s
        for s in said
        if s.polarity != "implemented"
        or s.label.sense != "practice"
        or s.label.kind != "control"
        or s.label in whole
        or s.size >= max(lacks)
    ]


def _polarity(label: Label, reading: Reading) -> Polarity | None:
    if reading.presupposed and label.kind != "control" and not label.denies:
        return "implemented"
    if label.kind == "fact" and label.sense == "gap" and reading.polarity:
        return FLIP[reading.polarity]
    return reading.polarity
