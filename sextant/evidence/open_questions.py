"""Questions that no yes or no answers: "how often?", "by when?", "who is responsible?"."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token

_ASKS = 6  # words in which a question opens
_NAME = 4  # words in a name or a post


class OpenQuestionReader:
    """Tells what supplies what was asked. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._timed = Phrases(cues.replies.timed)
        self._whose = Phrases(cues.replies.whose)
        self._times = frozenset(cues.replies.times)

    def answers(self, tokens: Sequence[Token], question: Sequence[Token]) -> bool:
        """ "How often is access reviewed?" "Twice a year.", "Who is accountable?" "The director.":
        who says when, or who, says that it is done."""
        if self._asks_who(question):
            return True
        if not any(start <= 1 for (start, _), _text in self._timed.find(question[:_ASKS])):
            return False
        return any(t.text in self._times for t in tokens)

    def names_who(self, tokens: Sequence[Token], question: Sequence[Token]) -> bool:
        """ "Who is responsible for security?" "The owner": a name or a post, and no more."""
        named = sum(not t.is_mark for t in tokens)
        return named <= _NAME and self._asks_who(question)

    def _asks_who(self, question: Sequence[Token]) -> bool:
        return any(start <= 1 for (start, _), _text in self._whose.find(question[:_ASKS]))
