"""What a model had contributed, applied again to a fresh analysis. No model is asked.

A ruling was accepted of certain evidence in a certain state of things. The evidence is the same;
where the state of things has changed under it, the ruling is put aside and says why.
"""

from __future__ import annotations

from typing import Any

from agents.judgings import JUDGINGS
from agents.rulings import Turn
from frameworks.loader import Knowledge
from sextant.records import AgentTrace
from sextant.trace import last_word, replaced


def carried(
    trace: AgentTrace, then: Turn[Any, Any], now: Turn[Any, Any], knowledge: Knowledge
) -> tuple[Any, AgentTrace]:
    """The fresh draft with what a model had said of it, and the trace as it holds now."""
    judging = JUDGINGS[trace.agent]
    accepted = [r for r in last_word(trace.calls) if r.outcome == "accepted"]
    lapsed = {r.subject: judging.lapsed(r, then, now, knowledge) for r in accepted}
    outcome = "review" if judging.quotes else "rejected"
    gone = {
        r.subject: r.model_copy(update={"outcome": outcome, "reason": reason})
        for r in accepted
        if (reason := lapsed[r.subject])
    }
    kept = [r for r in accepted if r.subject not in gone]
    merged = judging.merge(now.inp, now.draft, kept, knowledge) if kept else now.draft
    if faults := judging.faults(now.draft, merged):
        stood = f"The result with the model was incomplete: {'; '.join(faults)}."
        return now.draft, trace.model_copy(update={"stood": stood})
    return merged, replaced(trace, gone)
