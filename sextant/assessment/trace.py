"""How the document came about: what each agent made, and each question to a model."""

from __future__ import annotations

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import RulingOutcome


class RulingPart(Part):
    """One thing that a model said, and what became of it."""

    subject: str
    outcome: RulingOutcome
    reason: str = ""
    quote: str = Field(default="", description="whole sentences, as they stand in the evidence")
    source: str = ""
    locator: str = ""


class CallPart(Part):
    """One question to a model, in tokens: prompt and room never exceed the window."""

    subjects: tuple[str, ...]
    attempt: int = Field(description="2: the one repair of a first answer")
    window: int
    prompt_tokens: int
    room: int = Field(description="kept free for the answer")
    answer_tokens: int
    shown: tuple[str, ...]
    condensed: tuple[str, ...]
    left_out: tuple[str, ...]
    rulings: tuple[RulingPart, ...]
    cached: bool
    failure: str = Field(default="", description="why there is no answer")
    cost_usd: float | None = None


class TracePart(Part):
    agent: str
    duration_s: float = Field(description="seconds, rounded to a tenth")
    produced: str
    model_calls: int = 0
    tokens: int = Field(default=0, description="prompts and answers")
    accepted: int = 0
    rejected: int = 0
    abstained: int = 0
    review: int = Field(default=0, description="put aside for a person")
    reasons: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    calls: tuple[CallPart, ...] = ()
