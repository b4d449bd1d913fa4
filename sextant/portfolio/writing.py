"""The formats of a portfolio report, each made from the Portfolio alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sextant.errors import OutputError
from sextant.portfolio.document import Portfolio
from sextant.portfolio.sheets import sheets
from sextant.portfolio.view import PortfolioView, portfolio_view
from sextant.reports.writing import write_atomically
from sextant.settings import TEMPLATES

PRINTED = 300  # clients in the PDF's tables; HTML, XLSX and JSON have them all


@dataclass(frozen=True)
class PortfolioFormat:
    file: str
    render: Callable[[Portfolio], bytes]


def to_json(portfolio: Portfolio) -> bytes:
    return portfolio.to_json().encode()


def to_html(portfolio: Portfolio) -> bytes:
    """One document with nothing to load and nothing to run; free text is escaped."""
    from markupsafe import Markup

    from sextant.reports import html

    style, digest = _style()
    page = html.environment().get_template("portfolio.html.j2")
    view = portfolio_view(portfolio)
    return page.render(v=view, style=Markup(style), style_hash=digest, anchors=frozenset()).encode()


@cache
def _style() -> tuple[str, str]:
    """The report's style sheet with the portfolio's, and its hash for the security policy."""
    from sextant.reports import html

    own = (TEMPLATES / "report" / "portfolio.css").read_text(encoding="utf-8").strip()
    text = f"{html.style()[0]}\n{own}"
    return text, f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def to_pdf(portfolio: Portfolio) -> bytes:
    from sextant.reports.pdf import typeset

    view = _printed(portfolio_view(portfolio))
    return typeset("portfolio.typ", {"view": view}, portfolio.generated_at)


def _printed(view: PortfolioView) -> PortfolioView:
    """Tables that fit on paper; what is left out is said."""
    total = len(view.clients)
    if total <= PRINTED:
        return view
    note = (
        f"The tables of clients show the {PRINTED} that stand first of {total:,}; all of them are "
        "in the page and the workbook."
    )
    return replace(
        view, clients=view.clients[:PRINTED], heat=view.heat[:PRINTED],
        worse=view.worse[:PRINTED], better=view.better[:PRINTED],
        due=replace(view.due, rows=view.due.rows[:PRINTED], old=view.due.old[:PRINTED]),
        absent=view.absent[:PRINTED], notes=(*view.notes, note),
    )  # fmt: skip


def to_xlsx(portfolio: Portfolio) -> bytes:
    from sextant.reports.xlsx import workbook

    view = portfolio_view(portfolio)
    return workbook(view.title, portfolio.generated_at, sheets(view, portfolio))


PORTFOLIO_FORMATS: dict[str, PortfolioFormat] = {
    "html": PortfolioFormat("portfolio.html", to_html),
    "pdf": PortfolioFormat("portfolio.pdf", to_pdf),
    "xlsx": PortfolioFormat("portfolio.xlsx", to_xlsx),
    "json": PortfolioFormat("portfolio.json", to_json),
}


def write(portfolio: Portfolio, out: Path, formats: Iterable[str]) -> list[Path]:
    """Write the named formats to `out`, each whole. Raises OutputError."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be made: {error.strerror or error}") from error
    written = []
    for name in dict.fromkeys(formats):
        kind = PORTFOLIO_FORMATS[name]
        write_atomically(out / kind.file, kind.render(portfolio))
        written.append(out / kind.file)
    return written
