"""Page: a person accepts, changes or rejects ratings and risks; what depends on them follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from sextant import storage
from sextant.comparison import compare
from sextant.database import open_database
from sextant.errors import SextantError
from sextant.records import LEVELS, Decision, Level, Status
from sextant.reports.comparison_view import comparison_view
from sextant.reports.view_reviews import trail
from sextant.reports.words import LEVEL, STATUS
from sextant.review_requests import LONGEST, Request
from sextant.service import review
from sextant.ui import (
    keeping,
    looking,
    outcomes_part,
    review_files,
    review_link,
    shown,
    subject_bar,
    typed,
)
from sextant.ui.failing import failure
from sextant.ui.looking import Subject

_SAID = "review.said"
_DECISIONS: dict[Decision, str] = {"accept": "Accept", "change": "Change", "reject": "Reject"}
_STATUSES: list[Status] = [
    "implemented", "partial", "not_implemented", "not_applicable", "unknown",
]  # fmt: skip


def page() -> None:
    subject = subject_bar.needed("Review", heading=True)
    if subject is None:
        return
    if subject.state is None and subject.kind != "client":
        st.info("This assessment was saved without its input, so it cannot be reviewed.")
        return
    if subject.kind != "saved":
        keeping.offer(subject, "Reviews are kept with the assessment in the history.")
        return
    st.write(
        "Accept, change or reject what Sextant found. Whatever depends on it is computed again, "
        "and every decision stays in a trail that the reports carry."
    )
    by = typed.ask("reviewer", st.text_input, "Your name, for the trail", "", max_chars=120,
                   live="400ms")  # fmt: skip
    _told()
    left, right = st.columns([3, 2], gap="large")
    with left:
        request = _decision(subject, by or "")
    with right:
        _what_it_is(subject, request)
    _trail(subject)
    review_files.draw(subject, by or "", lambda requests: take(subject, requests))


def _decision(subject: Subject, by: str) -> Request:
    st.session_state.setdefault(review_link.KIND, review_link.RATING)
    kind = st.segmented_control("What is it about?", [review_link.RATING, review_link.RISK],
                                key=review_link.KIND, required=True)  # fmt: skip
    rating = kind == review_link.RATING
    chosen = _outcome(subject) if rating else _risk(subject)
    decision = st.radio("Decision", [*_DECISIONS], format_func=_DECISIONS.__getitem__,
                        horizontal=True, key="review.decision")  # fmt: skip
    more: dict[str, Any] = {}
    if decision == "change":
        more = _status() if rating else _levels()
    reason = st.text_area(
        "Reason" + (" (optional)" if decision == "accept" else ""), key="review.reason",
        max_chars=LONGEST, height=100,
    )  # fmt: skip
    request = Request("rating" if rating else "risk", chosen, decision, by, reason or "", **more)
    lacking = _lacking(request)
    if lacking:
        st.caption(lacking)
    if st.button("Put it on record", type="primary", disabled=bool(lacking)):
        take(subject, [request])
    return request


def _lacking(request: Request) -> str:
    if not request.subject:
        return "There is nothing to decide about."
    if not request.by.strip():
        return "Give your name above first."
    if request.decision != "accept" and not request.reason.strip():
        return "Give a reason."
    return ""


def _outcome(subject: Subject) -> str:
    titles = {c.id: f"{c.id}: {c.title} ({c.status.text})" for c in outcomes_part.controls(subject)}
    return _one_of(subject, "Outcome", titles, review_link.OUTCOME)


def _risk(subject: Subject) -> str:
    titles = {r.id: f"{r.code}: {r.title} ({r.current.severity.text})" for r in subject.view.risks}
    return _one_of(subject, "Risk", titles, review_link.RISK_ID)


def _one_of(subject: Subject, label: str, titles: Mapping[str, str], key: str) -> str:
    """What was chosen, kept under `key`. After each review the list is a new one to the browser,
    which would go on showing the old words of what is chosen."""
    ids, held = [*titles], str(st.session_state.get(key, ""))
    chosen = st.selectbox(
        label, ids, index=ids.index(held) if held in titles else 0 if ids else None,
        format_func=titles.__getitem__, key=f"{key}.{len(subject.assessment.reviews)}",
    )  # fmt: skip
    st.session_state[key] = chosen
    return chosen or ""


def _status() -> dict[str, Any]:
    status = st.selectbox(
        "It is really", _STATUSES, format_func=STATUS.__getitem__, key="review.status"
    )
    return {"status": status}


def _levels() -> dict[str, Any]:
    words: dict[Level | None, str] = {None: "As it is"}
    words |= {level: LEVEL[level] for level in reversed(LEVELS)}
    left, right = st.columns(2)
    with left:
        likelihood = st.selectbox("Likelihood", [*words], format_func=words.__getitem__,
                                  key="review.likelihood")  # fmt: skip
    with right:
        impact = st.selectbox(
            "Impact", [*words], format_func=words.__getitem__, key="review.impact"
        )
    return {"likelihood": likelihood, "impact": impact}


def _what_it_is(subject: Subject, request: Request) -> None:
    """What Sextant says of it, with its quotes, beside the decision."""
    with st.container(border=True):
        if request.kind == "rating":
            found = {c.id: c for c in outcomes_part.controls(subject)}
            shown.render("control", c=found[request.subject])
        elif request.subject:
            risks = {r.id: r for r in subject.view.risks}
            shown.render("risk", r=risks[request.subject])


def take(subject: Subject, requests: Iterable[Request]) -> None:
    """Puts decisions on record, and shows what followed."""
    database = open_database()
    try:
        saved = storage.load(database, subject.id)
        outcome = review(saved, requests)
        storage.save_reviewed(database, subject.id, outcome.assessment)
    except SextantError as exc:
        failure(exc)
        return
    before = saved.assessment
    looking.changed(subject, outcome.assessment)
    notes = (*outcome.refused, *outcome.stale)
    st.session_state[_SAID] = (len(outcome.added), notes, compare(before, outcome.assessment))
    st.session_state.pop("review.reason", None)
    st.rerun()


def _told() -> None:
    """What the last decision brought about; said once."""
    if _SAID not in st.session_state:
        return
    count, notes, difference = st.session_state.pop(_SAID)
    if count:
        st.success("On record. What depends on it was computed again.")
    for note in notes:
        st.warning(shown.literal(note))
    view = comparison_view(difference)
    shown.render("moved", title="Before → now", figures=view.key_figures)
    with st.expander("What changed by it"):
        shown.render("comparison", v=view, figures=False)


def _trail(subject: Subject) -> None:
    st.header("The trail")
    if not subject.assessment.reviews:
        st.caption("Nobody has reviewed anything yet.")
        return
    shown.render("trail", trail=trail(subject.assessment))
