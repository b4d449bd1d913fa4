"""Part of the result: the heat map, the risk register, and each risk in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from sextant.records import SEVERITIES
from sextant.reports.figures import count, two_digits
from sextant.reports.view_risks import RiskView
from sextant.reports.words import LEVEL, SEVERITY
from sextant.ui import charts, review_link, shown
from sextant.ui.looking import Subject

_LIKELIHOOD, _IMPACT, _SEVERITY, _WORD = (
    "risk.likelihood", "risk.impact", "risk.severity", "risk.word"
)  # fmt: skip
_ORDER = "risk.order"
_MAP, _CELL = "chart.heat", "chart.heat.cell"
_LEVELS = [*LEVEL.values()]
# The orders of the register, for who cannot choose a column's head; the first is the report's own.
_ORDERS: dict[str, Callable[[RiskView], float]] = {
    "Gravest first": lambda r: 0,
    "Dearest first": lambda r: -r.annual.p50,
    "Likeliest first": lambda r: -_LEVELS.index(r.current.likelihood),
    "Worst impact first": lambda r: -_LEVELS.index(r.current.impact),
    "Gravest after the roadmap": lambda r: -SEVERITIES.index(r.residual.severity.tone),
}


def heat_map(subject: Subject) -> None:
    """Choosing a cell leads to its risks: in the picture, or by name from a list."""
    view = subject.view.heat_map
    st.header("Risk at a glance")
    if view.note:
        st.info(view.note)
        return
    cells = {
        (row.likelihood, view.impacts[n]): [link.text for link in cell.risks]
        for row in view.rows
        for n, cell in enumerate(row.cells)
        if cell.risks
    }
    told = [f"{_named(cell)}: {', '.join(codes)}" for cell, codes in cells.items()]
    st.vega_lite_chart(
        charts.heat_map(view), key=_MAP, on_select=_chosen_cell, selection_mode=charts.CELL,
        alt="Number of risks by likelihood and impact. " + "; ".join(told),
    )  # fmt: skip
    st.selectbox(
        "Choose a cell above, or here, to see its risks", [*cells], index=None, key=_CELL,
        format_func=lambda cell: f"{_named(cell)}: {count(len(cells[cell]), 'risk')}",
        placeholder="Likelihood and impact", on_change=_chosen_by_name,
    )  # fmt: skip


def _named(cell: tuple[str, str]) -> str:
    return f"Likelihood {cell[0].lower()}, impact {cell[1].lower()}"


def _chosen_cell() -> None:
    chosen: Any = st.session_state[_MAP]["selection"].get(charts.CELL)
    if chosen:
        _show_cell(chosen[0]["likelihood"], chosen[0]["impact"])


def _chosen_by_name() -> None:
    if chosen := st.session_state[_CELL]:
        _show_cell(*chosen)


def _show_cell(likelihood: str, impact: str) -> None:
    """Fills the register's filters from the cell, and shows the register."""
    st.session_state[_LIKELIHOOD], st.session_state[_IMPACT] = [likelihood], [impact]
    st.session_state[_SEVERITY], st.session_state[_WORD] = [], ""
    st.session_state["part"] = "Risks"


def draw(subject: Subject) -> None:
    risks = subject.view.risks
    st.header("Risk register")
    fitting = _filtered(risks)
    st.caption(f"{len(fitting)} of {len(risks)} risks. Choose a row for the whole story.")
    if not fitting:
        st.info("No risk fits these filters.")
        return
    chosen = _table(fitting)
    codes = [r.code for r in fitting]
    picked = st.selectbox(
        "Risk in full", codes, index=chosen,
        format_func=lambda code: f"{code}: {fitting[codes.index(code)].title}",
    )  # fmt: skip
    with st.container(border=True):
        risk = fitting[codes.index(picked)]
        shown.render("risk", r=risk)
        review_link.risk(subject, risk.id)


def _filtered(risks: Sequence[RiskView]) -> list[RiskView]:
    levels = [SEVERITY[s] for s in reversed(SEVERITIES)]
    with st.container(horizontal=True):
        word = st.text_input("Find", key=_WORD, placeholder="a word, an asset, R7", live=True)
        severity = shown.filtered_by("Severity", levels, _SEVERITY)
        likelihood = shown.filtered_by("Likelihood", [*LEVEL.values()][::-1], _LIKELIHOOD)
        impact = shown.filtered_by("Impact", [*LEVEL.values()][::-1], _IMPACT)
        order = st.selectbox("Order", [*_ORDERS], key=_ORDER)
    return [
        r for r in sorted(risks, key=_ORDERS[order])
        if (not severity or r.current.severity.text in severity)
        and (not likelihood or r.current.likelihood in likelihood)
        and (not impact or r.current.impact in impact)
        and word.strip().casefold() in _words(r)
    ]  # fmt: skip


def _words(risk: RiskView) -> str:
    parts = (risk.code, risk.title, risk.in_words, *risk.assets, *risk.techniques)
    return " ".join(parts).casefold()


def _table(fitting: Sequence[RiskView]) -> int:
    """The register; the position of the row that was chosen, 0 without one."""
    rows = [
        {
            "Code": r.code,
            "Risk": r.title,
            "Severity": r.current.severity.text,
            "Loss a year": two_digits(r.annual.p50),
            "Likelihood": r.current.likelihood,
            "Impact": r.current.impact,
            "After the roadmap": r.residual.severity.text,
        }
        for r in fitting
    ]
    key = f"risk.table.{len(fitting)}.{st.session_state[_ORDER]}"
    chosen = shown.choosable(rows, key, dollars="Loss a year",
                             wide="Risk", alt="The risk register")  # fmt: skip
    return min(chosen, len(fitting) - 1)
