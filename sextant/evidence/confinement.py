"""Complicated parsers apart from the product, stopped when they take too long.

A parser that hangs, crashes or eats memory on a hostile file costs that file. A parent that has
only loaded the parsers (confined.py) forks a child for the files of one assessment: none meets what
another client's file left behind, and none waits for an interpreter to start. The parent inherits
nothing but its pipes; answers are plain data. It is kept for the next assessment of this process,
as it never sees a file itself; where a system cannot fork it does, and ends with the `with` block.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from sextant.evidence.confined import from_plain
from sextant.evidence.material import Given, Material, Reader, Unreadable

_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from sextant.evidence.confined import serve; serve()"
)
_GRACE = 5.0  # seconds beyond the reader's own limit: to start, and to answer
_KEPT = 2  # idle parents for the next assessment
_DIED = "made its reader fail; it is damaged, or made to do harm"
Job = dict[str, Any]


class _Parent:
    """The process that forks one child for each file. One job at a time."""

    def __init__(self) -> None:
        self._answers: queue.Queue[str] = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", start_new_session=True,
        )  # fmt: skip
        listener = threading.Thread(
            target=_listen, args=(self._process, self._answers), daemon=True
        )
        listener.start()

    def prepare(self, modules: Iterable[str]) -> None:
        """Begin to load parsers; files can be handed in meanwhile."""
        with suppress(OSError):
            self._write({"load": sorted(modules)})

    def send(self, jobs: Sequence[Job]) -> str:
        """Ask for files; the number of the request. Raises OSError when it is gone."""
        number = secrets.token_hex(8)
        self._write({"number": number, "jobs": jobs})
        return number

    def answer(self, job: Job, request: str, seconds: float) -> dict[str, Any] | None:
        """The answer to this very job; None when there will be none. Raises queue.Empty when time
        is over. What a child says in the name of another request is not heard: numbers are random.
        """
        until = time.monotonic() + seconds
        while line := self._answers.get(timeout=max(0.0, until - time.monotonic())):
            with suppress(ValueError, TypeError, AttributeError):
                answer: dict[str, Any] = json.loads(line)
                if answer.get("number") == request and "died" in answer:
                    return None
                if answer.get("number") == job["number"]:
                    return answer
        self.end()
        return None

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """End it and its child, whatever they are doing."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
        self._close_pipes()
        self._process.wait()

    def forget(self) -> None:
        """It belongs to the process that this one was forked from."""
        self._close_pipes()
        self._process.returncode = 0  # nothing to wait for here

    def _write(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


class _Idle:
    """The parents that wait for the next assessment of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parents: list[_Parent] = []

    def take(self) -> _Parent:
        with self._lock:
            while self._parents:
                parent = self._parents.pop()
                if parent.is_alive:
                    return parent
                parent.end()
        return _Parent()

    def give(self, parent: _Parent) -> None:
        with self._lock:
            if hasattr(os, "fork") and parent.is_alive and len(self._parents) < _KEPT:
                self._parents.append(parent)
                return
        parent.end()

    def end(self) -> None:
        with self._lock:
            for parent in self._parents:
                parent.end()
            self._parents.clear()

    def forget(self) -> None:
        """In a forked process: those are another's."""
        self._lock = threading.Lock()
        for parent in self._parents:
            parent.forget()
        self._parents.clear()


_idle = _Idle()
atexit.register(_idle.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.forget)


class Confinement:
    """Parsers apart, from the first file that needs one. Not for several threads at once."""

    def __init__(self) -> None:
        self._parent: _Parent | None = None
        self._request = ""
        self._waiting: deque[Job] = deque()  # asked for and not answered, in order
        self._answers: dict[str, dict[str, Any]] = {}  # by the path of the file

    def __enter__(self) -> Confinement:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Done with it: the next assessment may have it, unless it still has work of this one."""
        if self._parent is None:
            return
        if self._waiting:
            self._parent.end()
        else:
            _idle.give(self._parent)
        self._parent = None

    def prepare(self, readers: Iterable[Reader]) -> None:
        """Begin to load the parsers that files will need, while there is other work to do."""
        modules = {r.module for r in readers if r.confined}
        if modules:
            self._taken().prepare(modules)

    def begin(self, files: Iterable[tuple[Reader, Given]]) -> None:
        """Begin to read files that will be asked for in this order."""
        jobs = [_job(reader, given) for reader, given in files]
        if jobs:
            self._send(jobs)

    def read(self, reader: Reader, given: Given) -> Material:
        """What the reader finds. Raises Unreadable, also when the parser died or took too long."""
        job = _job(reader, given)
        path = job["path"]
        if path not in self._answers and all(w["path"] != path for w in self._waiting):
            self._collect(until=None)
            self._send([job])
        self._collect(until=path)
        answer = self._answers.pop(path)
        if "unreadable" in answer:
            raise Unreadable(answer["unreadable"])
        return from_plain(answer)

    def _collect(self, until: str | None) -> None:
        """Answers in their order, up to that of a path or all."""
        while self._waiting and (until is None or until not in self._answers):
            job = self._waiting[0]
            answer = self._answer(job)
            self._answers[self._waiting.popleft()["path"]] = answer or {"unreadable": _DIED}
            if self._waiting and (answer is None or self._parent is None):
                self._send(list(self._waiting))  # they were lost with the one before

    def _answer(self, job: Job) -> dict[str, Any] | None:
        if self._parent is None or not self._request:
            return None
        seconds = job["limits"]["seconds"] + _GRACE
        try:
            return self._parent.answer(job, self._request, seconds)
        except queue.Empty:
            self._parent.end()
            self._parent = None
            return {"unreadable": f"took longer than {seconds:.0f} seconds to read"}

    def _send(self, jobs: Sequence[Job]) -> None:
        self._waiting = deque(jobs)
        try:
            self._request = self._taken().send(jobs)
        except OSError:
            self._request = ""

    def _taken(self) -> _Parent:
        if self._parent is not None and not self._parent.is_alive:
            self._parent.end()
            self._parent = None
        self._parent = self._parent or _idle.take()
        return self._parent


def _job(reader: Reader, given: Given) -> Job:
    return {
        "number": secrets.token_hex(8), "module": reader.module, "title": reader.title,
        "name": given.name, "path": str(given.path.absolute()), "limits": asdict(given.limits),
    }  # fmt: skip


def _listen(process: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
    """Hand on each line of the process; "" once it is gone."""
    assert process.stdout is not None
    try:
        for line in process.stdout:
            answers.put(line)
    except (OSError, ValueError):
        pass  # closed while reading: nobody waits any more
    answers.put("")
