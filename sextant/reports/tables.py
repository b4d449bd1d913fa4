"""The sheets: risk register, roadmap, controls and questions as rows, for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sextant.reports.view import ReportView
from sextant.reports.view_parts import Link, QuoteView

Cell = str | int | float


@dataclass(frozen=True)
class Sheet:
    """`widths` are in characters, one for each column of the header."""

    name: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _join(links: Iterable[Link]) -> str:
    return ", ".join(link.text for link in links)


def _quoted(quotes: Iterable[QuoteView]) -> str:
    """One to a line: a bare "No" with its question, an export's line with what it comes to."""
    return "\n".join(
        f'{f"{q.asked} " if q.asked else ""}"{q.quote}" ({q.where}; {q.says.text})' for q in quotes
    )


def risk_register(view: ReportView) -> Sheet:
    columns = (
        ("Risk", 7), ("Id", 22), ("Title", 44), ("What could happen", 60), ("Assets", 28),
        ("Techniques", 34), ("Inherent likelihood", 12), ("Inherent impact", 12),
        ("Inherent risk", 12), ("Likelihood today", 12), ("Impact today", 12), ("Risk today", 12),
        ("Likelihood after roadmap", 12), ("Impact after roadmap", 12),
        ("Risk after roadmap", 12), ("Yearly loss, low (USD)", 14),
        ("Yearly loss, middle (USD)", 14), ("Yearly loss, high (USD)", 14),
        ("One event, low (USD)", 14), ("One event, middle (USD)", 14),
        ("One event, high (USD)", 14), ("Yearly loss after roadmap, middle (USD)", 14),
        ("Confidence", 16), ("Why", 60), ("Weak outcomes", 28), ("Unknown outcomes", 28),
        ("Actions", 20), ("Evidence", 60),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            r.code, r.id, r.title, r.in_words, ", ".join(r.assets), "; ".join(r.techniques),
            r.inherent.likelihood, r.inherent.impact, r.inherent.severity.text,
            r.current.likelihood, r.current.impact, r.current.severity.text,
            r.residual.likelihood, r.residual.impact, r.residual.severity.text,
            r.annual.p10, r.annual.p50, r.annual.p90, r.event.p10, r.event.p50, r.event.p90,
            r.residual_annual.p50, r.confidence, r.why, _join(r.weak), _join(r.unknown),
            _join(r.actions), _quoted(r.evidence),
        )
        for r in view.risks
    )  # fmt: skip
    return Sheet("Risk register", *_columns(columns), rows)


def roadmap(view: ReportView) -> Sheet:
    columns = (
        ("Action", 8), ("Id", 24), ("Phase", 20), ("Title", 46), ("Why", 60), ("First step", 60),
        ("Who", 24), ("Days, low", 10), ("Days, high", 10), ("Cost, low (USD)", 12),
        ("Cost, high (USD)", 12), ("Cost basis", 34), ("Lowers yearly loss (USD)", 14),
        ("Risks", 18), ("Outcomes", 28), ("Obligations", 32), ("Needs first", 14),
        ("Ask first", 12),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            a.code, a.id, a.phase_text, a.title, a.why, a.first_step, a.owner, *a.effort_days,
            *a.cost_usd, a.cost_basis, a.risk_reduction, _join(a.risks), _join(a.subcategories),
            _join(a.obligations), _join(a.prerequisites), "Yes" if a.confirm_first else "",
        )
        for phase in view.plan.phases
        for a in phase.actions
    )  # fmt: skip
    return Sheet("Roadmap", *_columns(columns), rows)


def controls(view: ReportView) -> Sheet:
    columns = (
        ("Outcome", 12), ("Function", 12), ("Category", 34), ("Title", 40), ("Meaning", 60),
        ("Status", 16), ("Target", 16), ("Still to go", 16), ("Priority", 12),
        ("Confidence", 16), ("Why", 60), ("Lacking", 40), ("Evidence", 60),
        ("References", 44), ("Actions", 20), ("Question", 60),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            o.id, o.function, o.category, o.title, o.outcome, o.status.text, o.target, o.gap,
            o.priority, o.confidence, o.why, "; ".join(o.missing), _quoted(o.evidence),
            "; ".join(f"{r.framework}: {r.ids}" for r in o.references), _join(o.actions),
            o.question,
        )
        for function in view.controls.functions
        for category in function.categories
        for o in sorted((*category.known, *category.unknown), key=lambda item: item.id)
    )  # fmt: skip
    return Sheet("Controls", *_columns(columns), rows)


def questions(view: ReportView) -> Sheet:
    columns = (("Question", 70), ("Why", 60), ("Moves yearly loss by (USD)", 16), ("Outcomes", 30))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (q.text, q.why, q.value, _join(q.subcategories)) for q in view.questions
    )
    return Sheet("Questions", *_columns(columns), rows)


def reviews(view: ReportView) -> Sheet:
    columns = (
        ("Review", 8), ("About", 44), ("Found", 34), ("Decision", 12), ("Holds", 34), ("By", 22),
        ("When", 20), ("Reason", 60), ("State", 40),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (r.number, r.subject, r.found, r.decision, r.verdict, r.by, r.when, r.reason, r.state)
        for r in view.method.reviews.entries
    )
    return Sheet("Reviews", *_columns(columns), rows)


def _columns(columns: tuple[tuple[str, int], ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return tuple(name for name, _ in columns), tuple(width for _, width in columns)
