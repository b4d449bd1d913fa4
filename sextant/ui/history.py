"""Page: assessments over time, and what changed from one to another, and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sextant import storage
from sextant.comparison import compare
from sextant.database import open_database
from sextant.reports.comparison import render_html
from sextant.reports.comparison_view import comparison_view
from sextant.reports.figures import date, money
from sextant.reports.view_summary import LEAST_ASSESSED
from sextant.storage import Entry
from sextant.ui import charts, looking, menu, shown

_WHO, _FIND = "history.who", "history.find"


def page() -> None:
    st.title("History")
    database = open_database()
    organizations = storage.list_organizations(database)
    if not organizations:
        st.info(
            "Nothing is kept yet. An assessment comes here when it is done, unless you opt out."
        )
        if st.button("New assessment", type="primary"):
            menu.go("New assessment")
        return
    names = [o.name for o in organizations]
    counts = {o.name: o.assessments for o in organizations}
    latest = max(organizations, key=lambda o: o.latest).name
    st.session_state.setdefault(_WHO, latest)
    if st.session_state[_WHO] not in names:
        st.session_state[_WHO] = latest
    chosen = st.selectbox(f"Organisation ({len(names)} in the history; type to find one)", names,
                          key=_WHO, format_func=lambda n: f"{n} ({counts[n]})")  # fmt: skip
    entries = storage.history(database, chosen)
    _over_time(entries)
    _list(entries)
    _compare(entries)


def _words(entry: Entry) -> str:
    return f"{date(entry.generated_at)}, {entry.generated_at[11:16]} UTC"


def _score(entry: Entry) -> str:
    """In words; over too few outcomes a score says more than is known."""
    few = entry.coverage * len(shown.knowledge().subcategories) < LEAST_ASSESSED
    return "too few to score" if entry.score is None or few else f"{entry.score:.0f} of 100"


def _over_time(entries: Sequence[Entry]) -> None:
    """Score and yearly loss, where there are two assessments or more."""
    if len(entries) < 2:
        return
    left, right = st.columns(2)
    scores = [(e.generated_at, e.score, _score(e)) for e in entries if e.score is not None]
    losses = [(e.generated_at, float(e.annual_loss_usd.p50), money(e.annual_loss_usd.p50))
              for e in entries]  # fmt: skip
    told = "; ".join(f"{_words(e)}: {_score(e)}" for e in entries[:10])
    with left:
        st.vega_lite_chart(charts.over_time(scores, "Score of 100"), key="chart.score",
                           alt=f"Score over time. {told}")  # fmt: skip
    told = "; ".join(f"{_words(e)}: {money(e.annual_loss_usd.p50)}" for e in entries[:10])
    with right:
        st.vega_lite_chart(charts.over_time(losses, "Loss in an average year", money=True),
                           key="chart.losses", alt=f"Loss over time. {told}")  # fmt: skip


def _list(entries: Sequence[Entry]) -> None:
    st.header("Assessments")
    for entry in entries:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            line = (
                f"{_words(entry)} · {_score(entry)} · {entry.coverage:.0%} assessed · "
                f"{entry.critical} critical, {entry.high} high · "
                f"about {money(entry.annual_loss_usd.p50)} a year"
            )
            st.text(line + (f"\n{entry.note}" if entry.note else ""), width="stretch")
            if st.button("Open the result", key=f"open.{entry.id}"):
                menu.go("Result", {"saved": entry.id})
            _delete(entry)


def _delete(entry: Entry) -> None:
    """Asks once more: there is no way back."""
    with st.popover("Delete", help=f"Delete the assessment of {_words(entry)}"):
        st.write("This deletes the assessment with its reviews for everyone.")
        if st.button("Delete it", key=f"delete.{entry.id}"):
            storage.delete_assessment(open_database(), entry.id)
            looking.forget("saved", entry.id)
            st.rerun()


def _compare(entries: Sequence[Entry]) -> None:
    if len(entries) < 2:
        st.caption("With a second assessment, what changed and why is shown here.")
        return
    st.header("Compare")
    by_id = {e.id: e for e in entries}
    left, right = st.columns(2)
    with left:
        before = st.selectbox("From", [*by_id], index=1, key=f"from.{entries[0].organization}",
                              format_func=lambda i: _words(by_id[i]))  # fmt: skip
    with right:
        after = st.selectbox("To", [*by_id], index=0, key=f"to.{entries[0].organization}",
                             format_func=lambda i: _words(by_id[i]))  # fmt: skip
    if before == after:
        st.info("Choose two different assessments.")
        return
    pair = looking.saved(before).assessment, looking.saved(after).assessment
    difference = compare(*pair)
    shown.render("comparison", v=comparison_view(difference), figures=True)
    st.download_button(
        "Download this comparison (HTML)", lambda: render_html(difference), "comparison.html",
        "text/html", on_click="ignore",
    )  # fmt: skip
