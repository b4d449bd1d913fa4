"""A person's portfolio on the server: uploaded clients, the batch at work on them, its results.

One folder per owner, under a name that is a hash; nobody else's page reads it. The batch is
`sextant batch` in a process of its own: it outlives the page and the server, and what it tells is
read from the file that it writes. Results of earlier uploads stay, so that changes are seen.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, Any, Literal

from sextant import settings
from sextant.batch.ownership import started
from sextant.errors import Problem, SextantError
from sextant.reports.writing import write_atomically
from sextant.ui.batch_command import BatchChoices, command
from sextant.ui.zip_upload import Unpacked, unpack

AT_ONCE = 2  # batches on this server
KEPT_DAYS = 60
State = Literal["empty", "ready", "running", "done", "stopped"]
_GOOD, _BAD = ("done", "unchanged"), ("failed", "crashed")
_LOCK = Lock()
_CHILDREN: dict[str, subprocess.Popen[bytes]] = {}


class BatchRunningError(SextantError):
    """Not now: a batch is at work."""


@dataclass(frozen=True)
class Progress:
    """How far a batch is. `began` in seconds since 1970; `ended` too, 0 while it works.

    `uploaded`: name of the archive. `trouble`: what the batch said when it could not go on.
    """

    state: State
    uploaded: str = ""
    profiles: int = 0
    files: int = 0
    passed_over: tuple[str, ...] = ()
    total: int = 0
    tally: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Problem, ...] = ()
    began: float = 0.0
    ended: float = 0.0
    trouble: str = ""

    @property
    def done(self) -> int:
        return sum(self.tally.get(s, 0) for s in (*_GOOD, *_BAD))

    @property
    def failed(self) -> int:
        return sum(self.tally.get(s, 0) for s in _BAD)


class Workplace:
    """One owner's portfolio. Raises OutputError, OSError when nothing can be written."""

    def __init__(self, owner: str) -> None:
        if not owner.isalnum():
            raise ValueError("not an owner")
        self._owner = owner
        self.folder = settings.home() / "portfolios" / owner
        self.clients, self.results = self.folder / "clients", self.folder / "results"
        self._note, self._run = self.folder / "upload.json", self.folder / "run.json"
        self._events, self._log = self.folder / "events.jsonl", self.folder / "batch.log"

    def take(self, source: IO[bytes], name: str) -> Unpacked:
        """Unpack an archive in place of the last one. Raises InputError, BatchRunningError."""
        with _LOCK:
            self._idle()
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self.folder / "clients.new"
            shutil.rmtree(fresh, ignore_errors=True)
            found = unpack(source, name, fresh)
            shutil.rmtree(self.clients, ignore_errors=True)
            fresh.rename(self.clients)
            _keep(self._note, {**asdict(found), "name": name})
            self._run.unlink(missing_ok=True)
        return found

    def start(self, how: BatchChoices | None = None) -> None:
        """Assess what was uploaded; without `how`, go on with it. Raises BatchRunningError."""
        with _LOCK:
            self._idle()
            if sum(_is_working(f) for f in _folders()) >= AT_ONCE:
                raise BatchRunningError("Other batches are running here. Try again shortly.")
            words = how.words() if how else _read(self._run).get("words", [])
            for name, content in how.branding.items() if how else ():
                write_atomically(self.folder / name, content)
            with self._events.open("wb") as events, self._log.open("wb") as log:
                child = subprocess.Popen(
                    [*command(), *words], cwd=self.folder, env=settings.with_own_code(),
                    stdout=events, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                )  # fmt: skip
            _CHILDREN[self._owner] = child
            run = {"pid": child.pid, "mark": started(child.pid), "began": time.time()}
            _keep(self._run, {**run, "words": words})

    def stop(self) -> None:
        """What is in hand is finished; a second time, it is not."""
        run = _read(self._run)
        if _is_working(self.folder):
            os.kill(int(run["pid"]), signal.SIGTERM)

    def forget(self) -> None:
        """Delete everything of this owner. Raises BatchRunningError."""
        with _LOCK:
            self._idle()
            shutil.rmtree(self.folder, ignore_errors=True)

    def progress(self) -> Progress:
        note, run = _read(self._note), _read(self._run)
        if not note:
            return Progress("empty")
        upload = Progress("ready", str(note["name"]), len(note["profiles"]), note["files"],
                          tuple(note["passed_over"]))  # fmt: skip
        return self._batch(upload, run) if run else upload

    def _batch(self, upload: Progress, run: Mapping[str, Any]) -> Progress:
        working = _is_working(self.folder)  # asked first: what is told after it is read too
        told = list(_events(self._events))
        last = told[-1] if told and told[-1]["event"] == "finished" else {}
        state: State = "running" if working else "done" if last.get("complete") else "stopped"
        first = next((e for e in told if e["event"] == "started"), {})
        return Progress(
            state, upload.uploaded, upload.profiles, upload.files, upload.passed_over,
            total=int(first.get("profiles", 0)), tally=Counter(e["event"] for e in told),
            failures=tuple(_failures(told)), began=float(run["began"]),
            ended=0.0 if working else self._events.stat().st_mtime,
            trouble="" if state != "stopped" or last else self._trouble(),
        )  # fmt: skip

    def _trouble(self) -> str:
        """The end of what the batch said, without where on the server its folder is."""
        try:
            said = self._log.read_text(encoding="utf-8", errors="replace")[-2000:]
        except OSError:
            return ""
        return said.replace(f"{self.folder}{os.sep}", "").strip()

    def _idle(self) -> None:
        if _is_working(self.folder):
            raise BatchRunningError("A batch is at work on these clients; stop it first.")


def discard_old(now: float | None = None) -> None:
    """Drop the portfolios that nobody touched for a long time."""
    edge = (time.time() if now is None else now) - KEPT_DAYS * 24 * 60 * 60
    for folder in _folders():
        if max(_touched(folder)) < edge and not _is_working(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _touched(folder: Path) -> Iterator[float]:
    yield folder.stat().st_mtime
    for name in ("upload.json", "run.json", "events.jsonl"):
        if (folder / name).is_file():
            yield (folder / name).stat().st_mtime


def _folders() -> list[Path]:
    home = settings.home() / "portfolios"
    return [f for f in home.iterdir() if f.is_dir()] if home.is_dir() else []


def _is_working(folder: Path) -> bool:
    """Whether the process that was begun there still runs: it, and no other with its number."""
    child = _CHILDREN.get(folder.name)
    if child is not None:
        if child.poll() is None:
            return True
        del _CHILDREN[folder.name]
    run = _read(folder / "run.json")
    mark = str(run.get("mark", "0"))
    return mark != "0" and started(int(run["pid"])) == mark


def _keep(path: Path, values: Mapping[str, Any]) -> None:
    write_atomically(path, json.dumps(values, ensure_ascii=False).encode())


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _events(path: Path) -> Iterator[dict[str, Any]]:
    """Every whole line; the last may still be on its way."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _failures(told: list[dict[str, Any]]) -> Iterator[Problem]:
    names = {"file", "line", "column", "field", "message", "suggestion"}
    for event in told:
        if event["event"] in _BAD:
            for problem in event.get("problems", ()):
                yield Problem(**{k: v for k, v in problem.items() if k in names})
