"""A second look at what the word patterns found in a sentence, by its likeness to known ones: drop
what it does not state, mend a polarity, name the Subcategory where no pattern did."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice

from frameworks.loader import Knowledge
from frameworks.schema import Weighing
from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Label, Said
from sextant.evidence.likeness import Likeness, LikenessModel
from sextant.evidence.mending import LEAST_SHARE, Mending
from sextant.evidence.merging import favours
from sextant.records import Polarity

LEAST_STATED = (
    0.05  # the share that states something is never taken for less, or for more than the rest
)


class SecondLook:
    """Weighs what was said in a sentence. Built once per knowledge base, then read-only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._scale = knowledge.likeness
        self._model = LikenessModel(knowledge.likeness_weights)
        self._mending = Mending(knowledge.likeness)

        self._main = {c.id: c.main_aspect for c in knowledge.controls.values()}

    def at(
        self,
        said: list[Said],
        features: frozenset[str],
        answers: bool,
        neutral: bool = False,
        asked: frozenset[str] = frozenset(),
        topical: bool = False,
        own: frozenset[str] = frozenset(),
        led: bool = False,
    ) -> list[Said]:
        """What is kept, mended or added. `answers`: the sentence stands under a heading or
        question, so that its own words do not tell everything. `neutral`: by its grammar it says
        nothing, so that likeness has to be great. `asked`: the Subcategories that the question
        before it is about. `topical`: what it stands under is what it speaks of. `own`: the
        features without what it stands under. `led`: an item of a list that its lead makes a
        statement: "The firm promised to:"."""
        if self._has_few_words(features):
            return said
        likeness = self._model.judge(features)
        if likeness is None:
            return said
        others = [s for s in said if s.label.kind != "control"]
        controls = [s for s in said if s.label.kind == "control"]
        if answers:
            kept = [s for s in controls if self._belongs(s, likeness)]
            kept = self._mending.lowered(kept, likeness, features)
            if self._answers_after_all(kept, asked, likeness):
                kept = [self._likened(likeness, likeness.polarity)]
        else:
            kept = [s for s in controls if self._holds(s, likeness, led)]
            kept = self._mending.mended(kept, likeness, features)
        besides = 0.0 if topical or not answers else self._scale.added_under_heading
        if self._calls_for_likeliest(kept, likeness, neutral, besides) and not (
            answers and self._states_less(own, self._scale.idle_stated)
        ):
            kept = self._with_likeliest(kept, likeness)
        return [*kept, *others]

    def _has_few_words(self, features: frozenset[str]) -> bool:
        fewest = self._scale.fewest_words
        return len(list(islice((f for f in features if f[:2] == "w:"), fewest))) < fewest

    def is_idle(self, own: frozenset[str]) -> bool:
        """Whether the words alone are like those that state nothing: "That's Tom's area"."""
        return self._states_less(own, self._scale.idle_answer)

    def tells_of_lack(self, features: frozenset[str]) -> bool:
        """Whether an answer without a "yes" is like those that mean no."""
        likeness = self._model.judge(features)
        if likeness is None or likeness.stated < self._scale.lacking_stated:
            return False
        return likeness.polarities["not_implemented"] >= self._scale.lacking

    def _states_less(self, own: frozenset[str], share: float) -> bool:
        likeness = self._model.judge(own)
        return likeness is not None and likeness.stated < share

    def likeness(self, features: frozenset[str]) -> Likeness | None:
        """What the classifiers make of a sentence; None when nothing in it was ever seen."""
        return self._model.judge(features)

    def knows(self, stem: str) -> bool:
        """Whether the classifiers learned something of a word."""
        return self._model.knows("w:" + stem)

    def asked(self, features: frozenset[str], polarity: Polarity) -> list[Said]:
        """What an answer says of the Subcategory that its question is like."""
        likeness = self._model.judge(features)
        if likeness is None or likeness.about(likeness.topic) < self._scale.asked_topic:
            return []
        return [self._likened(likeness, polarity)]

    def _holds(self, said: Said, likeness: Likeness, led: bool) -> bool:
        """Whether the sentence can state this: it states something, and not something else."""
        if said.answered:
            return True
        if likeness.stated < self._scale.kept_stated and not led:
            return False
        topic = likeness.about(said.label.id, 0.5)
        favourable = said.polarity == "implemented"
        return _weighed(self._scale.kept, likeness.stated, topic, favourable) >= 0

    def _belongs(self, said: Said, likeness: Likeness) -> bool:
        """Whether the sentence, whose heading or question names its topic, can say this as well:
        its own words were about it, and it does not tell of a lack what was read as in place."""
        scale = self._scale
        stated = likeness.stated >= scale.kept_stated_under_heading
        if said.answered:  # "I could not say" may read like a "no"
            return stated or favours(said) or not said.presumed
        if not stated:
            return False
        least = scale.least_topic_under_heading
        if said.polarity in ("implemented", "planned") and likeness.stated < scale.clearly_stated:
            least = scale.least_topic_favourable_under_heading
        topic = likeness.about(said.label.id)
        return topic >= least and not self._belies(said, likeness)

    def _answers_after_all(
        self, said: Sequence[Said], asked: frozenset[str], likeness: Likeness
    ) -> bool:
        """ "Do you encrypt data at rest?" "Only the databases, the backup files are not.": of what
        was asked, not of what its words name."""
        scale = self._scale
        return (
            likeness.topic in asked
            and not any(s.label.id in asked for s in said)
            and likeness.about(likeness.topic) >= scale.great_topic
            and likeness.stated >= scale.sure_stated
            and likeness.polarities[likeness.polarity] >= scale.other_polarity
        )

    def _belies(self, said: Said, likeness: Likeness) -> bool:
        """Whether the sentence is so much like those that tell of a lack that what was read as in
        place is not believed, unless that is its main topic. No lack is made of it either. For
        sentences under a heading alone: in a report's running text "they had ..." is too often
        told before a lack."""
        lack = likeness.polarities.get("not_implemented", 0.0)
        return (
            said.polarity == "implemented"
            and said.label.sense == "practice"
            and likeness.about(said.label.id) < self._scale.belied_topic
            and likeness.stated >= self._scale.belied_stated
            and lack >= self._scale.belied
        )

    def _calls_for_likeliest(
        self, kept: Sequence[Said], likeness: Likeness, neutral: bool, besides: float
    ) -> bool:
        """Whether the sentence is hardly about what was kept, and the likeliest Subcategory is
        sure. `besides`: how much more has to speak for it."""
        most = likeness.about(likeness.topic) * self._scale.most_share_beside
        if any(s.answered or likeness.about(s.label.id) > most for s in kept):
            return False
        return self._is_sure(likeness, neutral, besides + self._scale.added_beside * bool(kept))

    def _with_likeliest(self, kept: Sequence[Said], likeness: Likeness) -> list[Said]:
        """The likeliest Subcategory, and what was kept without what is far less likely."""
        least = likeness.about(likeness.topic) * self._scale.least_share_of_likeliest
        likely = [s for s in kept if likeness.about(s.label.id) >= least]
        return [*likely, self._likened(likeness, likeness.polarity)]

    def _is_sure(self, likeness: Likeness, neutral: bool, besides: float) -> bool:
        scale = self._scale
        topic = likeness.about(likeness.topic)
        if likeness.stated < scale.added_stated:
            return False
        if neutral:
            return topic >= scale.great_topic and likeness.stated >= scale.great_stated
        favourable = likeness.polarity == "implemented"
        polarity = likeness.polarities[likeness.polarity]
        return _weighed(scale.added, likeness.stated, topic, favourable, polarity) >= besides

    def _likened(self, likeness: Likeness, polarity: Polarity) -> Said:
        """Recognised by likeness alone: believed as little as somebody who is not sure, and put to
        the main part of the Subcategory."""
        label = Label("control", likeness.topic, self._main.get(likeness.topic, ""))
        return Said(label, polarity, Reading(polarity, hedged=True), size=1)


def _weighed(
    weighing: Weighing, stated: float, topic: float, favourable: bool, polarity: float = 0.5
) -> float:
    """What speaks for it (above nought) or against it; from the shares 0..1 of "states something",
    of the Subcategory and of the polarity."""
    return (
        weighing.stated * log_odds(stated, LEAST_STATED)
        + weighing.topic * log_odds(topic, LEAST_SHARE)
        + weighing.favourable * favourable
        + weighing.polarity * log_odds(polarity, LEAST_STATED)
        + weighing.start
    )


def log_odds(share: float, least: float) -> float:
    """The natural logarithm of share to rest, of a share 0..1 held within `least` of either end."""
    share = min(max(share, least), 1 - least)
    return math.log(share / (1 - share))
