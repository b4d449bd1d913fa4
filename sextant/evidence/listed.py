"""What a list makes of its items: ticked or not, recommended, set out to be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from frameworks.schema import Cues
from sextant.evidence.checklists import Tick, ticked
from sextant.evidence.labels import Said
from sextant.evidence.merging import is_of_control, lacking, limited, postponed
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, tokens, words_of

_CLOCK = re.compile(r"\W{0,3}\d{1,2}[:.]\d{2}\b")  # "08:40 Server disconnected"
_QUARTER = 2  # words of "Q3 2026"
_REMEMBERED = 512  # headings, which stand above many sentences
_LABEL = 6  # words of a label before a colon
Change = Callable[[Said], Said | None]


def _advised(said: Said) -> Said | None:
    """What is recommended is not told as done; a lack that is told beside it is."""
    told = not is_of_control(said) or said.polarity == "not_implemented"
    return said if told else None


def _explained(said: Said) -> Said | None:
    """What is defined, assumed or looked for in somebody says nothing of a practice."""
    return None if is_of_control(said) else said


def _set_out(said: Said) -> Said:
    """What is set out to be done, were it in part: "Draft an incident plan"."""
    return postponed(replace(said, polarity="implemented") if said.polarity == "partial" else said)


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
        self._labels = (
            ("apart", Phrases(cues.apart_labels)),
            ("event", Phrases(cues.timeline_labels)),
            ("advice", Phrases(cues.advice_labels)),
            ("rule", Phrases(cues.rule_labels)),
            ("task", Phrases(cues.task_labels)),
        )
        self._relative = frozenset((*cues.relative, *cues.indirect))
        self._first_person = frozenset(cues.persons.first_person)
        self._speaker = frozenset(cues.speaker)
        self._as_it_is = frozenset(cues.as_it_is)
        self._done = frozenset(cues.item_done)
        self._past = frozenset(cues.past_words)
        self._finite = frozenset(cues.auxiliaries)
        self._of_what = frozenset(cues.label_goes_on)
        self._quarters = frozenset(cues.quarters)
        self._kind = lru_cache(maxsize=_REMEMBERED)(self._kind_of)

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
        kinds = {kind for kind in map(self._kind, above) if kind}
        if not kinds:
            return None
        first = next(kind for kind, _ in self._labels if kind in kinds)
        return self._of_kind(first, sentence, [t.text for t in tokens(words)])

    def _of_kind(self, kind: str, sentence: str, said: Sequence[str]) -> Change | None:
        """What a label of a kind makes of a sentence; None: it stays as it is."""
        if kind == "apart":
            return None if self._first_person.intersection(said) else _explained
        if kind == "event":
            return _advised if _CLOCK.match(sentence) else None
        if kind == "task":
            return None if self._is_done(said) else _set_out
        change = _advised if kind == "advice" else _asked_for
        return None if self._tells(said) else change

    def _tells(self, said: Sequence[str]) -> bool:
        """Whether a sentence among advice tells how it is: "All laptops were encrypted in May"."""
        past = not self._past.isdisjoint(said) or any(w.endswith("ed") for w in said)
        return not self._as_it_is.isdisjoint(said) or (past and not self._speaker.isdisjoint(said))

    def _is_done(self, said: Sequence[str]) -> bool:
        """Whether a task has been done, or a sentence with a verb stands in its place; not "write
        down who does what"."""
        own = set(takewhile(lambda w: w not in self._relative, said))
        return not (self._past | self._done | self._finite).isdisjoint(own)

    def _is_quarter(self, label: Sequence[Token]) -> bool:
        """ "Q3 2026: ..." of a roadmap; "Q3: ..." is a question."""
        words = words_of(label)
        return len(words) == _QUARTER and not self._quarters.isdisjoint(words)

    def _kind_of(self, label: str) -> str:
        """What a heading or label says of what is below it; "" for nothing."""
        words = tokens(label)
        bare = _named(words)
        known = next((kind for kind, phrases in self._labels if self._opens(phrases, bare)), "")
        return known or ("task" if self._is_quarter(words) else "")

    def _opens(self, phrases: Phrases, label: Sequence[Token]) -> bool:
        """Whether the label is one of the phrases, or says further what it is for."""
        return any(
            start == 0 and (end == len(label) or label[end].text in self._of_what)
            for (start, end), _ in phrases.find(label)
        )


def _named(label: Sequence[Token]) -> Sequence[Token]:
    """A label without numbers and marks: "Recommendation 3"."""
    return [t for t in label if not t.is_mark and not t.text.isdecimal()]
