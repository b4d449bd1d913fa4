"""The polarity of what was read in a sentence, mended by the sentence's likeness to known ones."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import replace

from frameworks.schema import LikenessScale
from sextant.evidence.labels import Said
from sextant.evidence.likeness import Likeness
from sextant.evidence.merging import is_lack
from sextant.records import Polarity

LEAST_SHARE = 1e-4  # a share is never taken for less than this, or for more than the rest
_DENIED = frozenset({"w:not", "w:never"})  # of the verb: "door open, no lock" denies no open door
_CUES = frozenset({"t:negation", "t:negation_after", "t:partial", "t:planned", "t:ended"})


class Mending:
    """Weighs the rules' reading of a polarity against the classifiers'. Read-only."""

    def __init__(self, scale: LikenessScale) -> None:
        self._scale = scale

    def mended(self, said: Sequence[Said], likeness: Likeness, features: Set[str]) -> list[Said]:
        """All that was read in a sentence, each with the polarity for which most speaks. Where the
        rules read several polarities, only what the sentence is mainly about is mended, and not to
        "in part": a sentence with a yes and a no is like those, but neither of them is."""
        if len({s.polarity for s in said}) < 2:
            return [self._one(s, likeness, features, self._scale.mended_topic) for s in said]
        least = self._scale.mended_topic_of_several
        mended = [self._one(s, likeness, features, least) for s in said]
        return [
            s if m.polarity == "partial" or _is_of_another(m, said, likeness) else m
            for s, m in zip(said, mended, strict=True)
        ]

    def lowered(self, said: Sequence[Said], likeness: Likeness, features: Set[str]) -> list[Said]:
        """The same under a heading or question, where a sentence tells less: "in place" becomes
        "in part" or "planned", "in part" becomes a lack where the likeness is great, no more."""
        mended = self.mended(said, likeness, features)
        lower = {"partial", "planned"}
        falls = likeness.polarities["not_implemented"] >= self._scale.fallen
        return [
            m if m.polarity in lower or (falls and is_lack(m) and _is_limited(s)) else s
            for s, m in zip(said, mended, strict=True)
        ]

    def _one(self, said: Said, likeness: Likeness, features: Set[str], least: float) -> Said:
        if said.answered or likeness.about(said.label.id, 0.0) < least:
            return said
        likely = self._likely(said.polarity, likeness)
        if likely == said.polarity or not self._may_become(said, likely, likeness, features):
            return said
        return replace(said, polarity=likely)

    def _may_become(
        self, said: Said, likely: Polarity, likeness: Likeness, features: Set[str]
    ) -> bool:
        """Whether the rules leave room: a lack that no word tells of is not made out of "they had
        ...", nor "in place" out of more than a limit that may not have been meant as one, unless
        the likeness is very great. A lack that is denied ("card numbers are never written down")
        is none: to the classifiers every denial looks like one."""
        scale, share = self._scale, likeness.polarities[likely]
        if likely == "not_implemented":
            denied = said.label.sense == "gap" and said.polarity == "implemented"
            if denied and not _DENIED.isdisjoint(features):
                return False
            return not _CUES.isdisjoint(features) or share >= scale.lack_without_cue
        if likely == "partial" and said.reading.whole:
            return False  # "over HTTPS only" sounds like a limit
        if likely == "implemented":
            limited = said.polarity == "partial" and not said.reading.hedged
            raised = limited or share >= scale.raised_after_all
            return said.label.sense == "practice" and raised
        return True

    def _likely(self, read: Polarity, likeness: Likeness) -> Polarity:
        """The polarity for which most speaks, where the rules read this one."""
        logs = {p: math.log(max(share, LEAST_SHARE)) for p, share in likeness.polarities.items()}

        def speaks_for(polarity: Polarity) -> float:
            weighing = self._scale.polarity[polarity]
            likely = sum(w * logs[p] for p, w in weighing.likely.items())
            raised = polarity == "implemented" != read  # "in place" takes more
            return weighing.read[read] + likely - self._scale.raising * raised

        return max(self._scale.polarity, key=speaks_for)


def _is_limited(said: Said) -> bool:
    """Read as "in part"; "not on the service desk" is a denial of a part."""
    return said.polarity == "partial" and not said.reading.of_part


def _is_of_another(mended: Said, said: Sequence[Said], likeness: Likeness) -> bool:
    """Whether that polarity was read of what the sentence is more about: "the plan covers one
    plant only, and it was never rehearsed" denies the rehearsal."""
    share = likeness.about(mended.label.id)
    return any(
        s.polarity == mended.polarity
        and s.label.id != mended.label.id
        and likeness.about(s.label.id) > share
        for s in said
    )
