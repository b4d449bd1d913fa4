"""A second look at what the word patterns found in a sentence, by its likeness to known ones: drop
what it does not state, mend a polarity, name the Subcategory where no pattern did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frameworks.loader import Knowledge
from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Label, Said
from sextant.evidence.likeness import Likeness, LikenessModel
from sextant.records import Polarity

_CUES = frozenset({"t:negation", "t:negation_after", "t:partial", "t:planned", "t:ended"})


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
    ) -> list[Said]:
        """What is kept, mended or added. `answers`: the sentence stands under a heading or
        question, so that its own words do not tell everything. `neutral`: by its grammar it says
        nothing, so that likeness has to be great. `asked`: the Subcategories that the question
        before it is about."""
        likeness = self._model.judge(features)
        words = sum(f.startswith("w:") for f in features)
        if likeness is None or words < self._scale.fewest_words:
            return said
        others = [s for s in said if s.label.kind != "control"]
        controls = [s for s in said if s.label.kind == "control"]
        if answers:
            kept = [s for s in controls if self._belongs(s, likeness)]
            if self._answers_after_all(kept, asked, likeness):
                kept = [self._likened(likeness, likeness.polarity)]
        else:
            kept = [s for s in controls if self._holds(s, likeness)]
            kept = self._mended(kept, likeness, features)
            if not kept and self._is_sure(likeness, neutral):
                kept = [self._likened(likeness, likeness.polarity)]
        return [*kept, *others]

    def asked(self, features: frozenset[str], polarity: Polarity) -> list[Said]:
        """What an answer says of the Subcategory that its question is like."""
        likeness = self._model.judge(features)
        if likeness is None or likeness.topics[likeness.topic] < self._scale.asked_topic:
            return []
        return [self._likened(likeness, polarity)]

    def _holds(self, said: Said, likeness: Likeness) -> bool:
        """Whether the sentence can state this: it states something, and not something else."""
        favourable = said.polarity == "implemented"
        least = self._scale.least_stated_favourable if favourable else self._scale.least_stated
        topic = likeness.topics.get(said.label.id, 1.0)
        return likeness.stated >= least and topic >= self._scale.least_topic

    def _belongs(self, said: Said, likeness: Likeness) -> bool:
        """Whether the sentence, whose heading or question names its topic, can say this as well:
        its own words were about it, and it does not tell of a lack what was read as in place."""
        if said.answered:
            return True
        scale = self._scale
        least = scale.least_topic_under_heading
        if said.polarity in ("implemented", "planned") and likeness.stated < scale.clearly_stated:
            least = scale.least_topic_favourable_under_heading
        topic = likeness.topics.get(said.label.id, 1.0)
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
            and likeness.topics[likeness.topic] >= scale.great_topic
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
            and likeness.topics.get(said.label.id, 1.0) < self._scale.belied_topic
            and likeness.stated >= self._scale.belied_stated
            and lack >= self._scale.belied
        )

    def _mended(self, said: list[Said], likeness: Likeness, features: frozenset[str]) -> list[Said]:
        """What was read as in place, because no cue was recognised, with its likely polarity."""
        polarity = likeness.polarity
        scale = self._scale
        least = scale.other_polarity_against_cue if _CUES & features else scale.other_polarity
        if polarity not in ("partial", "planned") or likeness.polarities[polarity] < least:
            return said  # a lack that no rule saw is not made out of "they had ..."
        if any(s.polarity != "implemented" or s.label.sense != "practice" for s in said):
            return said
        return [replace(s, polarity=polarity) for s in said]

    def _is_sure(self, likeness: Likeness, neutral: bool) -> bool:
        scale = self._scale
        if neutral:
            topic = likeness.topics[likeness.topic]
            return topic >= scale.great_topic and likeness.stated >= scale.great_stated
        topic = likeness.topics[likeness.topic]
        favourable = likeness.polarity == "implemented"
        least = scale.sure_topic_favourable if favourable else scale.sure_topic
        return topic >= least and likeness.stated >= scale.sure_stated

    def _likened(self, likeness: Likeness, polarity: Polarity) -> Said:
        """Recognised by likeness alone: believed as little as somebody who is not sure."""
        label = Label("control", likeness.topic, self._main.get(likeness.topic, ""))
        return Said(label, polarity, Reading(polarity, hedged=True), size=1)
