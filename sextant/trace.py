"""The published trace: what a model was asked, what became of its rulings, what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sextant.assessment import CallPart, RulingPart, TracePart
from sextant.errors import NOTHING_SENT
from sextant.records import AgentTrace, Finding, ModelCall, Ruling, RulingOutcome

# Why an accepted ruling is not applied again, when something else has changed.
SETTLED = "it is established without the model by now"
UNKNOWN_NOW = "what it was about is not there any more"
CHANGED = "what it was about has changed"
SWITCHED_OFF = "a person's word stands in its place"


def part(agent: AgentTrace) -> TracePart:
    """One agent's part of the document. Counts are of the last word on each subject."""
    rulings = last_word(agent.calls)
    counts = Counter(r.outcome for r in rulings)
    left_out = dict.fromkeys(item for c in agent.calls for item in c.ledger.left_out)
    return TracePart(
        agent=agent.agent,
        duration_s=agent.duration_s,
        produced=agent.produced,
        model_calls=len(agent.calls),
        tokens=sum(c.ledger.prompt + c.ledger.answer for c in agent.calls),
        accepted=counts["accepted"],
        rejected=counts["rejected"],
        abstained=counts["abstained"],
        review=counts["review"],
        reasons=tuple(_reasons(agent, rulings)),
        left_out=tuple(left_out),
        calls=tuple(call_part(c) for c in agent.calls),
    )


def last_word(calls: Iterable[ModelCall]) -> tuple[Ruling, ...]:
    """The last ruling on each subject, in the order of asking."""
    return tuple({r.subject: r for c in calls for r in c.rulings}.values())


def replaced(trace: AgentTrace, by: Mapping[str, Ruling]) -> AgentTrace:
    """The trace with other words on some subjects, in the place of those that were accepted."""
    if not by:
        return trace
    calls = tuple(
        c.model_copy(update={"rulings": tuple(
            by[r.subject] if r.subject in by and r.outcome == "accepted" else r for r in c.rulings
        )})
        for c in trace.calls
    )  # fmt: skip
    return trace.model_copy(update={"calls": calls})


def to_review(traces: Iterable[AgentTrace]) -> Iterator[Finding]:
    """Rulings that a person should look at."""
    for agent in traces:
        for ruling in last_word(agent.calls):
            if ruling.outcome == "review":
                answer = dict(ruling.said).get("answer", "").replace("_", " ")
                yield Finding(
                    kind="review",
                    title=f"To be reviewed: {ruling.subject}",
                    detail=f"The model answered \u201c{answer}\u201d. It was not counted: "
                    f"{ruling.reason}.",
                    source=ruling.source,
                    locator=ruling.locator,
                    quote=ruling.quote,
                )


def failures(traces: Iterable[AgentTrace]) -> Iterator[str]:
    """What a model was asked and did not answer, one line for each agent and cause. That a dry run
    sends nothing is what was wanted."""
    for agent in traces:
        final = {s: c for c in agent.calls for s in c.subjects}
        causes = Counter(
            c.failure for c in agent.calls
            if c.failure not in ("", NOTHING_SENT) and any(final[s] is c for s in c.subjects)
        )  # fmt: skip
        for cause, count in causes.items():
            times = "1 question" if count == 1 else f"{count} questions"
            name = agent.agent.replace("_", " ")
            yield f"{name}: the model did not help with {times} ({cause}); the analysis stands"
        if agent.stood:
            yield f"{agent.agent.replace('_', ' ')}: {agent.stood}"


def _reasons(agent: AgentTrace, rulings: Iterable[Ruling]) -> Iterator[str]:
    counts: Counter[tuple[RulingOutcome, str]] = Counter(
        (r.outcome, r.reason) for r in rulings if r.reason
    )
    for (outcome, reason), count in sorted(counts.items()):
        yield f"{count} {_OUTCOMES[outcome]}: {reason}"
    again = sum(c.attempt > 1 for c in agent.calls)
    if again:
        yield f"{again} asked a second time, with the reasons"
    if agent.not_asked:
        yield f"{len(agent.not_asked)} not asked, beyond the limit on questions"
    if agent.stood:
        yield agent.stood


_OUTCOMES: dict[RulingOutcome, str] = {
    "accepted": "accepted", "rejected": "rejected", "abstained": "not judged",
    "review": "to be reviewed",
}  # fmt: skip


def call_part(call: ModelCall) -> CallPart:
    """One call as the document has it."""
    ledger = call.ledger
    return CallPart(
        subjects=call.subjects,
        attempt=call.attempt,
        window=ledger.window,
        prompt_tokens=ledger.prompt,
        room=ledger.room,
        answer_tokens=ledger.answer,
        shown=ledger.shown,
        condensed=ledger.condensed,
        left_out=ledger.left_out,
        rulings=tuple(
            RulingPart(**r.model_dump(include=set(RulingPart.model_fields))) for r in call.rulings
        ),
        cached=call.cached,
        failure=call.failure,
        cost_usd=call.cost_usd,
    )
