"""How the pages show text: what people wrote is never read as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import streamlit as st

from frameworks.loader import Knowledge, load
from sextant.errors import Problem
from sextant.reports.view_parts import QuoteView

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


@cache
def knowledge() -> Knowledge:
    return load()


def literal(text: str) -> str:
    """Text for a label or heading, where Markdown would be read: every sign stands for itself."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def privacy() -> None:
    st.caption(
        "Everything happens on this computer: nothing you type or upload is sent anywhere, and no "
        "AI model is used. Results stay in memory until you close Sextant."
    )


def problem_line(problem: Problem) -> str:
    """'Line 3, column 11, organization.sector: ... Did you mean 'healthcare'?'"""
    place = f"Line {problem.line}, column {problem.column}" if problem.line else problem.file
    field = f", {problem.field}" if problem.field else ""
    hint = f" Did you mean '{problem.suggestion}'?" if problem.suggestion else ""
    return f"{place}{field}: {problem.message}{hint}"


def problems(found: Sequence[Problem]) -> None:
    """Every problem, one to a line."""
    count = len(found)
    st.error(f"{count} problem{'s' if count > 1 else ''} found; nothing was assessed.")
    with st.container(border=True):
        for problem in found:
            st.text(problem_line(problem))


def part(title: str, body: str) -> None:
    """A small heading and its text; nothing for an empty text."""
    if body:
        st.markdown(f"**{literal(title)}**")
        st.text(body)


def quotes(found: Iterable[QuoteView]) -> None:
    """What was said, each with where, what it says, and how much the voice is worth."""
    for quote in found:
        with st.container(border=True):
            st.text(f"“{quote.quote}”")
            limits = f" · limited to: {quote.scope}" if quote.scope else ""
            st.caption(literal(f"{quote.where} · {quote.says.text} · {quote.weight}{limits}"))


def table(rows: Sequence[Mapping[str, object]], key: str, dollars: str = "") -> None:
    """A sortable table as wide as the page; texts in it are shown as they are.

    `dollars` names the column that holds amounts.
    """
    if not rows:
        st.info("Nothing fits this filter.")
        return
    columns = {dollars: st.column_config.NumberColumn(format="$%,d")} if dollars else None
    st.dataframe(rows, hide_index=True, width="stretch", key=key, column_config=columns)
