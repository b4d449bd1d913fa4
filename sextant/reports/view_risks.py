"""Chapters 2, 4 and 5: heat map (SP 800-30 table I-2), risk register, money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sextant.assessment import Assessment, ResidualPart, RiskPart
from sextant.records import LEVELS, Level, RiskLevel, Severity
from sextant.reports.figures import confidence, money, percent, sentence
from sextant.reports.view_ledger import told
from sextant.reports.view_parts import (
    Index,
    Link,
    LossView,
    QuoteView,
    Tag,
    loss,
    quotes,
    risk_order,
    severity_tag,
)
from sextant.reports.words import LEVEL

# SP 800-30 Rev. 1, table I-2: risk by likelihood (rows) and impact (columns, very low first).
_TABLE_I2: dict[Level, tuple[Severity, ...]] = {
    "very_high": ("low", "low", "moderate", "high", "critical"),
    "high": ("low", "low", "moderate", "high", "critical"),
    "moderate": ("low", "low", "moderate", "moderate", "high"),
    "low": ("low", "low", "low", "low", "moderate"),
    "very_low": ("low", "low", "low", "low", "low"),
}


@dataclass(frozen=True)
class RatingView:
    """Likelihood and impact, and the severity that table I-2 makes of them."""

    likelihood: str
    impact: str
    severity: Tag


@dataclass(frozen=True)
class CellView:
    severity: Tag
    risks: tuple[Link, ...]


@dataclass(frozen=True)
class HeatRow:
    likelihood: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class HeatMapView:
    impacts: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    note: str


@dataclass(frozen=True)
class RiskView:
    code: str
    anchor: str
    id: str
    title: str
    in_words: str
    inherent: RatingView
    current: RatingView
    residual: RatingView
    annual: LossView
    residual_annual: LossView
    event: LossView
    confidence: str
    why: str
    told: str
    techniques: tuple[str, ...]
    assets: tuple[str, ...]
    subcategories: tuple[Link, ...]
    weak: tuple[Link, ...]
    unknown: tuple[Link, ...]
    evidence: tuple[QuoteView, ...]
    actions: tuple[Link, ...]
    loss_sources: tuple[Link, ...]


@dataclass(frozen=True)
class CurvePoint:
    loss: int
    probability: float
    loss_text: str
    probability_text: str


@dataclass(frozen=True)
class SourceView:
    code: str
    anchor: str
    words: str


@dataclass(frozen=True)
class MoneyView:
    annual: LossView
    in_words: str
    curve: tuple[CurvePoint, ...]
    curve_text: str
    sources: tuple[SourceView, ...]


def _rating(part: RiskLevel | ResidualPart | RiskPart) -> RatingView:
    return RatingView(LEVEL[part.likelihood], LEVEL[part.impact], severity_tag(part.severity))


def heat_map(assessment: Assessment, index: Index) -> HeatMapView:
    """Current risk. A cell's tone is table I-2's; each risk carries its own severity in words."""
    placed: dict[tuple[Level, Level], list[Link]] = {}
    parts = {risk.id: risk for risk in assessment.risks}
    for identifier in risk_order(assessment):
        risk = parts[identifier]
        placed.setdefault((risk.likelihood, risk.impact), []).append(index.risk(identifier))
    rows = tuple(
        HeatRow(
            LEVEL[likelihood],
            tuple(
                CellView(
                    severity_tag(_TABLE_I2[likelihood][column]),
                    tuple(placed.get((likelihood, impact), ())),
                )
                for column, impact in enumerate(LEVELS)
            ),
        )
        for likelihood in reversed(LEVELS)
    )
    note = "" if parts else "No risk could be established from what was provided."
    return HeatMapView(tuple(LEVEL[level] for level in LEVELS), rows, note)


def _links(identifiers: Iterable[str], index: Index) -> tuple[Link, ...]:
    return tuple(index.control(identifier) for identifier in identifiers)


def _risk(part: RiskPart, index: Index, actions: tuple[Link, ...]) -> RiskView:
    link = index.risk(part.id)
    return RiskView(
        code=link.text,
        anchor=link.anchor,
        id=part.id,
        title=part.title,
        in_words=part.in_words,
        inherent=_rating(part.inherent),
        current=_rating(part),
        residual=_rating(part.residual),
        annual=loss(part.annual_loss_usd),
        residual_annual=loss(part.residual.annual_loss_usd),
        event=loss(part.event_loss_usd),
        confidence=confidence(part.confidence),
        why=" ".join(filter(None, (part.beside_money, sentence(part.rationale)))),
        told=told(part.explanation),
        techniques=tuple(index.technique(t) for t in part.techniques),
        assets=index.asset_names(part.assets),
        subcategories=_links(part.subcategories, index),
        weak=_links(part.weak, index),
        unknown=_links(part.unknown, index),
        evidence=quotes(part.evidence, index),
        actions=actions,
        loss_sources=tuple(index.source(text) for text in part.loss_sources),
    )


def register(assessment: Assessment, index: Index) -> tuple[RiskView, ...]:
    """Worst first."""
    parts = {risk.id: risk for risk in assessment.risks}
    served = {
        identifier: tuple(
            index.action(action)
            for action in index.action_codes
            if any(r.id == action and identifier in r.risks for r in assessment.recommendations)
        )
        for identifier in parts
    }
    return tuple(_risk(parts[i], index, served[i]) for i in risk_order(assessment))


def money_view(assessment: Assessment, index: Index) -> MoneyView:
    annual = loss(assessment.money.annual_loss_usd)
    if not assessment.risks:
        in_words = "No risk was established, so no loss can be estimated."
    else:
        in_words = (
            f"All risks together cost about {annual.middle} in an average year. Given what is not "
            f"known, that average may well be anything in the range {annual.span} (eight chances "
            "in ten). A single year can be far better or far worse: see the curve."
        )
    chances: dict[int, float] = {}
    for point in assessment.money.exceedance:
        if point.loss_usd > 0:
            chances[point.loss_usd] = max(point.probability, chances.get(point.loss_usd, 0.0))
    curve = tuple(
        CurvePoint(amount, chance, money(amount), percent(chance))
        for amount, chance in sorted(chances.items())
    )
    text = ". ".join(f"{p.probability_text} for {p.loss_text} or more" for p in curve)
    sources = tuple(SourceView(code, code.lower(), words) for words, code in index.sources.items())
    return MoneyView(annual, in_words, curve, text, sources)
