"""What each action is credited with: shares of what the simulation says that its phase removes.

Actions are compared by quick amounts at the middle of every range; what is published comes from the
simulation, so that the amounts of the actions add up to the fall that the roadmap promises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agents.roadmap import Step
from sextant.records import PhaseOutcome


def credited(steps: Sequence[Step], phases: Iterable[PhaseOutcome], today: float) -> Iterator[Step]:
    """The steps, phase by phase, with the fall of that phase shared out among them as the quick
    amounts have it. `today`: US dollars of a middling year before anything is done."""
    before = today
    for phase in phases:
        done = [s for s in steps if s.phase == phase.phase]
        fall = max(0.0, before - phase.annual_loss_usd.p50)
        before = phase.annual_loss_usd.p50
        whole = sum(s.reduction for s in done)
        for step in done:
            yield replace(step, reduction=step.reduction * fall / whole) if whole else step
