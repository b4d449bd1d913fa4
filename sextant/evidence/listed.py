"""What a list makes of its items: ticked or not, recommended, set out to be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from frameworks.schema import Cues
from sextant.evidence.checklists import Tick, ticked
from sextant.evidence.labels import Said
from sextant.evidence.merging import is_of_control, lacking, limited, postponed
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, tokens

_CLOCK = re.compile(r"\W{0,3}\d{1,2}[:.]\d{2}\b")  # "08:40 Server disconnected"
_LABEL = 6  # words of a label before a colon
Change = Callable[[Said], Said | None]


def _advised(said: Said) -> Said | None:
    """What is recommended is not told as done; a lack that is told beside it is."""
    told = not is_of_control(said) or said.polarity == "not_implemented"
    return said if told else None


def _explained(said: Said) -> Said | None:
    """What is defined, assumed or looked for in somebody says nothing of a practice."""
    return None if is_of_control(said) else said


def _asked_for(said: Said) -> Said | None:
    """What is asked for is no practice; what is said as a rule stays one."""
    return said if said.reading.obliges else _advised(said)


def _crossed(said: Said) -> Said | None:
    """What is not ticked is not so; facts and assets are not taken from it."""
    return lacking(said) if is_of_control(said) else None


_BY_TICK: Mapping[Tick, Change] = {
    "partly": limited, "crossed": _crossed, "empty": _crossed, "open": postponed,
}  # fmt: skip


class ListedReader:
    """Knows ticks, and the headings and labels of lists. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._advice = Phrases(cues.advice_labels)
        self._relative = frozenset((*cues.relative, "what", "how"))
        self._tasks = Phrases(cues.task_labels)
        self._apart = Phrases(cues.apart_labels)
        self._events = Phrases(cues.timeline_labels)
        self._speaker = frozenset(cues.speaker)
        self._rules = Phrases(cues.rule_labels)
        self._as_it_is = frozenset((*cues.past_words, *cues.as_it_is))
        self._done = frozenset(cues.item_done)
        self._past = frozenset(cues.past_words)
        self._finite = frozenset(cues.auxiliaries)
        self._of_what = frozenset(cues.label_goes_on)

    def changed(self, said: Sequence[Said], sentence: str, heading: str) -> list[Said]:
        """What a sentence says, as the list that it stands in makes it."""
        change = self._change(sentence, heading) if said else None
        if change is None:
            return list(said)
        return [s for s in map(change, said) if s is not None]

    def _change(self, sentence: str, heading: str) -> Change | None:
        tick, words = ticked(sentence)
        if tick:
            return _BY_TICK.get(tick)
        label, colon, behind = words.partition(":")
        above = heading.split(". ")
        if colon and len(label.split()) <= _LABEL:
            above, words = [*above, label], behind
        labels = [_named(tokens(text)) for text in above]
        said = {t.text for t in tokens(words)}
        if any(self._opens(self._apart, label) for label in labels):
            return None if self._speaker & said else _explained
        if _CLOCK.match(sentence) and any(self._opens(self._events, label) for label in labels):
            return _advised
        if any(self._opens(self._advice, label) for label in labels):
            return None if self._as_it_is & said else _advised
        if any(self._opens(self._rules, label) for label in labels):
            return None if self._as_it_is & said else _asked_for
        if any(self._opens(self._tasks, label) for label in labels):
            own = set(takewhile(lambda w: w not in self._relative, (t.text for t in tokens(words))))
            return None if (self._past | self._done | self._finite) & own else postponed
        return None

    def _opens(self, phrases: Phrases, label: Sequence[Token]) -> bool:
        """Whether the label is one of the phrases, or says further what it is for."""
        return any(
            start == 0 and (end == len(label) or label[end].text in self._of_what)
            for (start, end), _ in phrases.find(label)
        )


def _named(label: Sequence[Token]) -> Sequence[Token]:
    """A label without numbers and marks: "Recommendation 3"."""
    return [t for t in label if not t.is_mark and not t.text.isdecimal()]
