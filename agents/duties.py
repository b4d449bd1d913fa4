"""What laws and contracts ask for, as a weight in the roadmap and as a word to the owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frameworks.loader import Knowledge
from frameworks.schema import Obligation, RecommendationRule, ScoringScale
from frameworks.schema.obligations import base_of
from sextant.records import ObligationFinding


def applying(found: Iterable[ObligationFinding], knowledge: Knowledge) -> tuple[Obligation, ...]:
    """The laws and contracts that apply here for certain; those that the profile names first."""
    ordered = sorted((o for o in found if o.id), key=lambda o: o.basis == "facts")
    laws = (knowledge.obligations[o.id] for o in ordered)
    return tuple(law for law in laws if law.certainty == "applies")


def worth(laws: Sequence[Obligation], scoring: ScoringScale) -> dict[str, float]:
    """Subcategory -> what meeting it is worth for the law's sake, as a share of the loss of a year:
    more where its lack is what authorities punish or settle over first."""
    asked = {s for law in laws for r in law.requirements for s in r.subcategories}
    punished = {s for law in laws for r in law.requirements if r.at_stake
                for s in r.at_stake.subcategories}  # fmt: skip
    return {
        s: scoring.duty_worth + (scoring.at_stake_worth if s in punished else 0.0) for s in asked
    }


def at_stake(laws: Sequence[Obligation], outcomes: Iterable[str], rule: RecommendationRule) -> str:
    """What the law does about the lack of these outcomes, as far as the action is for what it
    hangs on: of the first law that says so."""
    wanted = set(outcomes)
    for law in laws:
        for requirement in law.requirements:
            stake = requirement.at_stake
            if stake and any(is_for(o, wanted, rule) for o in stake.outcomes):
                name = f"{law.title.partition(' (')[0]}, {requirement.id} ({requirement.title})"
                return f"{name}: {' '.join(stake.why.split())}"
    return ""


def is_for(outcome: str, wanted: set[str], rule: RecommendationRule) -> bool:
    """Whether the action raises what is at stake: the Subcategory, or the aspect of it named."""
    subcategory = base_of(outcome)
    named = {a for a in rule.aspects if base_of(a) == subcategory}
    return subcategory in wanted and (outcome == subcategory or not named or outcome in named)
