"""Before and after: "Before the breach, staff signed in with passwords. Since then we have security
keys." What was lacking then is told as mended now."""

from __future__ import annotations

from frameworks.schema import Cues
from sextant.evidence.labels import Said, Told
from sextant.evidence.merging import aspect, is_lack, is_of_control
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import tokens

_OPENING = 3  # words within which a sentence says when it was


class FormerReader:
    """Knows the words for then and for now. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._then = Phrases(cues.then)
        self._now = frozenset(cues.nowadays)

    def without_former(self, read: Told) -> Told:
        """The sentences of a passage, without the lacks of then that a later one, of now, says to
        be no more."""
        if len(read) < 2:
            return read
        lacks = {aspect(s) for _, said in read for s in said if is_lack(s)}
        if not lacks & {aspect(s) for _, said in read for s in said if _is_there(s)}:
            return read
        return tuple(
            (sentence, self._left(sentence, said, read[n + 1 :]))
            for n, (sentence, said) in enumerate(read)
        )

    def _left(self, sentence: str, said: tuple[Said, ...], later: Told) -> tuple[Said, ...]:
        if not any(start < _OPENING for (start, _), _text in self._then.find(tokens(sentence))):
            return said
        mended = {aspect(s) for told, of_now in later for s in of_now
                  if _is_there(s) and self._is_of_now(told)}  # fmt: skip
        return tuple(s for s in said if not (is_lack(s) and aspect(s) in mended))

    def _is_of_now(self, sentence: str) -> bool:
        return not self._now.isdisjoint([t.text for t in tokens(sentence)])


def _is_there(said: Said) -> bool:
    return is_of_control(said) and said.polarity == "implemented"
