"""A second look at what the word patterns found in a sentence, by its likeness to known ones: drop
what it does not state, mend a polarity, name the Subcategory where no pattern did."""

from __future__ import annotations

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
        self, said: list[Said], features: frozenset[str], answers: bool, neutral: bool = False
    ) -> list[Said]:
        """What is kept, mended or added. `answers`: the sentence stands under a heading or
        question, so that its own words do not tell everything. `neutral`: by its grammar it says
        nothing, so that likeness has to be great."""
        likeness = self._model.judge(features)
        words = sum(f.startswith("w:") for f in features)
        if likeness is None or words < self._scale.fewest_words:
            return said
        others = [s for s in said if s.label.kind != "control"]
        controls = [s for s in said if s.label.kind == "control"]
        kept = [s for s in controls if answers or self._holds(s, likeness)]
        if not answers:
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
