"""How like the labelled example sentences a sentence is: whether it states anything at all, of
which Subcategory, and with which polarity.

Three linear classifiers over one set of features (words, pairs of words, concepts, triggers,
shape), trained by `python -m benchmarks.statements.train`. They check what the word patterns found
and stand in where those found nothing; how far they are believed is in lexicon/likeness/.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from sextant.evidence.text import BREAK, Token
from sextant.evidence.triggers import Triggers
from sextant.records import Polarity

if TYPE_CHECKING:
    import numpy as np

    Samples: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
_TRIGGERS = (
    "negation", "negation_after", "planned", "ended", "partial", "existence", "modal", "condition",
    "void", "hedged", "policy", "obliges",
)  # fmt: skip
_SIGNS = (
    ("negation", "-"), ("negation_after", "-"), ("ended", "x"), ("planned", ">"), ("partial", "~"),
)  # fmt: skip
_LONGEST = 5
_LENGTH_STEP = 4  # words
_TITLE_SHARE = 0.6
_SPEAKER = frozenset({"we", "our", "i", "us", "my"})


class Likeness:
    """What the classifiers make of one sentence. All shares are 0..1, worked out when asked for."""

    def __init__(self, scores: Samples, topics: Sequence[str], places: Mapping[str, int]) -> None:
        self._scores = scores
        self._names = topics
        self._places = places  # topic -> where its score stands

    @cached_property
    def stated(self) -> float:
        """That it states anything about the organisation's security."""
        return 1 / (1 + math.exp(-self._scores[-1]))

    @cached_property
    def _topics(self) -> list[float]:
        return _shares(self._scores[: len(self._names)])

    def about(self, topic: str, unlearned: float = 1.0) -> float:
        """How likely a Subcategory is the one spoken of; `unlearned` for one never learned."""
        place = self._places.get(topic)
        return unlearned if place is None else self._topics[place]

    @cached_property
    def polarities(self) -> dict[Polarity, float]:
        """How likely each polarity is."""
        return dict(zip(POLARITIES, _shares(self._scores[len(self._names) : -1]), strict=True))

    @cached_property
    def topic(self) -> str:
        """The likeliest Subcategory."""
        return self._names[int(self._scores[: len(self._names)].argmax())]

    @cached_property
    def polarity(self) -> Polarity:
        """The likeliest polarity."""
        return max(self.polarities, key=lambda p: self.polarities[p])


class LikenessModel:
    """The trained classifiers. Built from the bytes of a weights file; then read-only."""

    def __init__(self, weights: bytes) -> None:
        import numpy as np

        with np.load(BytesIO(weights), allow_pickle=False) as stored:
            names = stored["features"].tobytes().decode().split("\n")
            self._rows = {name: i for i, name in enumerate(names)}
            self._idf: Any = stored["idf"]
            self._weights: Any = stored["weights"]  # of one byte each, in steps
            self._steps: Any = stored["steps"]
            self._bias: Any = stored["bias"]
            self._topics = str(stored["topics"]).split("\n")
            self._places = {topic: i for i, topic in enumerate(self._topics)}

    def knows(self, feature: str) -> bool:
        return feature in self._rows

    def judge(self, features: Iterable[str]) -> Likeness | None:
        """The judgement of a sentence with these features; None when it has none that is known."""
        import numpy as np

        known = self._rows
        rows = sorted({known[f] for f in known.keys() & features})
        if not rows:
            return None
        x = self._idf[rows]
        scores = (x / np.sqrt(x @ x)) @ self._weights[rows] * self._steps + self._bias
        return Likeness(scores, self._topics, self._places)


def _shares(scores: Samples) -> list[float]:
    import numpy as np

    raised = np.exp(scores - scores.max())
    shares: list[float] = (raised / raised.sum()).tolist()
    return shares


def features(
    sentence: str,
    words: Sequence[Token],
    concepts: Iterable[str],
    triggers: Triggers,
    breaks: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """What tells of a sentence: "w:" stem, "b:" pair, "c:" concept, "t:" trigger, "s:" shape.
    `breaks`: the words that part a sentence as a comma does ("but", "while")."""
    yield from topic_features(words, concepts)
    said = [t.text for t in words if not t.is_mark]
    if not said:
        return
    yield "s:first " + said[0]
    yield "s:opening " + " ".join(said[:2])
    yield "s:last " + said[-1]
    if not _SPEAKER.isdisjoint(said):
        yield "s:own"
    yield "s:signs " + _signs(words, triggers, breaks)
    yield f"s:length {min(len(said) // _LENGTH_STEP, _LONGEST)}"
    yield from ("t:" + kind for kind in _TRIGGERS if getattr(triggers, kind))
    yield from _shape(sentence.strip())


def _signs(words: Sequence[Token], triggers: Triggers, breaks: frozenset[str]) -> str:
    """What the parts of a sentence say, each kind once: "+-" where one affirms and one denies."""
    begins = {span[0]: s for kind, s in reversed(_SIGNS) for span, _ in getattr(triggers, kind)}
    found: set[str] = set()
    sign, size = "+", 0
    for i, word in enumerate((*words, BREAK)):
        if word.is_mark or word.text in breaks:
            if size > 1 or sign != "+":
                found.add(sign)
            sign, size = "+", 0
            continue
        size += 1
        if sign == "+":
            sign = begins.get(i, "+")
    return "".join(sorted(found))


def topic_features(words: Sequence[Token], concepts: Iterable[str]) -> Iterator[str]:
    """The features that tell what a text is about, which a heading or question has as well."""
    for before, word in zip((None, *words), words, strict=False):
        if word.is_mark:
            continue
        yield "w:" + word.stem
        if before is not None and not before.is_mark:
            yield f"b:{before.stem} {word.stem}"
    yield from ("c:" + concept for concept in concepts)


def _shape(sentence: str) -> Iterator[str]:
    pieces = sentence.split()
    capitals = sum(p[:1].isupper() for p in pieces)
    if capitals >= _TITLE_SHARE * len(pieces):
        yield "s:title"
    if any(p[:1].isupper() for p in pieces[1:]):
        yield "s:name"
    if any(c.isdigit() for c in sentence):
        yield "s:digit"
    if not sentence.endswith((".", "!", "?")):
        yield "s:no stop"
