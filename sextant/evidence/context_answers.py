"""Answers taken from the context: what a clause says of its heading, label, question or topic."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.answers import AnswerReader
from sextant.evidence.assertion import AssertionReader, Reading
from sextant.evidence.clauses import Clause
from sextant.evidence.labels import Label, Said
from sextant.evidence.matching import Match
from sextant.evidence.merging import FLIP, is_lack, is_of_own_words, is_presumed, repeats
from sextant.evidence.naming import Naming, asked
from sextant.evidence.phrase_search import Text
from sextant.evidence.said_so_far import SaidSoFar
from sextant.evidence.sequels import SequelReader
from sextant.evidence.text import Token
from sextant.evidence.triggers import Triggers
from sextant.records import Polarity


class ContextReader:
    """Reads clauses by what they stand under. Holds only what it was built from."""

    def __init__(
        self,
        cues: Cues,
        naming: Naming,
        assertions: AssertionReader,
        answers: AnswerReader,
        sequels: SequelReader,
    ) -> None:
        self._naming = naming
        self._assertions = assertions
        self._answers = answers
        self._sequels = sequels
        self._upkeep = frozenset(cues.upkeep)
        self._made_one = frozenset(cues.made_one)

    def read(
        self,
        clause: Clause,
        text: Text,
        matches: Sequence[Match[Label]],
        triggers: Triggers,
        answers: bool,
        state: SaidSoFar,
    ) -> list[Said]:
        """What a clause says of its heading, label, question or practice's topic."""
        answer = self._answers.whole(clause.tokens) or self._answers.answer(clause.tokens)
        controls = [m for m in matches if m.label.kind == "control"]
        own = any(m.own for m in controls)
        rest = state.last and self._sequels.of_the_rest(clause.tokens)
        stands_in = state.names_who or (bool(state.named) and self._makes_one(clause.tokens))
        if ((own and not stands_in) or rest) and not answer:
            return []
        known = [m for m in controls if not m.own]
        of_label = _of_label(known, text, state)
        by_name = bool(state.named) and (state.topical or not known) and not of_label
        known = list(state.named) if by_name else of_label or known
        if not answer:
            told = self._answered(clause, text, known, triggers, answer, answers)
            if triggers.negation:  # "they are in the attic, and a few can't be found": no better
                lacking = {s.label.id for s in state.said if is_lack(s)}
                told = [s for s in told if s.polarity != "partial" or s.label.id not in lacking]
            return _presumable(told, by_name, state)
        # "No, the one we saw cost too much": of all that was asked, whatever else it names.
        seen = {m.label.id for m in controls if m.own}
        if not by_name and seen:
            text, known = self._asked_of(state.context, seen, known)
        return self._answered(clause, text, known, triggers, answer, answers)

    def _makes_one(self, tokens: Sequence[Token]) -> bool:
        """ "We did one for GDPR in 2018": one of what the practice's topic names."""
        words = [t.text for t in tokens[:4]]
        return any(
            w == "one" and words[i - 1] in self._made_one for i, w in enumerate(words) if i
        ) and [t.text for t in tokens[4:5]] != ["of"]

    def _asked_of(
        self, context: tuple[Token, ...], seen: set[str], known: Sequence[Match[Label]]
    ) -> tuple[Text, list[Match[Label]]]:
        """What is asked, of what the clause names as well (`seen`) or leaves to its context."""
        named = [m for m in self._naming.within(context) if m.label.kind == "control"]
        left = {k.label for k in known}
        about = [m for m in named if m.label.id in seen or m.label in left]
        return self._naming.text((), context), about

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
        answer = self._limited(clause.tokens, triggers, answer, presumed)
        about = asked(known)
        if answer != "implemented":
            about = self._done_with_it(about, text)
        return [
            Said(
                m.label,
                answer if m.label.sense != "gap" else FLIP[answer],
                Reading(answer),
                size=1,
                answered=True,
                presumed=presumed,
            )
            for m in about
        ]

    def _told(self, clause: Clause, triggers: Triggers) -> Polarity | None:
        """What a clause that names nothing says of what it stands under."""
        everything = frozenset({len(clause.tokens)})
        told = self._assertions.read(clause.tokens, triggers, everything, "practice").polarity
        if told == "implemented" and self._answers.falls_short(clause.tokens):
            return "partial"
        return told

    def _limited(
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

    def _done_with_it(self, about: list[Match[Label]], text: Text) -> list[Match[Label]]:
        """ "Is the plan tested every year?" "Planned.": of the testing, not of the plan."""
        done = {i for i, word in enumerate(text.words) if word in self._upkeep}
        testing = [m for m in about if done & m.positions]
        return testing or about


def _of_label(known: Sequence[Match[Label]], text: Text, state: SaidSoFar) -> list[Match[Label]]:
    """ "Encryption" above "in transit: yes": what heading and label name together."""
    return [m for m in known if any(text.words[p] in state.label_words for p in m.positions)]


def _presumable(told: list[Said], by_name: bool, state: SaidSoFar) -> list[Said]:
    """What may be taken for said by a clause that only goes on telling, after what was said."""
    before = (*state.said, *state.before)
    if any(s.answered and s.polarity == "not_implemented" for s in before):
        # "Nobody tells IT, so accounts stay" goes on denying.
        told = [s for s in told if s.polarity in ("not_implemented", "planned")]
    state.assumed += told
    if by_name and not state.topical:  # "Staffing: five people, one post vacant"
        told = [s for s in told if s.polarity != "implemented"]
    if not state.topical and any(map(is_of_own_words, state.said)):
        told = [s for s in told if not is_presumed(s)]  # "We fail over each May, says Jo."
    return [s for s in told if not repeats(s, state.said)]
