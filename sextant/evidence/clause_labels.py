"""Labels within a sentence: what stands before a colon, and what it makes of what follows."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.answers import AnswerReader
from sextant.evidence.clauses import Clause
from sextant.evidence.said_so_far import SaidSoFar
from sextant.evidence.text import Token, words_of

_WORDS = 7  # "Backups and restore:" is a label, a longer clause before a colon is a sentence


class ClauseLabels:
    """Knows labels that name no topic. Holds only what it was built from."""

    def __init__(self, cues: Cues, answers: AnswerReader) -> None:
        self._answers = answers
        self._remark_openers = frozenset(cues.remark_openers)
        self._remark_ends = frozenset(cues.remark_ends)
        self._exception_openers = frozenset(cues.exception_openers)

    def names_no_topic(self, label: Clause, state: SaidSoFar) -> bool:
        """ "Remark:", "Exceptions:": labels that go on about what was said; `state` follows."""
        remarks, excepts = self._is_remark(label), self._excepts(label)
        state.remarked = state.remarked or remarks
        state.excepting = state.excepting or excepts
        return remarks or excepts

    def names_none(self, words: Sequence[Token]) -> bool:
        """ "Exceptions: none.", "Exceptions: n/a"."""
        colon = next((i for i, t in enumerate(words) if t.text == ":"), 0)
        answer = tuple(words[colon + 1 :])
        none = self._answers.whole(answer) == "not_implemented"
        return none or self._answers.is_inapplicable(answer)

    def _is_remark(self, label: Clause) -> bool:
        """ "Remark:", "Note of the auditor, May:", "Auditor's comment:"."""
        words = words_of(label.tokens)
        return words[0] in self._remark_openers or words[-1] in self._remark_ends

    def _excepts(self, label: Clause) -> bool:
        return label.tokens[0].text in self._exception_openers


def is_label(clause: Clause, following: Clause | None) -> bool:
    """Whether a colon stands behind the clause, and it is short."""
    short = len(clause.tokens) <= _WORDS
    return short and following is not None and following.after_colon
