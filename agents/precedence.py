"""What goes before its turn: what cannot wait, is owed, or would have stopped what happened."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents import duties
from agents.gaps import PLANNED, gap, is_begun, missing_of
from agents.planner import Action
from frameworks.schema import Obligation, RecommendationRule, ScoringScale, Threat
from sextant.records import ControlRating

_AT_ONCE, _OWED, _BEGUN, _REST = 3, 2, 1, 0
_LACKING = ("partial", "full")
_SHORT = 1.0  # days within which what was planned is finished
_PAPER = 3.0  # days: more than that is a project, whatever it is that is owed


@dataclass(frozen=True)
class Order:
    """What decides besides worth and price. Built once for each plan.

    `happened`: the threats of this assessment that came true here before.
    """

    ratings: Mapping[str, ControlRating]
    laws: Sequence[Obligation]
    happened: Sequence[Threat]
    scoring: ScoringScale

    def precedence(self, action: Action) -> int:
        """Higher goes first. Only what is known to be lacking goes before its turn."""
        if not action.known:
            return _REST
        if action.rule.at_once:
            return _AT_ONCE
        if self._is_owed(action):
            return _OWED
        short = sum(action.effort) / 2 <= _SHORT
        return _BEGUN if short and _is_planned(action.rule, self.ratings) else _REST

    def urgency(self, action: Action) -> float:
        """How many times more urgent than its worth says."""
        if not action.known:
            return 1.0
        reasons = (
            (self.scoring.answer_urgency, bool(action.answers)),
            (self.scoring.happened_urgency, any(self.would_have_stopped(action))),
            (self.scoring.owed_urgency, self._is_punished(action)),
        )
        return math.prod(factor for factor, holds in reasons if holds)

    def would_have_stopped(self, action: Action) -> Iterator[str]:
        """The facts that tell of what happened here and what this would have made less likely."""
        if action.rule.at_once:
            return  # it has a cause of its own
        lacking = set(self._lacking(action))
        for threat in self.happened:
            if _closes(lacking, action, threat):
                yield threat.happened

    def is_against(self, action: Action, threat: Threat) -> bool:
        """Whether it closes a known gap in what the threat asks for."""
        return action.known and _closes(set(self._lacking(action)), action, threat)

    def _is_owed(self, action: Action) -> bool:
        """Whether it is a paper that a law which applies for certain asks for: every day without
        is unlawful for no reason."""
        if not action.rule.owed or sum(action.effort) / 2 > _PAPER:
            return False
        asked = {s for law in self.laws for r in law.requirements for s in r.subcategories}
        return bool(asked & set(self._lacking(action)))

    def _is_punished(self, action: Action) -> bool:
        """Whether authorities punish its lack, and nothing has to be bought to end it, or only the
        rest of what is there: exceptions are not for want of money."""
        begun = is_begun(action.rule, (self.ratings[s] for s, _ in action.raises))
        if action.cost[1] and not begun:
            return False
        return bool(duties.at_stake(self.laws, self._lacking(action), action.rule))

    def _lacking(self, action: Action) -> list[str]:
        rule = action.rule
        return [s for s in rule.subcategories if gap(rule, self.ratings[s]) in _LACKING]


def _closes(lacking: set[str], action: Action, threat: Threat) -> bool:
    """Whether the action is for something that lacks and that the threat asks for."""
    return any(duties.is_for(outcome, lacking, action.rule) for outcome in _asked_by(threat))


def _asked_by(threat: Threat) -> Iterable[str]:
    """The outcomes, or aspects of them, that stand first against the threat."""
    return threat.asks or threat.subcategories.stop


def _is_planned(rule: RecommendationRule, ratings: Mapping[str, ControlRating]) -> bool:
    """Whether all that it is for and that is lacking was decided already."""
    left = [words for s in rule.subcategories for words in missing_of(rule, ratings[s])]
    return bool(left) and all(words.startswith(PLANNED) for words in left)
