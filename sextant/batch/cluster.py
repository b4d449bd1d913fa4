"""Workers of a dask.distributed cluster: parcels out, results back or into the shared database.

Nothing here needs a shared disk. A worker that is lost has its tasks done by another; a task that
loses its worker again and again is given up as a death. Install with the extra `cluster`.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import Any

from sextant.batch.pool import Died
from sextant.batch.shelf import place
from sextant.batch.tasks import BatchOptions, Outcome, Parcel, Task
from sextant.batch.work import assess, carry, done, measured, pack, still_right, told
from sextant.errors import OutputError, SextantError
from sextant.reports import FORMATS

RETRIES = 2
WAITING_PER_THREAD = 3  # parcels a worker has ahead, so that it never waits for the driver
CONNECT_SECONDS = 20


class ClusterCrew:
    """The workers behind one scheduler, as the driver sees them."""

    def __init__(self, address: str, *, certificates: Mapping[str, str] | None = None) -> None:
        """`certificates`: files `ca`, `cert` and `key` for a tls:// address."""
        try:
            distributed: Any = import_module("distributed")
        except ModuleNotFoundError as error:
            raise SextantError("--cluster needs dask: install sextant-csf[cluster]") from error
        secure = distributed.Security(
            require_encryption=True, tls_ca_file=certificates["ca"],
            tls_client_cert=certificates["cert"], tls_client_key=certificates["key"],
        ) if certificates else None  # fmt: skip
        try:
            self._client: Any = distributed.Client(
                address, timeout=CONNECT_SECONDS, security=secure
            )
        except (OSError, ValueError, TypeError, ssl.SSLError) as error:
            raise SextantError(f"--cluster {address}: cannot be reached: {error}") from error
        self._tasks: dict[Any, tuple[Task, Parcel]] = {}
        self._ready: list[Outcome | Died] = []

    @property
    def room(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return max(0, max(1, threads) * WAITING_PER_THREAD - self.busy)

    @property
    def busy(self) -> int:
        return len(self._tasks) + len(self._ready)

    def submit(self, task: Task) -> None:
        """Read the profile here, send it with its evidence; what is wrong or done is known at once.

        Results that a worker put into the database before the driver died are fetched from there.
        """
        try:
            parcel = pack(task)
            if outcome := self._there(task, parcel):
                self._ready.append(outcome)
                return
            future = self._client.submit(
                assess_parcel, carry(parcel), task.options, task.batch, task.keep_done,
                retries=RETRIES, pure=False,
            )  # fmt: skip
            self._tasks[future] = (task, parcel)
        except (SextantError, OSError) as error:
            self._ready.append(told(task.client, error))

    def _there(self, task: Task, parcel: Parcel) -> Outcome | None:
        names = [FORMATS[name].file for name in task.options.formats]
        if task.keep_done and still_right(task, parcel, names):
            return Outcome(task.client, "unchanged", parcel.key)
        return None

    def wait(self, seconds: float) -> list[Outcome | Died]:
        distributed: Any = import_module("distributed")
        if not self._ready and self._tasks:
            with suppress(distributed.TimeoutError):
                distributed.wait(list(self._tasks), timeout=seconds, return_when="FIRST_COMPLETED")
        ended, self._ready = self._ready, []
        for future in [f for f in self._tasks if f.done()]:
            task, _ = self._tasks.pop(future)
            ended.append(self._answer(task, future))
        if not ended:
            time.sleep(0.01)
        return ended

    def _answer(self, task: Task, future: Any) -> Outcome | Died:
        if future.status != "finished":
            return Died(task.client, f"was lost by the cluster ({future.exception()})"[:300])
        outcome: Outcome = future.result()
        try:
            if outcome.good:
                files = outcome.files or fetch(task, outcome.key)
                place(task.out, task.client, outcome.key, files, task.scratch)
        except (OutputError, SextantError) as error:
            return told(task.client, error)
        return replace(outcome, files={})

    def close(self, at_once: bool = False) -> None:
        for future in self._tasks:
            future.cancel()
        self._client.close()


def assess_parcel(parcel: Parcel, options: BatchOptions, batch: str, keep_done: bool) -> Outcome:
    """On a worker: one parcel to its outcome, with the files inside or in the database.

    Never raises for what the user gave: an error that is raised would be tried again.
    """
    from sextant.batch.warm import warm_up

    warm_up()
    return measured(lambda: _assess(parcel, options, batch, keep_done), parcel.client)


def _assess(parcel: Parcel, options: BatchOptions, batch: str, keep_done: bool) -> Outcome:
    shared = _database()
    names = tuple(FORMATS[name].file for name in options.formats)
    if shared and keep_done and shared.holds(batch, parcel.client, parcel.key, names):
        return Outcome(parcel.client, "unchanged", parcel.key)
    model = replace(options.model, cache=None) if options.model else None
    assessment, files = assess(parcel, replace(options, model=model))
    outcome = done(parcel.client, parcel.key, assessment)
    if not shared:
        return replace(outcome, files=files)
    shared.put(batch, parcel.client, parcel.key, files)
    return outcome


def fetch(task: Task, key: str) -> Mapping[str, bytes]:
    """The files that a worker put into the database. Raises SextantError when there are none."""
    shared = _database()
    files = shared.get(task.batch, task.client, key) if shared else {}
    if not files:
        raise SextantError(
            f"{task.client}: its worker stored the result in a database that is not this one's"
        )
    return files


def _database() -> Any:
    """Results in a database that all machines share; None when there is none."""
    from sextant import settings
    from sextant.batch.shared_results import SharedResults
    from sextant.database import open_database

    url = settings.database_url()
    return SharedResults(open_database(url)) if url and not url.startswith("sqlite") else None
