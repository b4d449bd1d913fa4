"""The driver of a batch: hands out profiles, records what comes back, and loses nothing.

The ledger says what is claimed and done; results stand under their content keys. So the driver can
be killed at any moment and started again, beside another one too.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sextant.batch.events import Listener
from sextant.batch.finding import Found, find_profiles
from sextant.batch.ledger import Item, Ledger, Run
from sextant.batch.ownership import RENEW_SECONDS, identify
from sextant.batch.pool import Crew, Died
from sextant.batch.shelf import clear, sweep
from sextant.batch.tasks import BatchOptions, Outcome, Task
from sextant.errors import InputError, OutputError, Problem, StorageError

LEDGER, IDENTITY = "ledger.sqlite", "batch-id"
DEATHS_ALLOWED = 2  # a profile whose worker died so often is given up, and named
WAIT_SECONDS = 0.5


@dataclass(frozen=True)
class Batch:
    """What to do: every profile below `root`, results to `out`."""

    root: Path
    out: Path
    options: BatchOptions
    resume: bool = False


@dataclass(frozen=True)
class Result:
    """How a run ended. `complete`: nothing is left to do, by any driver."""

    run: int
    items: tuple[Item, ...]
    passed_over: tuple[str, ...]
    complete: bool

    @property
    def bad(self) -> tuple[Item, ...]:
        return tuple(i for i in self.items if i.state in ("failed", "crashed"))

    @property
    def tally(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for item in self.items:
            found[item.state] = found.get(item.state, 0) + 1
        return found


class Stop:
    """Set from a signal: no new profile is begun, those in hand are finished."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self) -> None:
        self.asked = True


def open_ledger(out: Path) -> Ledger:
    """The ledger of the batch in `out`, made if need be. Raises OutputError, StorageError."""
    from sextant import settings
    from sextant.database import open_database

    try:
        out.mkdir(parents=True, exist_ok=True)
        batch = _identity(out / IDENTITY)
    except OSError as error:
        raise OutputError(f"{out}: cannot be made: {error.strerror or error}") from error
    url = settings.database_url() or f"sqlite:///{(out / LEDGER).resolve()}"
    return Ledger(open_database(url), batch, identify())


def _identity(path: Path) -> str:
    """The batch's own id; of two drivers that make one at once, one wins."""
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        fresh.write_text(secrets.token_hex(16) + "\n", encoding="ascii")
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            fresh.replace(path)
        fresh.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()


def drive(batch: Batch, crew: Callable[[], Crew], listener: Listener, stop: Stop) -> Result:
    """Run a batch to its end, or until `stop`. Raises InputError when there is nothing to do,
    OutputError when results cannot be written; what was done until then stays."""
    found = find_profiles(batch.root, batch.out)
    if not found.profiles:
        raise InputError([Problem(str(batch.root), _nothing(found))])
    ledger = open_ledger(batch.out)
    with ledger.database.held_open():
        return _run(batch, ledger, found, crew, listener, stop)


def _run(
    batch: Batch,
    ledger: Ledger,
    found: Found,
    crew: Callable[[], Crew],
    listener: Listener,
    stop: Stop,
) -> Result:
    sweep(batch.out, ledger.living())
    digest = options_digest(batch.options)
    run = ledger.begin(str(batch.root.resolve()), digest, found.profiles, batch.resume)
    try:
        _tell_start(run, found, listener)
        _Drive(batch, ledger, run, digest, listener, stop).work(crew)
    except BaseException:
        with suppress(StorageError):  # what went wrong first is what counts
            ledger.end(run.id)
        raise
    finally:
        clear(batch.out, ledger.owner)
    complete = ledger.end(run.id)
    result = Result(run.id, ledger.items(run.id), found.passed_over, complete)
    listener.finished(result.tally, complete=complete)
    return result


def options_digest(options: BatchOptions) -> str:
    from frameworks.loader import load
    from sextant import __version__

    return options.digest(__version__, load().version)


def _nothing(found: Found) -> str:
    text = "no profile below it: none of its YAML files has `organization:`"
    return text if found.passed_over else "no YAML file below it"


def _tell_start(run: Run, found: Found, listener: Listener) -> None:
    listener.started(run.total, joined=run.joined, passed_over=list(found.passed_over))
    for path in found.passed_over:
        listener.told("passed_over", f"{path}: passed over, it has no `organization:`", path=path)
    if run.joined:
        listener.told("joined", "Another driver is at work on this folder: sharing the work.")


class _Drive:
    """The loop: claims, tasks in hand, deaths, and the heartbeat."""

    def __init__(
        self, batch: Batch, ledger: Ledger, run: Run, digest: str, listener: Listener, stop: Stop
    ) -> None:
        self._batch, self._ledger, self._run = batch, ledger, run
        self._digest, self._listener, self._stop = digest, listener, stop
        self._renewed = time.monotonic()
        self._unwritable: Outcome | None = None

    def work(self, make_crew: Callable[[], Crew]) -> None:
        crew = make_crew()
        in_order = False
        try:
            self._loop(crew)
            in_order = True
        except StorageError as error:
            raise OutputError(f"{error}\n{_GO_ON}") from error
        finally:
            crew.close(at_once=not in_order)
        if self._unwritable:
            raise OutputError(f"{self._unwritable.problems[0].message}\n{_GO_ON}")

    def _loop(self, crew: Crew) -> None:
        ended: list[Outcome] = []
        while True:
            self._fill(crew, ended)
            if not crew.busy and (self._stopping or not self._ledger.open_count(self._run.id)):
                return
            if not crew.busy:  # others hold the rest: wait for them, or for their end
                time.sleep(WAIT_SECONDS)
            ended = self._settled(crew.wait(WAIT_SECONDS))
            self._beat()

    @property
    def _stopping(self) -> bool:
        return self._stop.asked or self._unwritable is not None

    def _fill(self, crew: Crew, ended: list[Outcome]) -> None:
        """Record what ended and hand out as much as there is room for."""
        room = 0 if self._stopping else crew.room
        if not ended and not room:
            return
        clients = self._ledger.exchange(self._run.id, ended, room)
        for outcome in ended:
            self._listener.ended(outcome)
        for client in clients:
            crew.submit(self._task(client))

    def _task(self, client: str) -> Task:
        batch = self._batch
        return Task(
            client, batch.root, batch.out, batch.options, self._digest, batch.resume,
            self._ledger.owner, self._ledger.batch,
        )  # fmt: skip

    def _settled(self, answers: list[Outcome | Died]) -> list[Outcome]:
        """What can be recorded as it is; a death is counted, and given up on at the second."""
        settled: list[Outcome] = []
        for answer in answers:
            if isinstance(answer, Died):
                settled += self._after_death(answer)
            elif answer.state == "unwritable":
                self._unwritable = answer
            else:
                settled.append(answer)
        return settled

    def _after_death(self, death: Died) -> list[Outcome]:
        if self._stopping:
            return []  # whoever stopped us may have stopped the worker
        deaths = self._ledger.died(self._run.id, death.client)
        if deaths < DEATHS_ALLOWED:
            text = f"{death.client}: its worker {death.how}; trying once more."
            self._listener.told("worker_lost", text, client=death.client)
            return []
        message = f"given up: its worker {death.how}, as {deaths - 1} before it"
        return [Outcome(death.client, "crashed", problems=(Problem(death.client, message),))]

    def _beat(self) -> None:
        if time.monotonic() - self._renewed > RENEW_SECONDS:
            self._ledger.renew()
            self._renewed = time.monotonic()


_GO_ON = "The batch stopped; what was done is kept. Make room, then go on with --resume."
