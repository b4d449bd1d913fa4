"""The agents again, over a state in which something has changed: what-if, answers and reviews.

Only an agent that reads something which changed runs again; what the others found stays as it was.
No model is asked: what one had said and was accepted is applied again where it still holds
(agents/carrying.py), and where not, the new state's trace says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from agents.base import Agent
from agents.graph import PIPELINE
from frameworks.loader import Knowledge
from sextant.records import AgentTrace, AssessmentState, Record

Revise = Callable[[Any], Any]


def recompute(
    before: AssessmentState,
    given: AssessmentState,
    knowledge: Knowledge,
    after: Mapping[str, Revise] | None = None,
) -> AssessmentState:
    """The finished state for `given`, which differs from the finished `before` in what was read.

    `after`: by an agent's name, what is done to its result before the next agent sees it (a
    person's verdict); it is then run in any case.
    """
    revise = after or {}
    state = given
    for agent in PIPELINE:
        if agent.name in revise or _concerned(agent, before, state):
            result, trace = _again(agent, before, state, knowledge)
            result = revise[agent.name](result) if agent.name in revise else result
            state = state.model_copy(update={agent.writes: result, "trace": trace})
    return state


def _again(
    agent: Agent[Any, Any], before: AssessmentState, state: AssessmentState, knowledge: Knowledge
) -> tuple[Any, tuple[AgentTrace, ...]]:
    """The agent's result for the state as it is now, with what a model had added; and the trace."""
    inp = _input(agent, state)
    draft = agent.analyse(inp, knowledge)
    own = next((t for t in state.trace if t.agent == agent.name), None)
    if own is None or own.stood or not _contributed(own):
        return draft, state.trace
    from agents.carrying import carried
    from agents.rulings import Turn

    then = Turn(_input(agent, before), getattr(before, agent.writes))
    result, trace = carried(own, then, Turn(inp, draft), knowledge)
    return result, tuple(trace if t is own else t for t in state.trace)


def _contributed(trace: AgentTrace) -> bool:
    return any(r.outcome == "accepted" for c in trace.calls for r in c.rulings)


def _concerned(agent: Agent[Any, Any], before: AssessmentState, now: AssessmentState) -> bool:
    return any(
        getattr(before, field) is not getattr(now, field)
        and getattr(before, field) != getattr(now, field)
        for field in agent.reads.model_fields
    )


def _input(agent: Agent[Any, Any], state: AssessmentState) -> Record:
    """What the agent may see. The state was validated, so this is not done again."""
    fields = {name: getattr(state, name) for name in agent.reads.model_fields}
    constructed: Record = agent.reads.model_construct(**fields)
    return constructed
