"""What it costs, for the owner: spend and days, the loss before and after, and who pays for it."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.assessment import Assessment
from sextant.records import Polarity, Quote
from sextant.reports.promises import with_it
from sextant.reports.view_parts import in_line, is_status, loss
from sextant.reports.view_plan import totals
from sextant.reports.view_work import shares

_INSURANCE = "GV.RM-04", "insured"
_GRAVEST: tuple[Polarity, ...] = ("not_implemented", "planned", "partial", "implemented")
_COVER: dict[Polarity, str] = {
    "not_implemented": "Nobody else pays for it: by what you gave, no insurance covers such "
    "losses. {}",
    "planned": "Nobody else pays for it yet: insurance against such losses is only planned. {}",
    "partial": "Insurance: {} The amounts here do not take off what it would pay.",
    "implemented": "Insurance: {} The amounts here do not take off what it would pay, and it pays "
    "only where what the insurer was told is true.",
}


def costs(assessment: Assessment) -> tuple[str, ...]:
    """Lines for the summary: spend and days, by whom, the loss before and after, the insurance."""
    phases = assessment.roadmap
    if not phases:
        return ("No action is proposed, so there is nothing to cost.", *insurance(assessment))
    lines = [f"The whole roadmap: {totals(phases)}."]
    if phases[0].phase == 30 and phases[0].recommendations:
        lines.append(f"Of that in the first 30 days: {totals(phases[:1])}.")
    lines += [f"Who does the work: {who}." for who in (shares(assessment),) if who]
    today = loss(assessment.money.annual_loss_usd)
    lines.append(
        f"Average yearly loss today: about {today.middle} ({today.span}). {with_it(assessment)}"
    )
    return (*lines, *insurance(assessment))


def insurance(assessment: Assessment) -> Iterator[str]:
    """What is said of insurance against such losses, the least favourable words."""
    subcategory, aspect = _INSURANCE
    said: list[Quote] = [
        quote
        for part in assessment.controls
        if part.subcategory == subcategory
        for quote in part.evidence
        if aspect in quote.aspects
    ]
    if said:
        telling = min(said, key=lambda q: _GRAVEST.index(q.polarity))
        words = "" if is_status(telling) else f"{in_line(telling)}."
        yield _COVER[telling.polarity].format(words).strip()
