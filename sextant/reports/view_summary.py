"""Chapter 1, for the owner: what could happen, what to do first, the cost, what is not known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sextant.assessment import Assessment, RecommendationPart, RiskPart, Score
from sextant.records import Question
from sextant.reports.figures import (
    count,
    days_range,
    listing,
    money,
    money_range,
    number,
    percent,
    sentence,
)
from sextant.reports.promises import is_sized, promise
from sextant.reports.view_costs import costs
from sextant.reports.view_findings import AnswersView, answers_to_others
from sextant.reports.view_ledger import told
from sextant.reports.view_parts import (
    Index,
    Link,
    LossView,
    Pair,
    Tag,
    action_order,
    found_here,
    loss,
    risk_order,
    severity_tag,
)
from sextant.reports.words import NOT_ASSESSED, SEVERITY, SIZE

TOP_RISKS, TOP_ACTIONS, TOP_QUESTIONS = 5, 5, 3
BY_SEVERITY = "They stand by severity, and not by what they cost: chapter 4 says why."
LEAST_OUTCOMES = 2  # asked about in the summary beside what the profile leaves out
LEAST_ASSESSED = 3  # a score over fewer outcomes would say more than is known


@dataclass(frozen=True)
class ScoreView:
    """`score` and `target` are 0..100 for the chart; the words are beside them."""

    name: str
    score: float | None
    target: float
    coverage: float
    score_text: str
    target_text: str
    coverage_text: str
    assessed_text: str


@dataclass(frozen=True)
class TopRisk:
    link: Link
    title: str
    severity: Tag
    in_words: str
    found: str  # the words or the count that bear on it most
    money: str


@dataclass(frozen=True)
class FirstAction:
    link: Link
    title: str
    first_step: str
    terms: str
    confirm_first: bool


@dataclass(frozen=True)
class QuestionView:
    text: str
    why: str
    worth: str
    value: int
    subcategories: tuple[Link, ...]


@dataclass(frozen=True)
class SummaryView:
    headline: str
    about: str
    told: str
    score: ScoreView
    key_figures: tuple[Pair, ...]
    risks: tuple[TopRisk, ...]
    risks_note: str
    risks_order: str  # where severity and amounts point in different directions
    answers: AnswersView
    actions: tuple[FirstAction, ...]
    actions_note: str
    costs: tuple[str, ...]
    unknown: tuple[str, ...]
    questions: tuple[QuestionView, ...]


def score_view(name: str, score: Score) -> ScoreView:
    """A score over too few outcomes is not shown: one answer would make it 0 or 100."""
    known = score.score is not None and score.assessed >= LEAST_ASSESSED
    few = f"{score.assessed} of {score.total} assessed: too few to score"
    unscored = few if score.assessed else NOT_ASSESSED
    return ScoreView(
        name=name,
        score=score.score if known else None,
        target=score.target,
        coverage=score.coverage,
        score_text=f"{score.score:.0f} of 100" if known else unscored,
        target_text=f"{score.target:.0f}",
        coverage_text=percent(score.coverage),
        assessed_text=f"{score.assessed} of {score.total}",
    )


def question_view(part: Question, index: Index) -> QuestionView:
    worth = f"The answer moves the yearly loss by up to {money(part.value)}." if part.value else ""
    return QuestionView(
        text=part.text,
        why=sentence(part.why),
        worth=worth,
        value=part.value,
        subcategories=tuple(index.control(i) for i in part.subcategories),
    )


def owner_terms(part: RecommendationPart) -> str:
    """'Practice manager · 1 to 2 days · $0 to $600'."""
    effort = days_range(part.effort_days.low, part.effort_days.high)
    cost = money_range(part.cost_usd.low, part.cost_usd.high, nothing="no extra spend")
    return " · ".join(item for item in (part.owner_role, effort, cost) if item)


def _headline(assessment: Assessment) -> str:
    risks = assessment.risks
    if not risks:
        unknown = sum(c.status == "unknown" for c in assessment.controls)
        return (
            "No risk could be established from what was provided. That is not a clean bill of "
            f"health: {count(unknown, 'outcome')} of {len(assessment.controls)} could not be "
            "judged."
        )
    tally = Counter(risk.severity for risk in risks)
    grave = [f"{tally[s]} {SEVERITY[s].lower()}" for s in ("critical", "high") if tally[s]]
    worst = f", {listing(grave)}" if grave else ", none of them high or critical"
    text = f"{sentence(count(len(risks), 'credible risk'))[:-1]}{worst}. {_amount(assessment)}"
    return f"{text} {promise(assessment)}".rstrip()


def _amount(assessment: Assessment) -> str:
    """What they cost together; where next to nothing is known of the size, only a range."""
    today = loss(assessment.money.annual_loss_usd)
    if not is_sized(assessment):
        organization = assessment.organization
        return (
            "What they cost cannot be said: neither turnover nor number of people was given. For "
            f"a {SIZE[organization.size_tier].lower()} organisation with "
            f"{money(organization.assumed_revenue_usd)} a year it would be somewhere from "
            f"{today.span} in an average year; all amounts below assume that."
        )
    return (
        f"Together they cost about {today.middle} in an average year "
        f"(plausible range {today.span}).{_assumed(assessment)}"
    )


def _assumed(assessment: Assessment) -> str:
    """What the amounts rest on where it was not given, said where the first amount stands."""
    organization = assessment.organization
    if organization.annual_revenue_usd is not None:
        return ""
    revenue = money(organization.assumed_revenue_usd)
    return f" Revenue was not given: all amounts assume {revenue} a year, by headcount."


def _top_risk(part: RiskPart, index: Index) -> TopRisk:
    year, once = loss(part.annual_loss_usd), loss(part.event_loss_usd)
    return TopRisk(
        link=index.risk(part.id),
        title=part.title,
        severity=severity_tag(part.severity),
        in_words=part.in_words,
        found=found_here(part.evidence),
        money=(
            f"Once: about {once.middle} ({once.span}). "
            f"In an average year: about {year.middle} ({year.span})."
        ),
    )


def _top_risks(assessment: Assessment, index: Index) -> tuple[TopRisk, ...]:
    """Up to five, but beyond the third only what is high or critical."""
    parts = {risk.id: risk for risk in assessment.risks}
    ranked = [parts[i] for i in risk_order(assessment)]
    kept = [
        risk
        for place, risk in enumerate(ranked[:TOP_RISKS])
        if place < 3 or risk.severity in ("high", "critical")
    ]
    return tuple(_top_risk(risk, index) for risk in kept)


def _first_action(part: RecommendationPart, index: Index) -> FirstAction:
    return FirstAction(
        link=index.action(part.id),
        title=part.title,
        first_step=sentence(part.first_step),
        terms=owner_terms(part),
        confirm_first=part.confirm_first,
    )


def _unknown(assessment: Assessment) -> tuple[str, ...]:
    overall = assessment.scores.overall
    unknown = sum(c.status == "unknown" for c in assessment.controls)
    lines = [
        f"{overall.assessed} of {overall.total} outcomes could be judged "
        f"({percent(overall.coverage)}). {sentence(count(unknown, 'outcome'))[:-1]} "
        f"{'is' if unknown == 1 else 'are'} unknown: nothing that was provided speaks of them. "
        "Unknown does not mean missing."
    ]
    if not assessment.organization.size_known:
        lines.append("The number of employees is not known, so the size of the firm is assumed.")
    return tuple(lines)


def _yearly(assessment: Assessment, today: LossView) -> str:
    return f"about {today.middle}" if is_sized(assessment) else f"not known; perhaps {today.span}"


def _key_figures(assessment: Assessment, score: ScoreView) -> tuple[Pair, ...]:
    today = loss(assessment.money.annual_loss_usd)
    critical = sum(r.severity in ("critical", "high") for r in assessment.risks)
    return (
        Pair("Score over what was assessed", score.score_text),
        Pair("Outcomes assessed", f"{score.assessed_text} ({score.coverage_text})"),
        Pair("High or critical risks", f"{number(critical)} of {len(assessment.risks)}"),
        Pair(
            "Loss in an average year"
            + ("" if assessment.organization.annual_revenue_usd else " (revenue assumed)"),
            _yearly(assessment, today) if assessment.risks else "—",
        ),
    )


def _asked_first(assessment: Assessment) -> tuple[Question, ...]:
    """What the profile leaves out, and at least some of the outcomes."""
    missing = [q for q in assessment.questions if q.field]
    outcomes = [q for q in assessment.questions if not q.field]
    return (*missing, *outcomes[: max(TOP_QUESTIONS - len(missing), LEAST_OUTCOMES)])


def summary(assessment: Assessment, index: Index) -> SummaryView:
    score = score_view("Overall", assessment.scores.overall)
    parts = {part.id: part for part in assessment.recommendations}
    urgent = [parts[i] for i in action_order(assessment) if parts[i].phase == 30]
    top = _top_risks(assessment, index)
    left_risks, left_actions = len(assessment.risks) - len(top), len(urgent) - TOP_ACTIONS
    return SummaryView(
        headline=_headline(assessment),
        about=sentence(assessment.organization.summary),
        told=told(assessment.owner_summary),
        score=score,
        key_figures=_key_figures(assessment, score),
        risks=top,
        answers=answers_to_others(assessment),
        risks_note=f"{count(left_risks, 'more risk')} in chapter 4." if left_risks > 0 else "",
        risks_order=BY_SEVERITY if any(r.beside_money for r in assessment.risks) else "",
        actions=tuple(_first_action(part, index) for part in urgent[:TOP_ACTIONS]),
        actions_note=f"{left_actions} more in chapter 6." if left_actions > 0 else "",
        costs=costs(assessment),
        unknown=_unknown(assessment),
        questions=tuple(question_view(q, index) for q in _asked_first(assessment)),
    )
