"""The shape that all agents share: read part of the state, analyse, write one field."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from frameworks.loader import Knowledge
from sextant.records import AgentTrace, Record

if TYPE_CHECKING:
    from agents.bench import Bench

InT = TypeVar("InT", bound=Record)
OutT = TypeVar("OutT", bound=Record)


@dataclass(frozen=True)
class RunContext:
    """Everything a run depends on. Built once, at the edge; agents only read it.

    `bench`: a model with all that it may be asked; None: the analyses stand by themselves.
    `progress` is called with an agent's name as it begins, `found` with its trace as it ends; what
    they raise ends the run, which is how a person stops it. `clock`: seconds, for the durations in
    the trace.
    """

    knowledge: Knowledge
    progress: Callable[[str], None] = lambda agent: None
    found: Callable[[AgentTrace], None] = lambda trace: None
    bench: Bench | None = None
    clock: Callable[[], float] = time.perf_counter


@dataclass(frozen=True)
class Agent(Generic[InT, OutT]):
    """One step of the assessment.

    `reads` names the state's fields that it may see: a required field is a dependency on an
    earlier agent. `analyse` is pure. `describe` says in one line what came out.
    """

    name: str
    reads: type[InT]
    writes: str
    analyse: Callable[[InT, Knowledge], OutT]
    describe: Callable[[OutT], str]

    def run(self, inp: InT, ctx: RunContext) -> tuple[OutT, AgentTrace]:
        """The agent's result and how it came about. Raises only for a defect, never for input."""
        ctx.progress(self.name)
        started = ctx.clock()
        result = self.analyse(inp, ctx.knowledge)
        trace = AgentTrace(agent=self.name)
        if ctx.bench is not None:
            heard = ctx.bench.hear(self.name, inp, result)
            result = heard.result
            trace = AgentTrace(
                agent=self.name, calls=heard.calls, not_asked=heard.not_asked, stood=heard.stood
            )
        took = round(ctx.clock() - started, 1)
        trace = trace.model_copy(update={"duration_s": took, "produced": self.describe(result)})
        ctx.found(trace)
        return result, trace
