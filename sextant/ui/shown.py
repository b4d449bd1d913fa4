"""How the pages show text: what people wrote is never read as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sextant.errors import Problem
from sextant.settings import TEMPLATES

if TYPE_CHECKING:
    from frameworks.loader import Knowledge

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


@cache
def knowledge() -> Knowledge:
    from frameworks.loader import load

    return load()


def literal(text: str) -> str:
    """Text for a label or heading, where Markdown would be read: every sign stands for itself."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def template(name: str) -> Template:
    return _templates().get_template(f"web/{name}.html.j2")


def render(name: str, **values: Any) -> None:
    """A piece of a page from its template; every value in it is escaped."""
    st.html(template(name).render(**values))


def sheet(caption: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A small table to read; `caption` is for who cannot see it."""
    render("table", caption=caption, head=head, rows=rows)


def problem_line(problem: Problem) -> str:
    """'Line 3, column 11, organization.sector: ... Did you mean 'healthcare'?'"""
    place = f"Line {problem.line}, column {problem.column}" if problem.line else problem.file
    field = f", {problem.field}" if problem.field else ""
    hint = f" Did you mean '{problem.suggestion}'?" if problem.suggestion else ""
    return f"{place}{field}: {problem.message}{hint}"


def problems(found: Sequence[Problem], source: bytes = b"") -> None:
    """Every problem, one to a line, with the line of the file where it is known."""
    count = len(found)
    st.error(f"{count} problem{'s' if count > 1 else ''} found; nothing can be assessed yet.")
    lines = source.decode("utf-8", "replace").splitlines()
    with st.container(border=True):
        for problem in found:
            st.text(problem_line(problem))
            if problem.line and problem.line <= len(lines):
                text = lines[problem.line - 1][:200]
                st.code(f"{problem.line:>4}  {text}", language=None)


def part(title: str, body: str) -> None:
    """A small heading and its text; nothing for an empty text."""
    if body:
        st.markdown(f"**{literal(title)}**")
        st.text(body)


def table(rows: Sequence[Mapping[str, object]], key: str) -> None:
    """A sortable table as wide as the page; texts in it are shown as they are."""
    if not rows:
        st.info("Nothing fits this filter.")
        return
    st.dataframe(rows, hide_index=True, width="stretch", key=key)


def filtered_by(label: str, options: Sequence[str], key: str) -> list[str]:
    """A filter; nothing chosen lets everything through."""
    return st.multiselect(label, options, placeholder="All", select_all=False, key=key)


def choosable(
    rows: Sequence[Mapping[str, object]], key: str, *, dollars: str = "", wide: str = "",
    alt: str = "",
) -> int:  # fmt: skip
    """A sortable table; the position of the row that the person chose, else 0.

    `dollars` names the column that holds amounts, `wide` the one that needs the room.
    """
    columns: dict[str, Any] = {}
    if dollars:
        columns[dollars] = st.column_config.NumberColumn(format="$%,d")
    if wide:
        columns[wide] = st.column_config.TextColumn(width="large")
    state = st.dataframe(
        rows, hide_index=True, width="stretch", key=key, column_config=columns, alt=alt,
        on_select="rerun", selection_mode="single-row", height=420 if len(rows) > 11 else "auto",
    )  # fmt: skip
    chosen = state["selection"]["rows"]
    return int(chosen[0]) if chosen else 0
