"""Answers: what a few words say of the question, topic or label that they stand under."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.text import Token
from sextant.evidence.triggers import Phrases
from sextant.records import Polarity

_ELLIPSIS = 6  # words
_LABEL = 4  # words in a label such as "What is missing"


class AnswerReader:
    """Reads clauses that name no topic of their own. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._finite = frozenset((*cues.verbs, *cues.remark_verbs)) - {"be", "been", "used"}
        self._after_answer = frozenset(cues.after_answer)
        self._gap_labels = Phrases(cues.gap_labels)
        self._open_questions = frozenset(cues.open_questions)
        self._noncommittal = Phrases(cues.noncommittal)
        self._yes = frozenset(cues.yes_words)
        self._no = frozenset(cues.no_words)
        self._endings = frozenset((*cues.final_negation, "nobody", "never", "not"))
        self._negation = Phrases(cues.negation)
        self._answers = {p: Phrases(words) for p, words in cues.answers.items()}

    def is_yes_or_no(self, question: Sequence[Token]) -> bool:
        """Whether a question can be answered with yes or no: "Do you ...", not "Where is ..."."""
        words = [t.text for t in question if not t.is_mark][:3]
        return bool(words) and not self._open_questions & set(words)

    def lists_gaps(self, tokens: Sequence[Token], label: Sequence[Token]) -> bool:
        """Whether a clause without a verb stands under a label such as "Gaps:"."""
        named = [t for t in label if not t.is_mark]
        if len(named) > _LABEL or not self._gap_labels.find(named):
            return False
        return not any(t.text in self._finite for t in tokens)

    def is_noncommittal(self, tokens: Sequence[Token]) -> bool:
        """ "See 3.", "To be confirmed": no answer at all. "N/a, we do not have one" is one."""
        found = self._noncommittal.find(tokens)
        return bool(found) and not self._negation.find(tokens[found[0][0][1] + 1 :])

    def answer(self, tokens: Sequence[Token]) -> Polarity | None:
        """What a clause that only answers says ("Not yet.", "Yes, for everyone")."""
        best: tuple[int, int, Polarity] | None = None
        for polarity, phrases in self._answers.items():
            for (start, end), _ in phrases.find(tokens[:8]):
                key = (-start, end - start, polarity)
                if start <= 1 and self._stands_alone(tokens, start, end):
                    best = key if best is None else max(best, key)
        if self.is_noncommittal(tokens):
            return None
        if self._is_mixed(tokens):
            return "partial"
        if best is None:
            return "not_implemented" if self.is_elliptical(tokens) else None
        negated = bool(self._negation.find(tokens))
        return "not_implemented" if best[2] == "implemented" and negated else best[2]

    def is_elliptical(self, tokens: Sequence[Token]) -> bool:
        """ "Nights and Sundays nobody.", "Cyber, no.": for one part, no, and without a verb."""
        words = [t.text for t in tokens if not t.is_mark]
        if not 1 < len(words) <= _ELLIPSIS or words[-1] not in self._endings:
            return False
        return not any(w in self._finite for w in words)

    def _is_mixed(self, tokens: Sequence[Token]) -> bool:
        """ "email yes, VPN no": one answer for each part."""
        words = {t.text for t in tokens}
        return bool(words & self._yes) and bool(words & self._no) and len(words) > 2

    def _stands_alone(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a one-word answer is one: "No, never", not "No complaints"."""
        if end - start > 1 or end == len(tokens):
            return True
        return tokens[end].is_mark or tokens[end].text in self._after_answer
