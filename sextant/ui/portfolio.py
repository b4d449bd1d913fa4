"""Page: many clients at once. A ZIP of them is assessed, and what they have in common is shown."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

import streamlit as st

from sextant.batch.events import duration
from sextant.branding import Branding
from sextant.errors import Problem, SextantError
from sextant.reports.figures import count
from sextant.ui import (
    brand,
    failing,
    options,
    person,
    portfolio_shown,
    shown,
    uploads,
    zip_upload,
)
from sextant.ui.batch_command import BatchChoices
from sextant.ui.portfolio_clients import UPLOADED, offered
from sextant.ui.portfolio_held import read
from sextant.ui.portfolio_runs import Progress, Workplace

POLL_SECONDS = 1.0
SETTLED_SECONDS = 3.0  # before that a rate says nothing
FAILURES, NAMED = 200, 12
MINE = "Your upload"
_TAKEN, _TROUBLE, _LAST = "portfolio.taken", "portfolio.trouble", "portfolio.last"


def page() -> None:
    st.title("Portfolio")
    others = offered()
    chosen = _which(others)
    if chosen != UPLOADED:
        _show(chosen, others[chosen], brand.ask())
        return
    place = Workplace(person.owner())
    progress = place.progress()
    if progress.state == "running":
        _live()
        return
    _bring(place, progress)
    if progress.state == "empty":
        return
    look = brand.ask()
    if progress.state == "ready":
        _ready(place, progress, look)
    _ended(place, progress)
    _show(UPLOADED, place.results, look)
    _forget(place)


def _which(others: Collection[str]) -> str:
    """The portfolio to show: the last one when the person comes back to this page."""
    names = [UPLOADED, *others]
    last = st.session_state.get(_LAST, UPLOADED)
    if not others:
        return UPLOADED
    chosen = st.selectbox(
        "Which clients", names, index=names.index(last) if last in names else 0,
        format_func=lambda name: shown.literal(name) if name else MINE, key="portfolio.which",
    )  # fmt: skip
    st.session_state[_LAST] = chosen
    return chosen


def _show(portfolio: str, folder: Path, look: Branding | None) -> None:
    if held := read(folder):
        portfolio_shown.show(held, portfolio, look)


def _bring(place: Workplace, progress: Progress) -> None:
    """Ask for an archive, and say what the one that was brought holds."""
    with st.expander("Upload clients", expanded=progress.state in ("empty", "ready")):
        st.write(
            "One ZIP, with a folder for each client: its profile as YAML, and the evidence that "
            "the profile names beside it. Only you see what you upload and what comes of it. "
            "Upload the same clients again later, and the change is shown."
        )
        st.file_uploader(
            "Clients (ZIP)", type=["zip"], key=_fresh(), on_change=_take,
            max_upload_size=zip_upload.MAX_ZIP_BYTES // uploads.MEGABYTE,
        )  # fmt: skip
        if error := st.session_state.get(_TROUBLE):
            failing.failure(error)
        if progress.state == "ready":
            _held(progress)


def _held(progress: Progress) -> None:
    clients = count(progress.profiles, "client")
    beside = count(progress.files - progress.profiles, "other file")
    st.text(f"{progress.uploaded}: {clients}, {beside}.")
    if progress.passed_over:
        names = ", ".join(progress.passed_over[:NAMED])
        rest = len(progress.passed_over) - NAMED
        more = f" and {rest:,} more" if rest > 0 else ""
        st.text(f"Passed over, because Sextant does not read such files: {names}{more}.")


def _ready(place: Workplace, progress: Progress, look: Branding | None) -> None:
    model = options.ask_model()
    clients = count(progress.profiles, "client")
    if st.button(f"Assess {clients}", type="primary", disabled=not (look and model)) and model:
        _begin(place, BatchChoices(brand.files(), *model))


def _begin(place: Workplace, how: BatchChoices | None = None) -> None:
    try:
        place.start(how)
    except SextantError as error:
        failing.failure(error)
        return
    st.rerun()


def _take() -> None:
    given = st.session_state.get(_fresh())
    if given is None:
        return
    st.session_state[_TROUBLE] = None
    try:
        Workplace(person.owner()).take(given, uploads.safe_name(given.name, "clients"))
    except SextantError as error:
        st.session_state[_TROUBLE] = error
    st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1


def _fresh() -> str:
    """The uploader's key, new after every upload."""
    return f"portfolio.zip.{st.session_state.get(_TAKEN, 0)}"


@st.fragment(run_every=POLL_SECONDS)
def _live() -> None:
    place = Workplace(person.owner())
    progress = place.progress()
    if progress.state != "running":
        st.rerun()
    st.header(shown.literal(progress.uploaded))
    st.progress(min(progress.done / max(progress.total, 1), 1.0), text=words(progress, time.time()))
    st.caption("You can look at other pages or close the browser: it goes on.")
    if st.button("Stop", help="What is in hand is finished; a second press does not wait for it."):
        place.stop()
        st.rerun()
    _failures(progress)


def words(progress: Progress, now: float) -> str:
    """'12 of 40 assessed, 3.1 a second, 9 s left, 1 failed'."""
    if not progress.total:
        return "Beginning …"
    if progress.done >= progress.total:
        return "Putting the portfolio together …"
    parts = [f"{progress.done:,} of {progress.total:,}"]
    gone = now - progress.began
    if progress.done and gone >= SETTLED_SECONDS:
        rate = progress.done / gone
        speed = f"{rate:.1f} a second" if rate >= 1 else f"{60 * rate:.0f} a minute"
        parts += [speed, f"about {duration((progress.total - progress.done) / rate)} left"]
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    return ", ".join(parts)


def _ended(place: Workplace, progress: Progress) -> None:
    if progress.state == "stopped":
        st.warning(f"Stopped after {progress.done:,} of {count(progress.total, 'client')}.")
        if progress.trouble:
            st.text(progress.trouble)
        if st.button("Go on", type="primary"):
            _begin(place)
    elif progress.state == "done":
        good = count(progress.done - progress.failed, "client")
        took = duration(progress.ended - progress.began)
        st.success(f"{good} of {progress.total:,} assessed in {took}.")
    _failures(progress)


def _failures(progress: Progress) -> None:
    """What could not be assessed: file, line and reason."""
    if not progress.failures:
        return
    st.subheader("Not assessed")
    rows = [(p.file, _place(p), _reason(p)) for p in progress.failures[:FAILURES]]
    shown.sheet("What could not be assessed, and why", ("File", "Line", "Why"), rows)
    if len(progress.failures) > FAILURES:
        st.caption(f"{FAILURES} of {len(progress.failures):,} reasons are shown.")


def _place(problem: Problem) -> str:
    """'3, column 11', on one line of the table."""
    text = f"{problem.line}, column {problem.column}" if problem.line else ""
    return text.replace(" ", "\u00a0")


def _reason(problem: Problem) -> str:
    said = f"{problem.field}: {problem.message}" if problem.field else problem.message
    return said + (f" Did you mean '{problem.suggestion}'?" if problem.suggestion else "")


def _forget(place: Workplace) -> None:
    st.divider()
    with st.popover("Delete these clients"):
        st.write("This deletes the upload and every result of it. There is no way back.")
        if st.button("Delete them"):
            place.forget()
            st.rerun()
