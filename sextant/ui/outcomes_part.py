"""Part of the result: all 106 Subcategories, each with its quotes and contradictions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sextant.reports.view_controls import ControlView
from sextant.reports.words import FUNCTIONS, STATUS
from sextant.ui import review_link, shown
from sextant.ui.looking import Subject


def controls(subject: Subject) -> list[ControlView]:
    """Every Subcategory, in the order of the Framework."""
    return [
        control
        for function in subject.view.controls.functions
        for category in function.categories
        for control in sorted((*category.known, *category.unknown), key=lambda c: c.id)
    ]


def draw(subject: Subject) -> None:
    everything = controls(subject)
    st.header("The 106 outcomes of NIST CSF 2.0")
    fitting = _filtered(everything)
    st.caption(f"{len(fitting)} of {len(everything)}. Choose a row to read what was said.")
    if not fitting:
        st.info("No outcome fits these filters.")
        return
    rows = [
        {
            "Id": c.id,
            "Outcome": c.title,
            "Status": f"{c.status.sign} {c.status.text}",
            "Target": c.target,
            "Confidence": c.confidence if c.known else "",
            "Quotes": len(c.evidence) + sum(len(x.quotes) for x in c.conflicts),
            "Contradictions": len(c.conflicts),
        }
        for c in fitting
    ]
    chosen = shown.choosable(rows, f"outcome.table.{len(fitting)}", wide="Outcome",
                             alt="The outcomes of NIST CSF 2.0")  # fmt: skip
    ids = [c.id for c in fitting]
    picked = st.selectbox(
        "Outcome in full", ids, index=min(chosen, len(ids) - 1),
        format_func=lambda i: f"{i}: {fitting[ids.index(i)].title}",
    )  # fmt: skip
    with st.container(border=True):
        shown.render("control", c=fitting[ids.index(picked)])
        review_link.rating(subject, picked)


def _filtered(everything: Sequence[ControlView]) -> list[ControlView]:
    with st.container(horizontal=True):
        word = st.text_input("Find", key="outcome.word", placeholder="a word or an id", live=True)
        status = shown.filtered_by("Status", [*STATUS.values()], "outcome.status")
        function = shown.filtered_by("Function", [*FUNCTIONS.values()], "outcome.function")
    only = st.checkbox("Only with contradictions", key="outcome.conflicts")
    return [
        c for c in everything
        if (not status or c.status.text in status)
        and (not function or c.function in function)
        and (not only or c.conflicts)
        and word.strip().casefold() in f"{c.id} {c.title} {c.outcome}".casefold()
    ]  # fmt: skip
