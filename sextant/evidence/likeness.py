"""How like the labelled example sentences a sentence is: whether it states anything at all, of
which Subcategory, and with which polarity.

Three linear classifiers over the features of sentence_signs.py, trained by
`python -m benchmarks.statements.train`. They check what the word patterns found and stand in where
those found nothing; how far they are believed is in lexicon/likeness/.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from io import BytesIO
from typing import get_args

from sextant.evidence.linear import LinearTable, Samples, Vocabulary
from sextant.records import Polarity

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)


class Likeness:
    """What the classifiers make of one sentence. All shares are 0..1, worked out when asked for.
    `about`: the scores of the topics; `telling`: those of the polarities, then of "stated"."""

    def __init__(
        self, about: Samples, telling: Samples, topics: Sequence[str], places: Mapping[str, int]
    ) -> None:
        self._about = about
        self._telling = telling
        self._names = topics
        self._places = places  # topic -> where its score stands

    @cached_property
    def stated(self) -> float:
        """That it states anything about the organisation's security."""
        return 1 / (1 + math.exp(-self._telling[-1]))

    @cached_property
    def _topics(self) -> list[float]:
        return _shares(self._about)

    def about(self, topic: str, unlearned: float = 1.0) -> float:
        """How likely a Subcategory is the one spoken of; `unlearned` for one never learned."""
        place = self._places.get(topic)
        return unlearned if place is None else self._topics[place]

    @cached_property
    def polarities(self) -> dict[Polarity, float]:
        """How likely each polarity is."""
        return dict(zip(POLARITIES, _shares(self._telling[:-1]), strict=True))

    @cached_property
    def topic(self) -> str:
        """The likeliest Subcategory."""
        return self._names[int(self._about.argmax())]

    @cached_property
    def polarity(self) -> Polarity:
        """The likeliest polarity."""
        return max(self.polarities, key=lambda p: self.polarities[p])


class LikenessModel:
    """The trained classifiers. Built from the bytes of a weights file; then read-only."""

    def __init__(self, weights: bytes) -> None:
        import numpy as np

        with np.load(BytesIO(weights), allow_pickle=False) as stored:
            self._vocabulary = Vocabulary(stored["features"])
            self._topic = LinearTable(stored, "topic")
            self._telling = LinearTable(stored, "telling")
            self._topics = str(stored["topics"]).split("\n")
            self._places = {topic: i for i, topic in enumerate(self._topics)}

    def knows(self, feature: str) -> bool:
        """Whether it was ever seen."""
        return feature in self._vocabulary

    def judge(self, features: Set[str]) -> Likeness | None:
        """The judgement of a sentence with these features; None when no known one tells what it
        is about."""
        rows = self._vocabulary.rows(features)
        about = self._topic.scores(rows)
        if about is None:
            return None
        telling = self._telling.scores(rows)
        scores = self._telling.bias if telling is None else telling
        return Likeness(about, scores, self._topics, self._places)


def _shares(scores: Samples) -> list[float]:
    import numpy as np

    raised = np.exp(scores - scores.max())
    shares: list[float] = (raised / raised.sum()).tolist()
    return shares
