"""The trace, and the state that the agents share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from sextant.records.assets import AssetMap
from sextant.records.base import Record, Reliability
from sextant.records.controls import ControlAssessment
from sextant.records.intake import EvidenceFile, Finding, Mention, OrganizationProfile, Statement
from sextant.records.plan import Plan
from sextant.records.profiling import OrganizationContext
from sextant.records.risks import RiskJudgement, RiskRegister
from sextant.records.threats import ThreatAssessment


class CallLedger(Record):
    """What one call to a model held, in tokens: prompt + answer room never exceed the window.

    Every section that was offered is named once, in `shown`, `condensed` or `left_out`.
    """

    window: int
    prompt: int
    room: int  # kept free for the answer
    answer: int = 0  # what the answer took
    shown: tuple[str, ...] = ()
    condensed: tuple[str, ...] = ()  # shown in part, or in fewer words
    left_out: tuple[str, ...] = ()


RulingOutcome = Literal["accepted", "rejected", "abstained", "review"]


class Ruling(Record):
    """One thing that a model said about one subject, and what became of it.

    `rejected`: it could not be verified. `review`: it was verified, and the deterministic reader
    reads it otherwise, so that a person should look. `abstained`: the model could not tell, or gave
    no answer. `said`: the fields of the answer. The quotation is in whole sentences, as it stands,
    with what its passage is worth: enough to apply the ruling again without the evidence.
    """

    subject: str
    outcome: RulingOutcome
    reason: str = ""
    said: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    source: str = ""
    locator: str = ""
    reliability: Reliability = "narrative"
    policy: bool = False  # the passage says what shall be
    aspect: str = ""  # of the outcome that the quotation speaks of


class ModelCall(Record):
    """One question to a model. `failure`: why there is no answer; the analysis stands.

    `attempt` 2 is the one repair of a first answer, or a second look at what was asked for.
    """

    subjects: tuple[str, ...]
    ledger: CallLedger
    rulings: tuple[Ruling, ...] = ()
    attempt: int = 1
    cached: bool = False
    failure: str = ""
    cost_usd: float | None = None


class AgentTrace(Record):
    """How one agent reached its result. Durations are seconds, rounded to a tenth.

    `not_asked`: subjects that a model could have been asked about, beyond the limit on calls.
    `stood`: why the deterministic result stands although a model was asked.
    """

    agent: str
    duration_s: float = 0.0
    produced: str = ""
    calls: tuple[ModelCall, ...] = ()
    not_asked: tuple[str, ...] = ()
    stood: str = ""


def appended(before: Iterable[AgentTrace], added: Iterable[AgentTrace]) -> tuple[AgentTrace, ...]:
    """One trace after the other. A checkpoint hands tuples back as lists, so both are taken."""
    return (*before, *added)


class AssessmentState(Record):
    """One field per writer. `None` means that the writer has not run yet."""

    profile: OrganizationProfile
    evidence: tuple[EvidenceFile, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    judged: tuple[RiskJudgement, ...] = ()

    organization: OrganizationContext | None = None
    assets: AssetMap | None = None
    threats: ThreatAssessment | None = None
    controls: ControlAssessment | None = None
    risks: RiskRegister | None = None
    plan: Plan | None = None

    trace: Annotated[tuple[AgentTrace, ...], appended] = ()
