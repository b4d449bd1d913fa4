"""The last word of an answer: "Three leavers still had access. Needs improvement."."""

from __future__ import annotations

from frameworks.schema import Cues
from sextant.evidence.labels import Told
from sextant.evidence.merging import is_of_control, limited
from sextant.evidence.text import tokens, words_of


class VerdictReader:
    """Knows an auditor's adverse conclusions. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._adverse = frozenset(tuple(v.split()) for v in cues.verdicts)

    def under_verdict(self, read: Told) -> Told:
        """The sentences of an answer; behind none of them is anything wholly in place where the
        last says that it is not."""
        if len(read) < 2 or tuple(words_of(tokens(read[-1][0]))) not in self._adverse:
            return read
        return tuple(
            (sentence, tuple(limited(s) if is_of_control(s) else s for s in said))
            for sentence, said in read
        )
