"""Assessments in the background: they go on while the person looks at another page.

The registry lives as long as the server, in memory only, and holds a bounded number of runs. A run
is found by a random id, which only the browser session that started it knows.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from sextant.assessment import Assessment
from sextant.errors import SextantError
from sextant.reports import FORMATS
from sextant.service import Progress

Work = Callable[[Progress], Assessment]
KEPT, UNFINISHED = 12, 4


class TooManyRunsError(SextantError):
    """Other assessments are still under way; try again in a moment."""


@dataclass
class Run:
    """One assessment: `step` while it runs, then the future's result or exception."""

    label: str
    future: Future[Assessment]
    step: str = ""
    reports: dict[str, Future[bytes]] = field(default_factory=dict)

    @property
    def working(self) -> bool:
        return not self.future.done()

    @property
    def failure(self) -> BaseException | None:
        """Why it failed; None while it works and when it went well."""
        return None if self.working else self.future.exception()

    @property
    def assessment(self) -> Assessment | None:
        return None if self.working or self.failure else self.future.result()


class Runs:
    """A bounded registry of runs and the threads that work on them."""

    def __init__(self, kept: int = KEPT, unfinished: int = UNFINISHED) -> None:
        self._kept, self._unfinished = kept, unfinished
        self._runs: dict[str, Run] = {}
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="assessment")

    def start(self, label: str, work: Work) -> str:
        """Begin; the new run's id. The oldest finished run makes room.

        Raises TooManyRunsError when too many are unfinished.
        """
        with self._lock:
            if sum(r.working for r in self._runs.values()) >= self._unfinished:
                raise TooManyRunsError("Other assessments are still running. Try again shortly.")
            finished = [i for i, r in self._runs.items() if not r.working]
            for identity in finished[: max(0, len(self._runs) + 1 - self._kept)]:
                del self._runs[identity]
            run = Run(label, Future())
            run.future = self._pool.submit(work, lambda step: setattr(run, "step", step))
            identity = secrets.token_urlsafe(16)
            self._runs[identity] = run
        return identity

    def get(self, identity: str) -> Run | None:
        return self._runs.get(identity)

    def forget(self, identity: str) -> None:
        """Drop a run with its reports. One that still works ends unseen."""
        with self._lock:
            self._runs.pop(identity, None)

    def report(self, run: Run, name: str) -> Future[bytes]:
        """A finished run in one format, made once, in the background."""
        with self._lock:
            if name not in run.reports:
                render = FORMATS[name].render
                run.reports[name] = self._pool.submit(render, run.future.result())
            return run.reports[name]


RUNS = Runs()
