"""Sentences to clauses: where one assertion ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frameworks.schema import Cues
from sextant.evidence.exceptions import ExceptionReader
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, words_of

_HARD = frozenset({";", ".", "!", "?", "(", ")", "[", "]", "|"})
_DASHES = frozenset({"–", "—", "--", "-"})
_LISTING = frozenset({";", ":", ")"})
_LOOKAHEAD = 5
_LABEL_WORDS = 5  # "Risk assessment - not performed": a short label before a dash


@dataclass(frozen=True)
class Clause:
    """A run of tokens that asserts one thing.

    `linked`: it leans on the clause before it (a pronoun, or no subject of its own), so that what
    that one spoke of is context for it.
    """

    tokens: tuple[Token, ...]
    linked: bool
    after_colon: bool = False
    item: bool = False  # begins behind ":", ";" or a bracket: perhaps one item of a list


class ClauseSplitter:
    """Splits by punctuation, conjunctions and the beginning of a new subject with its verb."""

    def __init__(self, cues: Cues) -> None:
        self._coordinators = frozenset(cues.clauses.coordinators)
        self._personal = frozenset(cues.clauses.personal)
        self._possessive = frozenset(cues.clauses.possessive)
        self._adverbial = frozenset(cues.clauses.adverbial)
        self._breaks = frozenset(cues.clause_breaks)
        self._comma_breaks = frozenset(cues.comma_breaks)
        self._fragments = frozenset(cues.fragment_openers)
        self._subjects = frozenset(cues.subjects)
        self._verbs = frozenset(cues.verbs)
        self._auxiliaries = frozenset(cues.auxiliaries)
        self._pronouns = frozenset(cues.pronouns)
        self._rest = Phrases(cues.rest)
        self._bounds = Phrases(cues.bounds)
        self._exceptions = ExceptionReader(cues)
        self._complete = frozenset(
            w for w in cues.answers["implemented"] if " " not in w
        ) - frozenset(cues.clauses.incomplete)
        self._attributive = frozenset((*cues.prepositions, *cues.clauses.attributive))
        self._leaning = self._verbs | self._breaks | self._comma_breaks | self._coordinators

    def split(self, tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
        """The clauses of one sentence, in order. Punctuation at their ends is dropped."""
        pieces: list[tuple[int, int, bool]] = []
        start, after_colon = 0, False
        for i in range(len(tokens)):
            if i < start or not self._breaks_at(tokens, i, start):
                continue
            if i > start:
                pieces.append((start, i, after_colon))
            after_colon = self._is_label_end(tokens, start, i)
            start = i + 1 if tokens[i].is_mark else i
        if start < len(tokens):
            pieces.append((start, len(tokens), after_colon))
        pieces = [p for p in pieces if p == pieces[-1] or not self._only_joins(tokens[p[0] : p[1]])]
        return tuple(
            self._clause(
                tokens[a:b],
                first=n == 0,
                colon=c,
                item=a > 0 and tokens[a - 1].text in _LISTING,
                after_however=a > 1 and tokens[a - 2].text in self._breaks,
            )
            for n, (a, b, c) in enumerate(pieces)
        )

    def _is_label_end(self, tokens: tuple[Token, ...], start: int, i: int) -> bool:
        """A colon, or a dash after a few words without a verb."""
        if tokens[i].text == ":":
            return True
        return (
            tokens[i].text in _DASHES
            and start == 0
            and 0 < i <= _LABEL_WORDS
            and not self._has_verb(tokens[:i])
        )

    def _only_joins(self, part: tuple[Token, ...]) -> bool:
        """Whether it is a "however" that a comma follows: no clause of its own."""
        return all(t.text in self._breaks or t.is_mark for t in part)

    def _clause(
        self, part: tuple[Token, ...], first: bool, colon: bool, item: bool, after_however: bool
    ) -> Clause:
        words = words_of(part)
        pronoun = any(
            w in self._pronouns
            and not (w in self._possessive and n > 1)  # "the firm kept its logs"
            for n, w in enumerate(words[:8])
        )
        opening = words[0] if words else ""
        elliptical = not first and (opening in self._leaning or after_however)
        return Clause(part, linked=pronoun or elliptical or colon, after_colon=colon, item=item)

    def _breaks_at(self, tokens: tuple[Token, ...], i: int, start: int) -> bool:
        word = tokens[i].text
        after_comma = i > 0 and tokens[i - 1].text == ","
        if word in _HARD or word in _DASHES or word == ":":
            return True
        if word in self._breaks:
            return not (word == "but" and self._goes_on_behind_but(tokens, i))
        if word in self._comma_breaks:
            return after_comma
        if word == ",":
            return self._opens_clause(tokens, i + 1, start)
        if word in self._coordinators:
            return not after_comma and self._opens_clause(tokens, i + 1, start, word)
        return False

    def _goes_on_behind_but(self, tokens: tuple[Token, ...], i: int) -> bool:
        """ "All but one", "we accept a day without it but no loss of data"."""
        if i > 0 and tokens[i - 1].text in ("nothing", "all"):
            return True
        bounds = self._bounds.find(tokens[i + 1 : i + 5])
        return self._exceptions.opens(tokens, i) or any(a == 0 for (a, _), _ in bounds)

    def _opens_clause(
        self, tokens: tuple[Token, ...], i: int, start: int, coordinator: str = ""
    ) -> bool:
        """Whether a clause of its own begins at `i`: "no ...", a subject with its verb, a verb."""
        if self._rest.find(tokens[i : i + 2]):
            return not coordinator
        strong = False
        if i < len(tokens) and tokens[i].text in self._coordinators:
            coordinator, i, strong = tokens[i].text, i + 1, not coordinator
        window = [t.text for t in tokens[i : i + _LOOKAHEAD + 1]]
        if not window:
            return False
        if window[0] in self._fragments or (not coordinator and self._resumes(window, i - start)):
            return True
        if self._is_incomplete(tokens[start:i]):
            return False
        if window[0] in self._verbs:
            return coordinator not in ("or", "nor")
        if window[0] in self._subjects or (strong and window[0] in self._adverbial):
            return self._verb_before_mark(window[1:])
        return self._noun_then(window, self._verbs if strong else self._auxiliaries)

    def _resumes(self, window: list[str], before: int) -> bool:
        """ "The station stands by the gate, it has been ...": a pronoun with its verb behind a
        comma; in "MFA, we have it" only the subject is named first."""
        is_subject = window[0] in self._personal and window[1:2] != []
        return is_subject and before > _LABEL_WORDS and window[1] in self._auxiliaries

    def _is_incomplete(self, tokens: tuple[Token, ...]) -> bool:
        """A subject that waits for its verb: "penetration testing and scanning were ..."."""
        said = [t for t in tokens if not t.is_mark and t.text not in self._coordinators]
        if len(said) > 1 and said[0].text == "of" and said[1].text[:1].isdecimal():
            return True  # "of 120 accounts sampled, 87 were ..."
        if len(said) <= 1 or said[0].text in self._fragments | self._complete:
            return False
        return not self._has_verb(said)

    def has_own_subject(self, clause: Clause) -> bool:
        """Whether the clause says by itself who does what."""
        words = [t.text for t in clause.tokens if t.text not in self._coordinators]
        return bool(words) and (
            words[0] in self._subjects or any(w in self._auxiliaries for w in words)
        )

    def _has_verb(self, tokens: Iterable[Token]) -> bool:
        """Whether there is one; in "a list of shared folders" the participle is none."""
        before = ""
        for token in tokens:
            if token.text in self._verbs:
                return True
            if token.text.endswith("ed") and before not in self._attributive:
                return True
            before = token.text
        return False

    def _noun_then(self, window: list[str], verbs: frozenset[str]) -> bool:
        """ "laptops are", "burglars took": a bare noun as subject."""
        following = window[1:3]
        return any(w in verbs for w in following) and not any(
            w in (",", "and", "or") for w in following
        )

    def _verb_before_mark(self, window: list[str]) -> bool:
        for word in window:
            if word in self._verbs:
                return True
            if word in (",", ";", ".", "and", "or", ":"):
                return False
        return False
