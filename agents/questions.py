"""What to ask next: what the profile leaves out, then unknown outcomes by their worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agents.planner import Planner
from agents.reasons import listed
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema import ProfileQuestion
from sextant.records import ControlRating, OrganizationContext, Question, RiskRegister


def asked(
    organization: OrganizationContext,
    risks: RiskRegister,
    ratings: Mapping[str, ControlRating],
    planner: Planner,
    knowledge: Knowledge,
) -> tuple[Question, ...]:
    """Fields of the profile that are not filled in and on which much hangs, and unknown outcomes,
    by how far the answer would move the expected loss of a year."""
    asked = (
        *_of_profile(organization, risks, knowledge),
        *_of_outcomes(ratings, planner, knowledge),
    )
    return tuple(sorted(asked, key=lambda question: -question.value))


def _of_profile(
    organization: OrganizationContext, risks: RiskRegister, knowledge: Knowledge
) -> Iterator[Question]:
    known = {f.id for f in organization.facts}
    for question in knowledge.scales.scoring.profile_questions:
        if question.field not in known:
            yield Question(
                text=question.text,
                subcategories=(),
                field=question.field,
                value=risks.annual_loss_usd.p50 if question.of_amounts else 0,
                why=_hangs_on_it(question, organization, knowledge),
            )


def _hangs_on_it(
    question: ProfileQuestion, organization: OrganizationContext, knowledge: Knowledge
) -> str:
    if question.field != "countries":
        return question.why
    laws = _laws_elsewhere(organization, knowledge)
    return f"{question.why} {question.laws.format(laws=listed(laws))}" if laws else question.why


def _laws_elsewhere(organization: OrganizationContext, knowledge: Knowledge) -> tuple[str, ...]:
    """The laws that would apply if it worked in any of the regions that laws refer to."""
    facts = {f.id: f.value for f in organization.facts}
    here = Situation(facts)
    everywhere = Situation({**facts, "regions": tuple(knowledge.scales.regions.regions)})
    return tuple(
        law.title.partition(" (")[0]
        for law in knowledge.obligations.values()
        if law.applies_when.holds(everywhere) and not law.applies_when.holds(here)
    )


def _of_outcomes(
    ratings: Mapping[str, ControlRating], planner: Planner, knowledge: Knowledge
) -> Iterator[Question]:
    found = [
        (round(planner.spread(rating.subcategory)), rating.subcategory)
        for rating in ratings.values()
        if rating.gap == "unknown"
    ]
    found.sort(key=lambda f: (-f[0], f[1]))
    for value, subcategory in found[: knowledge.scales.scoring.most_questions]:
        yield Question(
            text=knowledge.controls[subcategory].question,
            subcategories=(subcategory,),
            value=value,
            why=_bears_on(len(planner.touching.get(subcategory, ()))),
        )


def _bears_on(risks: int) -> str:
    if not risks:
        return "Asked for by the Target Profile; it moves no risk by itself."
    return f"Bears on {risks} risk{'s' if risks > 1 else ''} of this assessment."
