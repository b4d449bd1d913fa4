"""The ledger of a model's calls: what each was asked within which window, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sextant.assessment import Assessment, CallPart
from sextant.reports.figures import listing, sentence

_OUTCOMES = {
    "accepted": "accepted", "rejected": "rejected", "abstained": "could not tell",
    "review": "to be reviewed",
}  # fmt: skip


@dataclass(frozen=True)
class LedgerView:
    """One call. Counts are of tokens; `shown` says how many pieces stood in the prompt."""

    step: str
    about: str
    prompt: str
    answer: str
    shown: str
    outcome: str


def told(words: str) -> str:
    """A model's checked words, marked as such; "" where there are none."""
    return f"In the model's words: {words}" if words else ""


def ledger(assessment: Assessment) -> Iterator[LedgerView]:
    """Every call, in the order of the agents."""
    for part in assessment.trace:
        for call in part.calls:
            yield line(part.agent, call)


def line(agent: str, call: CallPart) -> LedgerView:
    """One call of an agent in words."""
    return LedgerView(
        step=agent.replace("_", " ").capitalize(),
        about=listing(call.subjects) + (" (again)" if call.attempt > 1 else ""),
        prompt=f"{call.prompt_tokens:,} of {call.window:,}",
        answer=f"{call.answer_tokens:,} of {call.room:,}",
        shown=_shown(call),
        outcome=_outcome(call),
    )


def _shown(call: CallPart) -> str:
    counts = ((call.shown, "whole"), (call.condensed, "condensed"), (call.left_out, "left out"))
    return ", ".join(f"{len(items)} {word}" for items, word in counts if items)


def _outcome(call: CallPart) -> str:
    if call.failure:
        return sentence(f"no answer: {call.failure}")
    counts = Counter(r.outcome for r in call.rulings)
    outcome = ", ".join(f"{n} {_OUTCOMES[o]}" for o, n in counts.items())
    reasons = list(dict.fromkeys(r.reason for r in call.rulings if r.reason))
    return sentence(": ".join(p for p in (outcome, "; ".join(reasons)) if p))
