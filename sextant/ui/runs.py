"""Assessments in the background: they outlive the page, the session and the server.

What a run was given, how far it is and what came of it is in the database; what its agents have
done is in its checkpoint. A thread of this server does the work and gives a sign of life every few
seconds. A run without one, because its server was killed, is taken up by the next server.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Lock, Thread
from typing import Any

from sextant import run_records as records
from sextant.database import Database, open_database
from sextant.errors import InputError, SextantError
from sextant.records import AgentTrace, ModelCall
from sextant.reports.view_ledger import line
from sextant.run_records import Run, RunInput
from sextant.trace import call_part
from sextant.ui.shown import problem_line

AT_ONCE, UNFINISHED = 2, 8
ALIVE_SECONDS, SILENT_SECONDS, LOOK_SECONDS = 2.0, 8, 4.0
KEPT_DAYS = 30
MOST_CALLS = 500  # to the model, of which the page tells


class TooManyRunsError(SextantError):
    """Other assessments are still under way; try again in a moment."""


class StoppedError(Exception):
    """The run was cancelled, or another server has taken it."""


class Watch:
    """How far one run is, written down for whoever looks at it."""

    def __init__(self, database: Database, run: Run, worker: str) -> None:
        self._database, self._run, self._worker = database, run, worker
        found = list(run.progress.get("found", []))
        over = {f["agent"] for f in found}  # what an agent asked that was cut short is asked again
        calls = [c for c in run.progress.get("calls", []) if c["agent"] in over]
        self._told: dict[str, Any] = {
            "found": found, "calls": calls, "step": "", "began": time.time()
        }  # fmt: skip
        self._lock, self._end = Lock(), Event()

    def step(self, name: str) -> None:
        """A step begins. Raises StoppedError when the run is no longer ours."""
        self._write(step=name, step_began=time.time())

    def found(self, trace: AgentTrace) -> None:
        """An agent is done. Raises StoppedError."""
        others = [f for f in self._told["found"] if f["agent"] != trace.agent]
        told = trace.model_dump(mode="json", include={"agent", "duration_s", "produced"})
        self._write(found=[*others, told])

    def asked(self, agent: str, call: ModelCall) -> None:
        """A call to the model is done. Raises StoppedError."""
        said = {"agent": agent, "tokens": call.ledger.prompt + call.ledger.answer}
        with self._lock:
            calls = [*self._told["calls"], {**asdict(line(agent, call_part(call))), **said}]
            self._told["calls"] = calls[-MOST_CALLS:]
        self._write()

    def note(self, **values: Any) -> None:
        self._write(**values)

    def __enter__(self) -> Watch:
        Thread(target=self._stay_alive, daemon=True, name="sign-of-life").start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._end.set()

    def _stay_alive(self) -> None:
        while not self._end.wait(ALIVE_SECONDS):
            with self._lock:
                records.note_progress(self._database, self._run.id, self._worker, self._told)

    def _write(self, **values: Any) -> None:
        with self._lock:
            self._told.update(values)
            ours = records.note_progress(self._database, self._run.id, self._worker, self._told)
        if not ours:
            raise StoppedError


class Runs:
    """The runs of this server's database, and the threads that work on them."""

    def __init__(self) -> None:
        self.worker = f"web-{secrets.token_hex(6)}"
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="assessment")
        self._looking = False

    def start(self, owner: str, given: RunInput, options: Mapping[str, Any]) -> str:
        """Begin; the new run's id. Raises TooManyRunsError, StorageError."""
        database = open_database()
        if len(records.unfinished_runs(database)) >= UNFINISHED:
            raise TooManyRunsError("Other assessments are still running. Try again shortly.")
        identity = records.create_run(database, owner, given, options)
        self._submit(identity)
        return identity

    def take_up(self) -> None:
        """From now on, do what an earlier server left undone. Drops what is long forgotten."""
        database = open_database()
        records.delete_runs_before(database, _ago(timedelta(days=KEPT_DAYS)))
        if not self._looking:
            self._looking = True
            Thread(target=self._look, daemon=True, name="take-up").start()

    def _look(self) -> None:
        while True:
            for run in records.unfinished_runs(open_database()):
                if run.worker != self.worker and run.updated_at < _silent_since():
                    self._submit(run.id)
            time.sleep(LOOK_SECONDS)

    def _submit(self, identity: str) -> None:
        future = self._pool.submit(self._work, identity)
        future.add_done_callback(partial(self._ended, identity))

    def _work(self, identity: str) -> None:
        from sextant.ui.finishing import finish

        database = open_database()
        if not records.claim_run(database, identity, self.worker, _silent_since()):
            return
        run = records.load_run(database, identity)
        given = records.run_input(database, identity)
        with Watch(database, run, self.worker) as watch:
            finish(database, run, given, watch, self.worker)

    def _ended(self, identity: str, future: Future[None]) -> None:
        """Writes down why a run failed; a stopped one needs no words."""
        error = future.exception()
        if error is None or isinstance(error, StoppedError):
            return
        records.fail_run(open_database(), identity, self.worker, in_words(error))


def in_words(error: BaseException) -> str:
    """Why a run failed, for the person who started it."""
    if isinstance(error, InputError):
        return "\n".join(problem_line(p) for p in error.problems)
    if isinstance(error, SextantError):
        return str(error)
    return (
        "Sextant failed, which is a defect in Sextant and not your mistake. "
        f"Please report it: {type(error).__name__}."
    )


def _ago(span: timedelta) -> str:
    return (datetime.now(UTC) - span).isoformat()


def _silent_since() -> str:
    return _ago(timedelta(seconds=SILENT_SECONDS))


RUNS = Runs()
