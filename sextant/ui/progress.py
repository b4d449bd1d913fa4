"""Page: a run while it works. Leaving, a reload or a restart of the server costs nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from sextant import run_records as records
from sextant.database import open_database
from sextant.reports.figures import count
from sextant.run_records import Run
from sextant.ui import looking, menu, person, shown

POLL_SECONDS = 1.0
CALLS = 40
# Each step in plain words, and its share of the time without a model (measured on the examples).
STEPS = {
    "reading": ("Reading the profile and the evidence", 40),
    "profiling": ("Getting to know the organisation", 3),
    "asset_mapping": ("Listing what it depends on", 3),
    "threat_analysis": ("Working out what could happen", 8),
    "control_evaluation": ("Rating the 106 outcomes", 12),
    "risk_scoring": ("Putting risks into words and money", 16),
    "recommendations": ("Planning what to do first", 14),
    "publishing": ("Writing the result", 4),
}


# With a model, its calls take the time (counted on an example; it is asked most about ratings).
_SHARES_WITH_MODEL = {
    "reading": 2, "profiling": 8, "asset_mapping": 4, "threat_analysis": 24,
    "control_evaluation": 30, "risk_scoring": 24, "recommendations": 7, "publishing": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One line of the list: `state` is done, now or next."""

    title: str
    state: str
    time: str
    said: str


def page() -> None:
    st.title("Run")
    run = looking.run()
    if run is None:
        st.info("Nothing has been assessed yet. Begin under “New assessment”.")
        if st.button("New assessment", type="primary"):
            menu.go("New assessment")
        return
    looking.look_at("run", run.id)
    if run.state in records.UNFINISHED:
        _live()
    else:
        _ended(run)
    _others(run)


@st.fragment(run_every=POLL_SECONDS)
def _live() -> None:
    run = looking.run()
    if run is None or run.state not in records.UNFINISHED:
        st.rerun()
    st.header(shown.literal(_label(run)))
    share = _share(run)
    st.progress(share, text=_words(run, share))
    _steps(run)
    st.caption("You can look at other pages, close the browser or restart Sextant: it goes on.")
    if st.button("Stop this assessment"):
        records.cancel_run(open_database(), run.id, person.owner())
        st.rerun()


def _ended(run: Run) -> None:
    name = shown.literal(_label(run))
    if run.state == "done":
        st.success(f"{name} is assessed.")
        with st.container(horizontal=True):
            if st.button("See the result", type="primary"):
                menu.go("Result", {"run": run.id})
            if st.button("Download the reports"):
                menu.go("Downloads", {"run": run.id})
    elif run.state == "cancelled":
        st.info(f"The assessment of {name} was stopped. What you typed and added is still there.")
    else:
        st.error(f"{name} could not be assessed.")
        with st.container(border=True):
            st.text(run.error)
    if run.state != "done" and st.button("Back to what you gave", type="primary"):
        menu.go("New assessment")
    _steps(run)


def _others(run: Run) -> None:
    mine = [r for r in records.runs_of(open_database(), person.owner()) if r.id != run.id][:8]
    if not mine:
        return
    st.header("Your other runs")
    for other in mine:
        label = f"{_label(other)}: {_state(other)}, {other.created_at[:16].replace('T', ' ')} UTC"
        if st.button(shown.literal(label), key=f"other.{other.id}", type="tertiary"):
            menu.go("Run", {"run": other.id})


def _state(run: Run) -> str:
    words = {"waiting": "waiting", "running": "under way", "done": "done", "failed": "failed"}
    return words.get(run.state, "stopped")


def _label(run: Run) -> str:
    return str(run.options.get("label") or run.profile_name)


def _steps(run: Run) -> None:
    shown.render("agents", steps=steps(run))
    _calls(run)


def _calls(run: Run) -> None:
    """What each call to the model took of its window, the newest first."""
    calls = run.progress.get("calls", ())
    if not calls:
        return
    st.header("Calls to the model")
    head = ["Step", "About", "Tokens of the window", "Answer of its room", "What came of it"]
    rows = [(c["step"], c["about"], c["prompt"], c["answer"], c["outcome"]) for c in calls[::-1]]
    shown.sheet("Calls to the model, in tokens", head, rows[:CALLS])
    if len(rows) > CALLS:
        st.caption(f"The newest {CALLS} of {len(rows):,}; the reports have them all.")


def steps(run: Run) -> Sequence[Step]:
    """Every step with what its agent found, in order."""
    found = {f["agent"]: f for f in run.progress.get("found", ())}
    now = run.progress.get("step", "")
    names = [*STEPS]
    at = names.index(now) if now in names else len(names) if now == "saving" else 0
    return [_step(run, name, position, at, found) for position, name in enumerate(names)]


def _step(run: Run, name: str, position: int, at: int, found: dict[str, dict[str, object]]) -> Step:
    told = found.get(name)
    over = run.state == "done" or position < at or told is not None
    state = "done" if over else "now" if position == at and run.state == "running" else "next"
    said = str(told["produced"]) if told else ""
    if calls := [c for c in run.progress.get("calls", ()) if c["agent"] == name]:
        tokens = sum(c["tokens"] for c in calls)
        asked = f"{count(len(calls), 'call')} to the model, {tokens:,} tokens"
        said = f"{said}; {asked}" if said else asked
    seconds = float(str(told["duration_s"])) if told else 0.0
    took = f"{seconds:.1f} s" if seconds >= 0.1 else "under 0.1 s" if told else ""
    return Step(STEPS[name][0], state, took, said)


def _share(run: Run) -> float:
    names = [*STEPS]
    now = run.progress.get("step", "")
    done = names.index(now) if now in names else len(names) if now == "saving" else 0
    modelled = run.options.get("model", "none") != "none"
    shares = _SHARES_WITH_MODEL if modelled else {n: share for n, (_, share) in STEPS.items()}
    return min(sum(shares[n] for n in names[:done]) / sum(shares.values()), 1.0)


def _words(run: Run, share: float) -> str:
    if run.state == "waiting":
        return "Waiting for its turn"
    step = run.progress.get("step", "")
    if step == "saving":
        return "Keeping the result …"
    title = STEPS.get(step, ("Beginning", 0))[0]
    return f"{title} … {left(run, share)}"


def left(run: Run, share: float) -> str:
    """How long it may still take, from how long the steps so far took."""
    began = float(run.progress.get("began") or 0)
    gone = time.time() - began
    if share < 0.2 or not began or gone < 3:
        return ""
    seconds = gone / share - gone
    return f"about {seconds:.0f} s left" if seconds < 90 else f"about {seconds / 60:.0f} min left"
