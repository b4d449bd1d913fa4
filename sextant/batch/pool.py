"""Worker processes on this machine, each with a pipe of its own.

The standard library's pool loses all work in hand when one worker is killed, and cannot say whose
profile did it. With one pipe per worker a death costs that worker's profile alone and is known at
once. Workers are replaced after a number of profiles, or when they have grown, so that memory
stays flat; with a fork server a new one costs some milliseconds.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Protocol

from sextant.batch.tasks import Outcome, Task

RECYCLE_AFTER = 500  # profiles
RECYCLE_ABOVE_MB = 325
TIMEOUT_SECONDS = 900.0


@dataclass(frozen=True)
class Died:
    """A worker that ended without an answer, and how: a signal, an exit code, too slow."""

    client: str
    how: str


class Crew(Protocol):
    """Those who do the work: processes here, or a cluster's workers."""

    @property
    def room(self) -> int:
        """How many more tasks it can take at once."""
        ...

    @property
    def busy(self) -> int:
        """How many tasks it has in hand."""
        ...

    def submit(self, task: Task) -> None: ...
    def wait(self, seconds: float) -> list[Outcome | Died]:
        """What has ended; empty after `seconds` without anything."""
        ...

    def close(self, at_once: bool = False) -> None: ...


Work = Callable[[Task], Outcome]


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    client: str = ""
    since: float = 0.0
    worn: bool = False


class LocalCrew:
    """A fixed number of worker processes on this machine."""

    def __init__(
        self,
        workers: int,
        work: Work,
        *,
        timeout: float = TIMEOUT_SECONDS,
        recycle_after: int = RECYCLE_AFTER,
        recycle_above_mb: int = RECYCLE_ABOVE_MB,
    ) -> None:
        self._context = _context()
        self._arguments = (work, recycle_after, recycle_above_mb)
        self._timeout = timeout
        self._workers = [self._start() for _ in range(workers)]

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, *self._arguments)
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    @property
    def room(self) -> int:
        return sum(not worker.client for worker in self._workers)

    @property
    def busy(self) -> int:
        return len(self._workers) - self.room

    def submit(self, task: Task) -> None:
        """Hand a task to a free worker; one that died or is worn is replaced first."""
        place = next(i for i, worker in enumerate(self._workers) if not worker.client)
        for _ in range(len(self._workers) + 1):
            worker = self._workers[place]
            if not worker.worn and worker.process.is_alive():
                try:
                    worker.pipe.send(task)
                    worker.client, worker.since = task.client, time.monotonic()
                    return
                except OSError:
                    pass  # it ended between two tasks
            _end(worker)
            self._workers[place] = self._start()
        raise RuntimeError("no worker process can be started")

    def wait(self, seconds: float) -> list[Outcome | Died]:
        working = {worker.pipe: worker for worker in self._workers if worker.client}
        if not working:
            return []
        ready = wait(list(working), timeout=seconds)
        ended = [self._answer(working[pipe]) for pipe in ready if isinstance(pipe, Connection)]
        return ended + [*self._overdue()]

    def _answer(self, worker: _Worker) -> Outcome | Died:
        client, worker.client = worker.client, ""
        try:
            outcome, worker.worn = worker.pipe.recv()
        except (EOFError, OSError):
            worker.worn = True
            worker.process.join(5)
            return Died(client, _how(worker.process.exitcode))
        else:
            answer: Outcome = outcome
            return answer

    def _overdue(self) -> Iterator[Died]:
        for worker in self._workers:
            if worker.client and time.monotonic() - worker.since > self._timeout:
                client, worker.client, worker.worn = worker.client, "", True
                worker.process.kill()
                yield Died(client, f"took more than {self._timeout:.0f} seconds")

    def close(self, at_once: bool = False) -> None:
        """End all workers; those in the middle of a profile too when `at_once`."""
        for worker in self._workers:
            if at_once:
                worker.process.kill()
            _end(worker)


def _end(worker: _Worker) -> None:
    worker.pipe.close()  # a worker that reads the end of its pipe goes home
    worker.process.join(5)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join(5)


def _how(code: int | None) -> str:
    if code is None:
        return "went away"
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def _context() -> BaseContext:
    """A fork server that has everything loaded, where there is one; fresh processes elsewhere."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sextant.batch.preloaded"])
    return context


def begin_loading() -> None:
    """Start the fork server, which loads what workers need while the driver looks for profiles."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()


def serve(pipe: Connection, work: Work, recycle_after: int, recycle_above_mb: int) -> None:
    """A worker's life: tasks in, outcomes out, until the pipe ends or it is worn."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the driver decides what an interrupt means
    for count in range(1, recycle_after + 1):
        try:
            task = pipe.recv()
            outcome = work(task)
            worn = count >= recycle_after or resident_mb() > recycle_above_mb
            pipe.send((outcome, worn))
        except (EOFError, OSError):
            return  # the driver is gone
        if worn:
            return


def resident_mb() -> int:
    """Memory that this process holds now, in MB; 0 where the system does not say."""
    import os
    from pathlib import Path

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2
