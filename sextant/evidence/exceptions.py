"""Who is left out of a whole: "everybody but the two partners", "blocked for all except us"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frameworks.schema import Cues
from sextant.evidence.phrases import Trigger
from sextant.evidence.text import Token

_LEFT_OUT = 6  # words that name who is left out


class ExceptionReader:
    """Tells a whole with an exception from a clause that goes on. Holds only what it was built
    from."""

    def __init__(self, cues: Cues) -> None:
        words = cues.exceptions
        self._wholes = frozenset(words.wholes)
        self._openers = frozenset(words.openers)
        self._everyone = frozenset(words.everyone)
        self._refusals = frozenset(words.refusals)
        self._going_on = frozenset(
            (*cues.verbs, *cues.auxiliaries, *cues.clauses.personal, *cues.no_words)
        )

    def find(self, tokens: Sequence[Token]) -> Iterator[Trigger]:
        """Each "but", "save" or "bar" that opens an exception, as a limit."""
        for i, token in enumerate(tokens):
            known = i > 0 and tokens[i - 1].text == "all"  # "all but" is a limit of its own
            if token.text in self._openers and not known and self.opens(tokens, i):
                yield (i, i + 1), token.text

    def opens(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the word at `i` leaves somebody out of the whole named before it."""
        behind = []
        for token in tokens[i + 1 :]:
            if token.is_mark:
                break
            behind.append(token.text)
        if not 0 < len(behind) <= _LEFT_OUT or not self._going_on.isdisjoint(behind):
            return False
        return any(t.text in self._wholes for t in _in_clause(tokens, i))

    def refuses(self, tokens: Sequence[Token], limit: Trigger) -> bool:
        """ "Blocked for everybody except my brother": allowed to one only, and so in force."""
        start = limit[0][0]
        before = [t.text for t in tokens[:start]]
        refused = next((i for i, w in enumerate(before) if w in self._refusals), None)
        return refused is not None and not self._everyone.isdisjoint(before[refused:])


def _in_clause(tokens: Sequence[Token], i: int) -> Iterator[Token]:
    """The words before `i`, back to the last mark that is no comma."""
    for token in reversed(tokens[:i]):
        if token.is_mark and token.text != ",":
            return
        yield token
