"""What a clause that names no topic of its own does to the clause before it: limits it, undoes it,
puts it off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from frameworks.schema import Cues
from sextant.evidence.text import Token
from sextant.evidence.triggers import Phrases, Triggers

Effect = Literal["undone", "postponed", "limited", ""]

_SHORT_CLAUSE = 9


class SequelReader:
    """Reads what follows a statement. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._prepositions = frozenset(cues.prepositions)
        self._withdrawals = frozenset(cues.withdrawals)
        self._part_withdrawals = frozenset(cues.part_withdrawals)
        self._uptake = frozenset(cues.uptake)
        self._beginnings = frozenset(cues.beginnings)
        self._particles = frozenset(cues.particles)
        self._contrasts = frozenset(cues.contrasts)
        self._pronouns = frozenset(cues.pronouns)
        self._taken_back = Phrases(cues.taken_back)

    def effect(self, tokens: Sequence[Token], triggers: Triggers, linked: bool) -> Effect:
        """What the clause does to the one before it. `linked`: it leans on that one."""
        if linked and self.withdraws(tokens, triggers):
            return "undone"
        if linked and self.postpones(tokens, triggers):
            return "postponed"
        return "limited" if self.takes_back(tokens, triggers, linked) else ""

    def excepts(self, tokens: Sequence[Token]) -> bool:
        """Whether a clause opens with "but not to ...": it takes the predicate before it back for
        what it names, and says nothing else."""
        words = [t.text for t in tokens if not t.is_mark][:3]
        if words[:1] == ["but"]:
            words = words[1:]
        return words[:1] == ["not"] and bool(words[1:]) and words[1] in self._prepositions

    def takes_back(self, tokens: Sequence[Token], triggers: Triggers, linked: bool) -> bool:
        """Whether a clause that names no topic limits what the one before it said: "..., but not
        for the directors", "...; workstations are excluded", "..., the rest are not"."""
        words = [t.text for t in tokens if not t.is_mark]
        if len(words) > _SHORT_CLAUSE or triggers.void or words[:1] == ["where"]:
            return False
        if self._taken_back.find(tokens):
            return True
        if any(start == 0 for (start, _), _text in triggers.partial):
            return True
        elliptical = words[-1:] in (["not"], ["never"], ["none"], ["nothing"]) or words[:1] == [
            "not"
        ]
        return elliptical or (linked and bool(triggers.negation or triggers.partial))

    def withdraws(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """Whether a clause undoes what the one before it said: "and then I switched it off",
        "but nobody has turned it on"."""
        words = [t.text for t in tokens if not t.is_mark]
        denied = bool(triggers.negation) and not triggers.partial
        for i, word in enumerate(words[:-1]):
            if words[i + 1] not in self._pronouns:
                continue
            after = words[i + 2 : i + 3]
            if word in self._uptake and denied and not set(after) & self._particles:
                return True
            if word in self._withdrawals or (
                word in self._part_withdrawals and set(after) & self._particles
            ):
                return True
        return False

    def postpones(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """ "The board approved it and IT will begin with the rollout in May"."""
        return bool(triggers.planned) and any(t.text in self._beginnings for t in tokens)

    def contrasts(self, tokens: Sequence[Token]) -> bool:
        """ "..., but it ...": what follows limits the thing spoken of before."""
        words = [t.text for t in tokens if not t.is_mark][:2]
        return len(words) > 1 and words[0] in self._contrasts and words[1] in self._pronouns
