"""Sentences to clauses: where one assertion ends and the next begins."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.patterns import stem
from frameworks.schema import Cues
from sextant.evidence.text import Token

_HARD = frozenset({";", ".", "!", "?", "–", "—", "--", "-", "(", ")", "[", "]", "|"})
_COORDINATORS = frozenset({"and", "or", "nor", "then", "plus"})
_LOOKAHEAD = 5


@dataclass(frozen=True)
class Clause:
    """A run of tokens that asserts one thing.

    `linked`: it leans on the clause before it (a pronoun, or no subject of its own), so that what
    that one spoke of is context for it.
    """

    tokens: tuple[Token, ...]
    linked: bool
    after_colon: bool = False
    conditional: bool = False


class ClauseSplitter:
    """Splits by punctuation, conjunctions and the beginning of a new subject with its verb."""

    def __init__(self, cues: Cues) -> None:
        self._breaks = frozenset(w for w in cues.clause_breaks if " " not in w)
        self._subjects = frozenset(cues.subjects)
        self._verbs = frozenset(cues.verbs)
        self._pronouns = frozenset(cues.pronouns)
        self._known_verbs = frozenset(stem(v) for v in cues.verbs)

    def split(self, tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
        """The clauses of one sentence, in order. Punctuation at their ends is dropped."""
        pieces: list[tuple[int, int, bool]] = []
        start, after_colon = 0, False
        for i in range(len(tokens)):
            if i < start or not self._breaks_at(tokens, i):
                continue
            if i > start:
                pieces.append((start, i, after_colon))
            after_colon = tokens[i].text == ":"
            start = i + 1 if self._is_dropped(tokens, i) else i
        if start < len(tokens):
            pieces.append((start, len(tokens), after_colon))
        return tuple(
            self._clause(tokens[a:b], first=n == 0, colon=c) for n, (a, b, c) in enumerate(pieces)
        )

    def _clause(self, part: tuple[Token, ...], first: bool, colon: bool) -> Clause:
        words = [t.text for t in part if not t.is_mark]
        pronoun = any(w in self._pronouns for w in words[:8])
        opening = words[0] if words else ""
        elliptical = opening in self._verbs or opening in self._breaks or opening in _COORDINATORS
        return Clause(
            part, linked=pronoun or (not first and elliptical) or colon, after_colon=colon
        )

    def _is_dropped(self, tokens: tuple[Token, ...], i: int) -> bool:
        return tokens[i].is_mark

    def _breaks_at(self, tokens: tuple[Token, ...], i: int) -> bool:
        token = tokens[i]
        if token.text in _HARD:
            return True
        if token.text == ":":
            return True
        if token.text in self._breaks:
            return token.text != "yet" or (i > 0 and tokens[i - 1].is_mark)
        if token.text == ",":
            return self._new_subject(tokens, i + 1)
        if token.text in _COORDINATORS:
            after_comma = i > 0 and tokens[i - 1].text == ","
            return not after_comma and self._new_subject(
                tokens, i + 1, verb_first=token.text == "and"
            )
        return False

    def _new_subject(self, tokens: tuple[Token, ...], i: int, verb_first: bool = True) -> bool:
        """Whether a clause of its own begins at `i`: a subject with a verb soon, or a verb."""
        if i < len(tokens) and tokens[i].text in _COORDINATORS | self._breaks:
            i += 1
        window = [t.text for t in tokens[i : i + _LOOKAHEAD + 1]]
        if not window:
            return False
        if window[0] in self._verbs:
            return verb_first
        if window[0] not in self._subjects:
            return self._noun_then_verb(window)
        return self._verb_before_mark(window[1:])

    def _noun_then_verb(self, window: list[str]) -> bool:
        """ "laptops are", "backups of mail have": a bare plural as subject."""
        return any(w in self._verbs for w in window[1:3]) and not any(
            w in (",", "and", "or") for w in window[1:3]
        )

    def _verb_before_mark(self, window: list[str]) -> bool:
        for word in window:
            if word in self._verbs:
                return True
            if word in (",", ";", ".", "and", "or", ":"):
                return False
        return False
