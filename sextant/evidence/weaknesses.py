"""What a fact that is a weakness denies: "Ubuntu 18.04" is software without updates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frameworks.loader import Knowledge
from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Label, Said
from sextant.evidence.merging import is_likened, is_of_control
from sextant.records import Polarity

_LACKING: dict[Polarity, Polarity] = {"implemented": "not_implemented", "partial": "partial"}


class WeaknessReader:
    """Adds the lack to the fact. Built once from the knowledge, then read-only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._lacks: Mapping[str, Label] = {
            fact.id: Label("control", *_split(fact.lacks))
            for fact in knowledge.facts.values()
            if fact.lacks
        }

    def with_lacks(self, said: Sequence[Said]) -> list[Said]:
        """The same and what its facts deny of a Subcategory of which no pattern read anything; what
        only resembles known sentences gives way."""
        found = list(said)
        for fact in said:
            lack = self._lacks.get(fact.label.id) if fact.label.kind == "fact" else None
            if lack is None or fact.label.denies or fact.polarity not in _LACKING:
                continue
            polarity = _LACKING[fact.polarity]
            others = [s for s in found if is_of_control(s) and s.label.id == lack.id]
            if all(map(is_likened, others)):
                found = [s for s in found if s not in others]
                polarity = next((s.polarity for s in others if s.polarity == "partial"), polarity)
                found.append(Said(lack, polarity, Reading(polarity), fact.size))
        return found


def _split(outcome: str) -> tuple[str, str]:
    subcategory, _, aspect = outcome.rpartition(".")
    return subcategory, aspect
