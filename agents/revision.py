"""The agents again, over a state in which something has changed: what-if, answers and reviews.

Only an agent that reads something which changed runs again; what the others found stays as it was.
Analysis alone: no model is asked, and what one had said stays wherever its ground is unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from agents.base import Agent
from agents.graph import PIPELINE
from frameworks.loader import Knowledge
from sextant.records import AssessmentState, ControlAssessment, Record

Revise = Callable[[Any], Any]


def recompute(
    before: AssessmentState,
    given: AssessmentState,
    knowledge: Knowledge,
    after: Mapping[str, Revise] | None = None,
    *,
    modelled: bool = True,
) -> AssessmentState:
    """The finished state for `given`, which differs from the finished `before` in what was read.

    `after`: by an agent's name, what is done to its result before the next agent sees it (a
    person's verdict); it is then run in any case. `modelled`: a model took part in `before`; where
    an analysis comes out as it did then, what the model made of it stays.
    """
    revise = after or {}
    state = given
    for agent in PIPELINE:
        if agent.name in revise or _concerned(agent, before, state):
            result = agent.analyse(_input(agent, state), knowledge)
            if modelled:
                result = _kept(agent, before, result, knowledge)
            result = revise[agent.name](result) if agent.name in revise else result
            state = state.model_copy(update={agent.writes: result})
    return state


def _concerned(agent: Agent[Any, Any], before: AssessmentState, now: AssessmentState) -> bool:
    return any(
        getattr(before, field) is not getattr(now, field)
        and getattr(before, field) != getattr(now, field)
        for field in agent.reads.model_fields
    )


def _kept(agent: Agent[Any, Any], before: AssessmentState, fresh: Any, knowledge: Knowledge) -> Any:
    """The fresh analysis; but where it says the same as it did before, what was published then."""
    drafted = agent.analyse(_input(agent, before), knowledge)
    published = getattr(before, agent.writes)
    if fresh == drafted:
        return published
    if isinstance(fresh, ControlAssessment) and drafted != published:
        return _ratings_kept(drafted, published, fresh)
    return fresh


def _ratings_kept(
    drafted: ControlAssessment, published: ControlAssessment, fresh: ControlAssessment
) -> ControlAssessment:
    then = {r.subcategory: r for r in drafted.ratings}
    said = {r.subcategory: r for r in published.ratings}
    ratings = tuple(
        said[r.subcategory] if then.get(r.subcategory) == r else r for r in fresh.ratings
    )
    return fresh.model_copy(update={"ratings": ratings})


def _input(agent: Agent[Any, Any], state: AssessmentState) -> Record:
    """What the agent may see. The state was validated, so this is not done again."""
    fields = {name: getattr(state, name) for name in agent.reads.model_fields}
    constructed: Record = agent.reads.model_construct(**fields)
    return constructed
