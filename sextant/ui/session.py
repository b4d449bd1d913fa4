"""The run of this browser session: starting it, its progress, and what became of it."""

from __future__ import annotations

import streamlit as st

from sextant.errors import InputError, KnowledgeError, SextantError
from sextant.reports.figures import plain
from sextant.ui import shown
from sextant.ui.runs import RUNS, Run, Work

POLL_SECONDS = 0.4
STEPS = {
    "reading": "Reading the profile and the evidence",
    "profiling": "Getting to know the organisation",
    "asset_mapping": "Listing what it depends on",
    "threat_analysis": "Working out what could happen",
    "control_evaluation": "Rating the 106 outcomes",
    "risk_scoring": "Putting risks into words and money",
    "recommendations": "Planning what to do first",
    "publishing": "Writing the result",
}
_KEY = "run"


def current() -> Run | None:
    """This session's run; None when there is none, or it had to make room."""
    return RUNS.get(st.session_state.get(_KEY, ""))


def start(label: str, work: Work) -> None:
    """Begin a run in place of the session's last one. Raises TooManyRunsError."""
    identity = RUNS.start(label, work)
    forget()
    st.session_state[_KEY] = identity


def forget() -> None:
    """Drop the session's run and everything made from it."""
    RUNS.forget(st.session_state.pop(_KEY, ""))


@st.fragment(run_every=POLL_SECONDS)
def progress() -> None:
    """Shows the step that is under way; the whole page runs again when the run has ended."""
    run = current()
    if run is None or not run.working:
        st.rerun()
    names = [*STEPS]
    done = names.index(run.step) if run.step in names else 0
    text = STEPS.get(run.step) or plain(run.step) or "Starting"
    st.progress(done / len(names), text=f"{text} …")
    st.caption("You can look at other pages meanwhile.")


def failure(error: BaseException) -> None:
    """Says why a run failed, without a traceback."""
    if isinstance(error, InputError):
        shown.problems(error.problems)
    elif isinstance(error, KnowledgeError):
        st.error("Sextant's own knowledge files are damaged: `sextant knowledge check` says more.")
    elif isinstance(error, SextantError):
        st.error(shown.literal(str(error)))
    else:
        st.error(
            "Sextant failed, which is a defect in Sextant and not your mistake. "
            f"Please report it: {shown.literal(type(error).__name__)}."
        )


def finished() -> Run | None:
    """The run when it went well; else says on the page what there is instead."""
    run = current()
    if run is None:
        st.info("There is no result yet. Choose “New assessment” in the menu to begin.")
        return None
    if run.working:
        progress()
        return None
    if run.failure:
        failure(run.failure)
        return None
    return run
