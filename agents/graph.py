"""The pipeline: which agents run, in what order. The only file that imports langgraph."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from contextvars import Context
from functools import lru_cache
from itertools import pairwise
from operator import or_
from pathlib import Path
from typing import Annotated, Any, TypedDict

from agents import (
    asset_mapping,
    control_evaluation,
    profiling,
    recommendations,
    risk_scoring,
    threat_analysis,
)
from agents.base import Agent, RunContext
from sextant import collector
from sextant.records import AssessmentState, Record

PIPELINE: tuple[Agent[Any, Any], ...] = (
    profiling.AGENT,
    asset_mapping.AGENT,
    threat_analysis.AGENT,
    control_evaluation.AGENT,
    risk_scoring.AGENT,
    recommendations.AGENT,
)


def build_graph(checkpointer: Any = None) -> Any:
    """The compiled graph of the six agents, one after the other."""
    with collector.paused():
        from langgraph.graph import END, START, StateGraph

    graph: Any = StateGraph(AssessmentState, context_schema=RunContext)
    for agent in PIPELINE:
        graph.add_node(agent.name, _as_node(agent), input_schema=agent.reads)
    graph.add_edge(START, PIPELINE[0].name)
    for before, after in pairwise(PIPELINE):
        graph.add_edge(before.name, after.name)
    graph.add_edge(PIPELINE[-1].name, END)
    return graph.compile(checkpointer=checkpointer)


def assess(
    state: AssessmentState, ctx: RunContext, checkpoint: Path | None = None, thread: str = ""
) -> AssessmentState:
    """Run the pipeline. LangGraph hands back a dict, unvalidated, so it is validated here.

    With `checkpoint`, the state is kept there after every agent, and a run of the same `thread`
    that was killed goes on after its last finished agent.
    """
    if checkpoint is None:
        return AssessmentState.model_validate(_graph().invoke(state, context=ctx))
    return _resumable(state, ctx, checkpoint, thread)


@lru_cache(maxsize=1)
def _graph() -> Any:
    """The graph without checkpoints, compiled once per process."""
    return build_graph()


def fan_out(work: Callable[[Any], Any], items: Sequence[Any], at_once: int) -> list[Any]:
    """What `work` makes of each item, in the order of the items, by LangGraph's `Send`: so many at
    the same time. It keeps no checkpoints of its own: finished questions are in the cache."""
    if at_once == 1 or len(items) < 2:
        return [work(item) for item in items]
    from langgraph.graph import START, StateGraph
    from langgraph.types import Send

    graph: Any = StateGraph(_Fan)
    graph.add_node("work", lambda one: {"done": {one["number"]: work(items[one["number"]])}})
    graph.add_conditional_edges(
        START, lambda state: [Send("work", {"number": n}) for n in range(len(items))], ["work"]
    )
    # In a context of its own: inside a node it would take over the run's checkpoints, and fail.
    invoke = graph.compile(checkpointer=False).invoke
    done = Context().run(invoke, {"done": {}}, {"max_concurrency": at_once})["done"]
    return [done[number] for number in range(len(items))]


class _Fan(TypedDict):
    """What came of each item, by its number."""

    done: Annotated[dict[int, Any], or_]


def _resumable(
    state: AssessmentState, ctx: RunContext, checkpoint: Path, thread: str
) -> AssessmentState:
    from langgraph.checkpoint.sqlite import SqliteSaver

    with closing(sqlite3.connect(checkpoint, check_same_thread=False)) as connection:
        saver = SqliteSaver(connection, serde=_serializer())
        graph = build_graph(saver)
        config = {"configurable": {"thread_id": thread}}
        unfinished = bool(graph.get_state(config).next)
        result = graph.invoke(None if unfinished else state, config, context=ctx, durability="sync")
        saver.delete_thread(thread)
    # Parts of it come out of a file, where anybody may have written: checked down to the last.
    return AssessmentState.model_validate_json(AssessmentState(**result).model_dump_json())


def _serializer() -> Any:
    """Reads back our own records and nothing else: a checkpoint file is input too."""
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

    own = [(r.__module__, r.__name__) for r in _all_records(Record)]
    return JsonPlusSerializer(allowed_msgpack_modules=own)


def _all_records(kind: type[Record]) -> Iterator[type[Record]]:
    for child in kind.__subclasses__():
        yield child
        yield from _all_records(child)


def _as_node(agent: Agent[Any, Any]) -> Any:
    def node(inp: Any, runtime: Any) -> dict[str, Any]:
        result, trace = agent.run(inp, runtime.context)
        return {agent.writes: result, "trace": (trace,)}

    from langgraph.runtime import Runtime

    node.__annotations__ = {"inp": agent.reads, "runtime": Runtime[RunContext], "return": dict}
    return node
