"""portfolio.json: the published result for many organisations. Extended, never broken."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from sextant.assessment import Part, Range, Score
from sextant.records import LossRange, Phase, Severity, SizeTier

SCHEMA_ID = "sextant/portfolio/1"
Verdict = Literal["new", "same", "better", "worse"]


class Change(Part):
    """Against the assessment before. `reasons` say what moved; empty when nothing did."""

    verdict: Verdict
    since: str = Field(description="moment of the assessment before; empty when there is none")
    reasons: tuple[str, ...] = ()
    knowledge_changed: bool = Field(
        default=False, description="part of the change may come from Sextant's own knowledge"
    )


class DueAction(Part):
    """An action of the first 30, 60 or 90 days that was proposed and is proposed still."""

    id: str
    title: str
    proposed: str = Field(description="day of the first assessment in a row that proposes it")
    due: str = Field(description="that day plus the phase's days")
    overdue: bool


class StaleEvidence(Part):
    source: str
    dated: str = Field(description="the day that the evidence gives itself; empty: not known")


class Client(Part):
    id: str = Field(description="its profile's path in the batch, or its folder")
    name: str
    sector: str
    sector_title: str
    size_tier: SizeTier
    employees: int | None
    assessed_at: str
    age_days: int
    reassess: bool = Field(description="the assessment itself is old")
    overall: Score
    functions: dict[str, Score]
    severities: dict[Severity, int]
    annual_loss_usd: LossRange
    after_roadmap_usd: int
    top_risk: str
    first_action: str
    change: Change
    stale: tuple[StaleEvidence, ...]
    due: tuple[DueAction, ...]
    degraded: tuple[str, ...]
    folder: str = Field(description="of its reports, relative to the portfolio's; '/' between")
    report: str = Field(description="the report to open, relative; empty when there is none")


class Weakness(Part):
    """An outcome that several clients are known to lack. Unknown is not counted as lacking."""

    subcategory: str
    title: str
    lacking: int
    partial: int
    in_place: int
    unknown: int
    clients: tuple[str, ...] = Field(description="ids of those who lack it or have it in part")


class PhaseCount(Part):
    """In how many roadmaps an action stands in a phase."""

    phase: Phase
    clients: int


class SharedAction(Part):
    """An action proposed to several clients; figures are sums over their roadmaps."""

    id: str
    title: str
    subcategories: tuple[str, ...]
    clients: tuple[str, ...]
    risk_reduction: int = Field(description="US dollars of expected yearly loss, in all")
    effort_days: Range
    cost_usd: Range
    phases: tuple[PhaseCount, ...]
    ask_first: int = Field(description="at how many of them it may be in place already")


class SharedQuestion(Part):
    """A question whose answer is not known at several clients."""

    text: str
    subcategories: tuple[str, ...]
    clients: int
    value: int = Field(description="US dollars a year that the answers move, in all")


class NotAssessed(Part):
    id: str
    reason: str
    has_older: bool = Field(description="an older assessment of it is in the portfolio")


class Totals(Part):
    clients: int
    with_critical: int
    with_high: int = Field(description="with a high risk and no critical one")
    worse: int
    better: int
    new: int
    same: int
    middle_loss_usd: int = Field(description="sum of the clients' middle estimates for a year")
    middle_after_usd: int = Field(description="the same with every roadmap done")
    with_stale: int
    to_reassess: int
    overdue_actions: int
    due_soon_actions: int
    versions: int = Field(description="how many versions of Sextant and its knowledge were used")


class Portfolio(Part):
    """The whole document. Every report of a portfolio is made from it alone."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: str = Field(default=SCHEMA_ID, alias="schema")
    title: str
    generated_at: str
    totals: Totals
    clients: tuple[Client, ...]
    weaknesses: tuple[Weakness, ...]
    actions: tuple[SharedAction, ...]
    questions: tuple[SharedQuestion, ...]
    not_assessed: tuple[NotAssessed, ...]

    def to_json(self) -> str:
        """Stable, indented JSON with a final newline."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
