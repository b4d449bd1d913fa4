"""Background runs: bounded, found by id, and honest about failure."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from sextant.assessment import Assessment
from sextant.errors import InputError, Problem
from sextant.service import Progress, run_assessment
from sextant.ui.runs import Runs, TooManyRunsError
from sextant.ui.session import STEPS

MINIMAL = Path(__file__).resolve().parents[3] / "examples" / "minimal" / "profile.yaml"


def failing(progress: Progress) -> Assessment:
    raise InputError([Problem("p.yaml", "is wrong")])


def finished(runs: Runs, identity: str) -> None:
    run = runs.get(identity)
    assert run is not None
    run.future.exception(timeout=60)


def test_a_run_tells_its_steps_and_its_reports_are_made_once() -> None:
    steps: list[str] = []
    runs = Runs()

    def work(progress: Progress) -> Assessment:
        def both(step: str) -> None:
            steps.append(step)
            progress(step)

        return run_assessment(MINIMAL, progress=both)

    identity = runs.start("Minimal", work)
    finished(runs, identity)
    run = runs.get(identity)
    assert run is not None and run.assessment is not None
    assert steps == [*STEPS]
    assert run.step == "publishing"
    report = runs.report(run, "md")
    assert report.result(timeout=60).startswith(b"#")
    assert runs.report(run, "md") is report


def test_a_failure_is_kept_as_what_it_is() -> None:
    runs = Runs()
    identity = runs.start("Bad", failing)
    finished(runs, identity)
    run = runs.get(identity)
    assert run is not None
    assert isinstance(run.failure, InputError)
    assert run.assessment is None


def test_old_runs_make_room_and_ids_cannot_be_guessed() -> None:
    runs = Runs(kept=2)
    ids = []
    for _ in range(4):
        ids.append(runs.start("Bad", failing))
        finished(runs, ids[-1])
    assert [runs.get(i) is not None for i in ids] == [False, False, True, True]
    assert len(set(ids)) == 4 and all(len(i) >= 20 for i in ids)
    runs.forget(ids[-1])
    assert runs.get(ids[-1]) is None


def test_too_many_at_once_are_refused() -> None:
    gate, runs = threading.Event(), Runs(unfinished=2)

    def waiting(progress: Progress) -> Assessment:
        gate.wait(60)
        return failing(progress)

    ids = [runs.start("Slow", waiting) for _ in range(2)]
    try:
        with pytest.raises(TooManyRunsError):
            runs.start("One too many", waiting)
    finally:
        gate.set()
    for identity in ids:
        finished(runs, identity)
