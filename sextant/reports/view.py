"""ReportView: the whole report in words, ordered and rounded, before any format is chosen.

HTML, PDF, Markdown and the sheets show these values and format nothing themselves, so that they
cannot disagree. It is made from the Assessment alone.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from sextant.assessment import Assessment
from sextant.branding import Branding
from sextant.reports.figures import date, ended
from sextant.reports.view_context import ContextView, context
from sextant.reports.view_controls import ControlsView, controls
from sextant.reports.view_method import MethodView, method
from sextant.reports.view_parts import index
from sextant.reports.view_plan import PlanView, plan
from sextant.reports.view_risks import (
    HeatMapView,
    MoneyView,
    RiskView,
    heat_map,
    money_view,
    register,
)
from sextant.reports.view_summary import QuestionView, SummaryView, question_view, summary

# Characters that break a format are replaced visibly: controls, lone surrogates, non-characters.
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Characters that make a text read differently from what it says are dropped.
_UNSEEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)

# How JSON writes the control characters among them, and the carriage return.
_ESCAPED = re.compile(r"\\[bfr]|\\u00")


@dataclass(frozen=True)
class Chapter:
    number: int
    title: str
    anchor: str


CHAPTERS = tuple(
    Chapter(number, title, anchor)
    for number, (anchor, title) in enumerate(
        (
            ("summary", "Summary for the owner"),
            ("heat-map", "Risk at a glance"),
            ("scores", "Score and coverage by Function"),
            ("risks", "Risk register"),
            ("money", "What it could cost"),
            ("roadmap", "Roadmap"),
            ("controls", "The 106 outcomes of NIST CSF 2.0"),
            ("threats", "Threats"),
            ("assets", "Assets and third parties"),
            ("obligations", "Laws and standards"),
            ("findings", "Findings about the evidence"),
            ("method", "Method and limits"),
        ),
        1,
    )
)


@dataclass(frozen=True)
class BrandView:
    """Who prepared the report, and their own words. Empty: nobody in particular."""

    consultant: str
    title: str
    introduction: tuple[str, ...]  # paragraphs
    contact: tuple[str, ...]  # lines
    footer: str


@dataclass(frozen=True)
class ReportView:
    title: str
    brand: BrandView
    organization: str
    sector: str
    date: str
    generated_at: str
    paper: str
    degraded: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    summary: SummaryView
    heat_map: HeatMapView
    risks: tuple[RiskView, ...]
    money: MoneyView
    plan: PlanView
    controls: ControlsView
    questions: tuple[QuestionView, ...]
    context: ContextView
    method: MethodView

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def brand_view(branding: Branding | None) -> BrandView:
    """The words of a branding as they are shown; its colours and logo are the formats' own."""
    brand: Branding = _clean_branding(branding or Branding())
    return BrandView(
        consultant=brand.consultant,
        title=" ".join(brand.title.split()),
        introduction=tuple(" ".join(p.split()) for p in brand.introduction.split("\n\n") if p),
        contact=tuple(line.strip() for line in brand.contact.splitlines() if line.strip()),
        footer=" ".join(brand.footer.split()),
    )


def _clean_branding(branding: Branding) -> Branding:
    texts = ("consultant", "title", "introduction", "contact", "footer")
    return replace(branding, **{name: clean(getattr(branding, name)) for name in texts})


def clean(value: Any) -> Any:
    """The same data with characters replaced or dropped that break or disguise a text."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return _UNSEEN.sub("", _BROKEN.sub("\ufffd", lines))
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(clean(item) for item in value)
    return value


def _cleaned(assessment: Assessment) -> Assessment:
    """As `clean`; nearly all documents have nothing to clean, and looking is quicker than doing."""
    with suppress(ValueError):  # a lone surrogate cannot be written as JSON
        text = assessment.model_dump_json()
        if not (_UNSEEN.search(text) or _BROKEN.search(text) or _ESCAPED.search(text)):
            return assessment
    return Assessment.model_validate(clean(assessment.model_dump(by_alias=True)))


@dataclass(frozen=True, eq=False)
class _Same:
    """An assessment that equals itself alone: comparing two of them takes longer than a view."""

    assessment: Assessment

    def __hash__(self) -> int:
        return id(self.assessment)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.assessment is self.assessment


def build_view(assessment: Assessment, branding: Branding | None = None) -> ReportView:
    """The view of one assessment, with characters that no format can carry replaced. The last one
    is kept: a report is mostly asked for in several formats."""
    return _built(_Same(assessment), branding)


@lru_cache(maxsize=1)
def _built(of: _Same, branding: Branding | None) -> ReportView:
    assessment = of.assessment
    brand = brand_view(branding)
    assessment = _cleaned(assessment)
    places = index(assessment)
    organization = assessment.organization
    american = bool(organization.countries) and set(organization.countries) <= {"US", "CA"}
    return ReportView(
        title=brand.title or "Cybersecurity assessment",
        brand=brand,
        organization=organization.name,
        sector=organization.sector_title,
        date=date(assessment.meta.generated_at),
        generated_at=assessment.meta.generated_at,
        paper="us-letter" if american else "a4",
        degraded=tuple(ended(reason) for reason in assessment.meta.degraded),
        chapters=CHAPTERS,
        summary=summary(assessment, places),
        heat_map=heat_map(assessment, places),
        risks=register(assessment, places),
        money=money_view(assessment, places),
        plan=plan(assessment, places),
        controls=controls(assessment, places),
        questions=tuple(question_view(q, places) for q in assessment.questions),
        context=context(assessment, places),
        method=method(assessment, places),
    )
