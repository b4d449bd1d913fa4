"""Chapter 6, who does the work: days of the roadmap by the role that owns each action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.reasons import within
from sextant.assessment import Assessment, RecommendationPart
from sextant.records import PHASES
from sextant.reports.figures import days_range

_MOST_ROLES = 7
_HEAVY = 20  # days of work a year, at the middle, from which on somebody has to make room for them
_MONTHS = 12
_OUTSIDE = "provider"  # whose own people find the days


@dataclass(frozen=True)
class WorkView:
    """What falls to one role: its actions, and its days in each phase, '' where there are none."""

    role: str
    actions: str
    phases: tuple[str, ...]
    days: str


def work(assessment: Assessment) -> tuple[WorkView, ...]:
    """Roles with most to do first, the least in one line; empty without actions."""
    by_role = _by_role(assessment.recommendations)
    roles = sorted(by_role, key=lambda r: (-_middle(by_role[r]), r))
    if len(roles) > _MOST_ROLES:
        kept, rest = roles[: _MOST_ROLES - 1], roles[_MOST_ROLES - 1 :]
    else:
        kept, rest = roles, []
    lines = [_line(role, by_role[role]) for role in kept]
    if rest:
        lines.append(_line("Others", [a for role in rest for a in by_role[role]]))
    return tuple(lines)


def burden(assessment: Assessment) -> str:
    """What the year asks of the role with most to do, in words; empty where it is little."""
    by_role = _by_role(assessment.recommendations)
    if not by_role:
        return ""
    role = max(by_role, key=lambda r: (_middle(by_role[r]), r))
    if _middle(by_role[role]) < _HEAVY:
        return ""
    low, high = _days(by_role[role])
    text = (
        f"Most falls to one role, {within(role)}: {days_range(low, high)} in the year, "
        f"or {days_range(round(low / _MONTHS), round(high / _MONTHS))} of every month."
    )
    if _OUTSIDE in role.lower():
        return f"{text} Agree with them beforehand who does it, when, and what it costs."
    return (
        f"{text} If that is one person with daily work to do, or one with several of these roles, "
        "decide first who takes over the daily work, what an outside firm does, and what may take "
        "longer than a year."
    )


def shares(assessment: Assessment, most: int = 3) -> str:
    """'IT provider 5 to 9 days, owner or director 1 to 2 days': who has most to do, for the
    summary."""
    lines = list(work(assessment))
    if not lines:
        return ""
    shown = [f"{within(w.role)} {w.days}" for w in lines[:most]]
    left = "; the rest in chapter 6" if len(lines) > most else ""
    return "; ".join(shown) + left


def _by_role(
    actions: Sequence[RecommendationPart],
) -> Mapping[str, list[RecommendationPart]]:
    found: dict[str, list[RecommendationPart]] = {}
    for action in actions:
        found.setdefault(action.owner_role, []).append(action)
    return found


def _days(actions: Sequence[RecommendationPart]) -> tuple[float, float]:
    return sum(a.effort_days.low for a in actions), sum(a.effort_days.high for a in actions)


def _middle(actions: Sequence[RecommendationPart]) -> float:
    return sum(_days(actions)) / 2


def _line(role: str, actions: Sequence[RecommendationPart]) -> WorkView:
    in_phase = [[a for a in actions if a.phase == phase] for phase in PHASES]
    return WorkView(
        role=role,
        actions=f"{len(actions)}",
        phases=tuple(days_range(*_days(own)) if own else "" for own in in_phase),
        days=days_range(*_days(actions)),
    )
