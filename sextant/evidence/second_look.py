"""A second look at what the word patterns found in a sentence, by its likeness to known ones: drop
what it does not state, mend a polarity, name the Subcategory where no pattern did."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from frameworks.loader import Knowledge
from frameworks.schema import Weighing
from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Label, Said
from sextant.evidence.likeness import Likeness, LikenessModel
from sextant.records import Polarity

_CUES = frozenset({"t:negation", "t:negation_after", "t:partial", "t:planned", "t:ended"})
LEAST_SHARE = 1e-4  # a share is never taken for less than this, or for more than the rest
LEAST_STATED = 0.05


class SecondLook:
    """Weighs what was said in a sentence. Built once per knowledge base, then read-only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._scale = knowledge.likeness
        self._model = LikenessModel(knowledge.likeness_weights)
        self._main = {
            c.id: next((a.id for a in c.aspects if a.core), "") for c in knowledge.controls.values()
        }

    def at(
        self,
        said: list[Said],
        features: frozenset[str],
        answers: bool,
        neutral: bool = False,
        asked: frozenset[str] = frozenset(),
        topical: bool = False,
    ) -> list[Said]:
        """What is kept, mended or added. `answers`: the sentence stands under a heading or
        question, so that its own words do not tell everything. `neutral`: by its grammar it says
        nothing, so that likeness has to be great. `asked`: the Subcategories that the question
        before it is about. `topical`: what it stands under is what it speaks of."""
        likeness = self._model.judge(features)
        words = sum(f.startswith("w:") for f in features)
        if likeness is None or words < self._scale.fewest_words:
            return said
        others = [s for s in said if s.label.kind != "control"]
        controls = [s for s in said if s.label.kind == "control"]
        if answers:
            kept = [s for s in controls if self._belongs(s, likeness)]
            kept = [self._lowered(s, likeness, features) for s in kept]
            if self._answers_after_all(kept, asked, likeness):
                kept = [self._likened(likeness, likeness.polarity)]
        else:
            kept = [s for s in controls if self._holds(s, likeness)]
            if len({s.polarity for s in kept}) == 1:
                kept = [self._mended(s, likeness, features) for s in kept]
        if not kept and (topical or not answers) and self._is_sure(likeness, neutral):
            kept = [self._likened(likeness, likeness.polarity)]
        return [*kept, *others]

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

    def _holds(self, said: Said, likeness: Likeness) -> bool:
        """Whether the sentence can state this: it states something, and not something else."""
        if said.answered:
            return True
        topic = likeness.about(said.label.id, 0.5)
        favourable = said.polarity == "implemented"
        return _weighed(self._scale.kept, likeness.stated, topic, favourable) >= 0

    def _belongs(self, said: Said, likeness: Likeness) -> bool:
        """Whether the sentence, whose heading or question names its topic, can say this as well:
        its own words were about it, and it does not tell of a lack what was read as in place."""
        if said.answered:
            return True
        scale = self._scale
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

    def _mended(self, said: Said, likeness: Likeness, features: frozenset[str]) -> Said:
        """What the rules read, with the polarity for which most speaks: their own reading and the
        likeness together. Only where the sentence is about this."""
        if said.answered or likeness.about(said.label.id, 0.0) < self._scale.mended_topic:
            return said
        likely = self._likely(said.polarity, likeness)
        if likely == "not_implemented" and not _CUES & features:
            return said  # a lack that no word tells of is not made out of "they had ..."
        if likely == "implemented" and not _may_be_raised(said):
            return said
        return said if likely == said.polarity else replace(said, polarity=likely)

    def _likely(self, read: Polarity, likeness: Likeness) -> Polarity:
        """The polarity for which most speaks, where the rules read this one."""
        logs = {p: math.log(max(share, LEAST_SHARE)) for p, share in likeness.polarities.items()}

        def speaks_for(polarity: Polarity) -> float:
            weighing = self._scale.polarity[polarity]
            likely = sum(w * logs[p] for p, w in weighing.likely.items())
            raised = polarity == "implemented" != read  # "in place" takes more
            return weighing.read[read] + likely - self._scale.raising * raised

        return max(self._scale.polarity, key=speaks_for)

    def _lowered(self, said: Said, likeness: Likeness, features: frozenset[str]) -> Said:
        """The same under a heading or question, where a sentence tells less: "in place" becomes
        "in part" or "planned", no more."""
        mended = self._mended(said, likeness, features)
        return mended if mended.polarity in ("partial", "planned") else said

    def _is_sure(self, likeness: Likeness, neutral: bool) -> bool:
        scale = self._scale
        topic = likeness.about(likeness.topic)
        if neutral:
            return topic >= scale.great_topic and likeness.stated >= scale.great_stated
        favourable = likeness.polarity == "implemented"
        return _weighed(scale.added, likeness.stated, topic, favourable) >= 0

    def _likened(self, likeness: Likeness, polarity: Polarity) -> Said:
        """Recognised by likeness alone: believed as little as somebody who is not sure."""
        label = Label("control", likeness.topic, self._main.get(likeness.topic, ""))
        return Said(label, polarity, Reading(polarity, hedged=True), size=1)


def _may_be_raised(said: Said) -> bool:
    """Whether it was "in part" only for a word that may not have been meant as a limit."""
    hedged = said.reading.hedged or said.label.sense != "practice"
    return said.polarity == "partial" and not hedged


def _weighed(weighing: Weighing, stated: float, topic: float, favourable: bool) -> float:
    """What speaks for it (above nought) or against it."""
    return (
        weighing.stated * log_odds(stated, LEAST_STATED)
        + weighing.topic * log_odds(topic, LEAST_SHARE)
        + weighing.favourable * favourable
        + weighing.start
    )


def log_odds(share: float, least: float) -> float:
    """The natural logarithm of share to rest, of a share 0..1 held within `least` of either end."""
    share = min(max(share, least), 1 - least)
    return math.log(share / (1 - share))
