"""What may be promised of the roadmap: nothing in money where nothing of it was confirmed."""

from __future__ import annotations

from sextant.assessment import Assessment
from sextant.reports.view_parts import LossView, loss

_UNSURE = 0.5  # share of actions to be asked about first from which on a saving is at best so


def is_sized(assessment: Assessment) -> bool:
    """Whether anything tells how large the organisation is."""
    organization = assessment.organization
    return organization.annual_revenue_usd is not None or organization.size_known


def unconfirmed(assessment: Assessment) -> float:
    """Share of the actions of which nobody said whether they are done already."""
    actions = assessment.recommendations
    return sum(a.confirm_first for a in actions) / len(actions) if actions else 0.0


def promise(assessment: Assessment) -> str:
    """What the roadmap does to the yearly loss, for the headline."""
    if not assessment.roadmap:
        return ""
    if unconfirmed(assessment) == 1.0:
        return "What the roadmap would save shows when the first questions are answered."
    return f"The roadmap brings that to about {_after(assessment).middle}{_at_best(assessment)}."


def with_it(assessment: Assessment) -> str:
    """The yearly loss with the roadmap done."""
    if unconfirmed(assessment) == 1.0:
        return promise(assessment)
    after = _after(assessment)
    return f"With the roadmap done: about {after.middle}{_at_best(assessment)} ({after.span})."


def moment(words: str, assessment: Assessment) -> str:
    """The moment after a phase, marked where what stands there is at best so."""
    return f"{words}, at best" if unconfirmed(assessment) >= _UNSURE else words


def _at_best(assessment: Assessment) -> str:
    return " at best" if unconfirmed(assessment) >= _UNSURE else ""


def _after(assessment: Assessment) -> LossView:
    return loss(assessment.roadmap[-1].annual_loss_usd)
