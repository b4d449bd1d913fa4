"""The portfolio as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.portfolio.document import Portfolio
from sextant.portfolio.view import PortfolioView
from sextant.reports.tables import Cell, Sheet


def sheets(view: PortfolioView, portfolio: Portfolio) -> tuple[Sheet, ...]:
    """Clients, heat map, weaknesses, actions, changes, due, questions, not assessed."""
    return (
        _clients(view, portfolio),
        _heat(view),
        _weaknesses(view),
        _actions(view),
        _changes(view),
        _due(portfolio),
        _old(view),
        _questions(view),
        _absent(view),
    )


def _sheet(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]]) -> Sheet:
    header, widths = tuple(c[0] for c in columns), tuple(c[1] for c in columns)
    return Sheet(name, header, widths, tuple(tuple(row) for row in rows))


def _clients(view: PortfolioView, portfolio: Portfolio) -> Sheet:
    columns = (
        ("No.", 7), ("Client", 34), ("Sector and size", 34), ("Critical", 10), ("High", 10),
        ("Moderate", 10), ("Low", 10), ("Yearly loss, low (USD)", 14),
        ("Yearly loss, middle (USD)", 14), ("Yearly loss, high (USD)", 14),
        ("After roadmap, middle (USD)", 14), ("Score", 26), ("Assessed outcomes", 14),
        ("Change", 10), ("Worst risk", 44), ("First action", 44), ("Assessed on", 18),
        ("Profile", 34), ("Report", 44),
    )  # fmt: skip
    rows = [
        (r.code, r.name, r.about, *r.figures[:4], r.loss.p10, r.loss.p50, r.loss.p90,
         r.figures[4], r.score.score_text, r.score.assessed_text, r.change.text, r.top_risk,
         r.first_action, r.assessed, c.id, r.report)
        for r, c in zip(view.clients, portfolio.clients, strict=True)
    ]  # fmt: skip
    return _sheet("Clients", columns, rows)


def _heat(view: PortfolioView) -> Sheet:
    columns = [("No.", 7), ("Client", 34), *((name, 12) for name in view.functions),
               ("Overall", 12), ("Assessed", 12)]  # fmt: skip
    rows = [
        [r.code, r.name, *(_score(c.text) for c in (*r.cells, r.overall)), r.coverage]
        for r in view.heat
    ]
    return _sheet("Functions", columns, rows)


def _score(text: str) -> Cell:
    return int(text) if text.isdecimal() else text


def _weaknesses(view: PortfolioView) -> Sheet:
    columns = (("Outcome", 12), ("Title", 44), ("Lacking", 10), ("In part", 10), ("In place", 10),
               ("Unknown", 10), ("Clients", 70))  # fmt: skip
    rows = [(w.outcome, w.title, *w.counts, w.clients) for w in view.weaknesses]
    return _sheet("Shared weaknesses", columns, rows)


def _actions(view: PortfolioView) -> Sheet:
    columns = (("Action", 50), ("Clients", 10), ("Lowers yearly loss (USD)", 14),
               ("Cost, low (USD)", 14), ("Cost, high (USD)", 14), ("Effort", 20),
               ("When", 44), ("Ask first", 20), ("Outcomes", 34))  # fmt: skip
    rows = [(a.title, *a.figures, a.effort, a.when, a.ask, a.outcomes) for a in view.actions]
    return _sheet("Shared actions", columns, rows)


def _changes(view: PortfolioView) -> Sheet:
    columns = (("No.", 7), ("Client", 34), ("Change", 10), ("Since", 18), ("What moved", 80))
    rows = [
        (r.code, r.name, verdict, r.since, "\n".join(filter(None, (*r.reasons, r.own))))
        for verdict, changed in (("Worse", view.worse), ("Better", view.better))
        for r in changed
    ]
    return _sheet("Changes", columns, rows)


def _due(portfolio: Portfolio) -> Sheet:
    columns = (("Due", 14), ("Overdue", 10), ("Client", 34), ("Action", 50), ("Proposed", 14),
               ("Profile", 34))  # fmt: skip
    rows = sorted(
        (a.due, "Yes" if a.overdue else "", c.name, a.title, a.proposed, c.id)
        for c in portfolio.clients
        for a in c.due
    )
    return _sheet("Due", columns, rows)


def _old(view: PortfolioView) -> Sheet:
    columns = (("No.", 7), ("Client", 34), ("What is old", 80))
    return _sheet("Old", columns, [(r.code, r.name, r.what) for r in view.due.old])


def _questions(view: PortfolioView) -> Sheet:
    columns = (("Question", 80), ("Clients", 14), ("Moves", 26), ("Outcomes", 20))
    rows = [(q.text, q.clients, q.worth, q.outcomes) for q in view.questions]
    return _sheet("Questions", columns, rows)


def _absent(view: PortfolioView) -> Sheet:
    columns = (("Profile", 40), ("Why it was not assessed", 90))
    return _sheet("Not assessed", columns, [(a.client, a.reason) for a in view.absent])
