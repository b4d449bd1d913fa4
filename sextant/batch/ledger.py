"""The ledger of a batch: its runs, who works on which profile, and what came of each.

Every change is one transaction. A claim is good as long as the driver that made it is alive; what
a dead one had in hand can be claimed again.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sextant.batch.ownership import LEASE_SECONDS, alive
from sextant.batch.tasks import Outcome
from sextant.database import Database, now
from sextant.errors import Problem, SextantError

_RUNS = sa.table(
    "batch_runs",
    *map(sa.column, ("id", "batch", "source", "options", "state", "started_at", "ended_at")),
)
_ITEMS = sa.table(
    "batch_items",
    *map(sa.column, ("run", "client", "state", "owner", "deaths", "key", "problems", "ended_at")),
)
_OWNERS = sa.table("batch_owners", *map(sa.column, ("owner", "batch", "lease_until")))
OPEN = ("pending", "claimed")
_LOCK = 0x5E87A48  # any number of our own


@dataclass(frozen=True)
class Run:
    """One run over all profiles. `joined`: another driver is at work on it too."""

    id: int
    total: int
    joined: bool


@dataclass(frozen=True)
class Item:
    """What came of one profile in one run."""

    client: str
    state: str
    key: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Ledger:
    """The part of a database that belongs to one batch, seen by one driver."""

    database: Database
    batch: str
    owner: str

    def begin(self, source: str, options: str, clients: Sequence[str], resume: bool) -> Run:
        """Start a run, join one that another driver is at, or go on with one that was cut short.

        Raises SextantError when a driver is at work here on other profiles or with other options.
        """
        with self.database.writing() as connection:
            if connection.dialect.name == "postgresql":  # one driver begins at a time
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            others = self._living(connection) - {self.owner}
            last = self._last_run(connection)
            same = last is not None and (last.source, last.options) == (source, options)
            joined = bool(others) and last is not None and last.state == "active"
            if joined and not same:
                raise SextantError(
                    "another batch with other profiles or options is at work on this folder; "
                    "wait for it, or choose another --out"
                )
            self._announce(connection)
            if joined or (same and resume and last.state != "finished"):  # type: ignore[union-attr]
                run = int(last.id)  # type: ignore[union-attr]
                if not joined:
                    self._reopen(connection, run, clients)
            else:
                run = self._new_run(connection, source, options)
            total = self._enter(connection, run, clients)
        return Run(run, total, joined)

    def exchange(self, run: int, outcomes: Iterable[Outcome], wanted: int) -> list[str]:
        """Record what ended and claim up to `wanted` more profiles, in one transaction."""
        with self.database.writing() as connection:
            for outcome in outcomes:
                self._record(connection, run, outcome)
            return self._claim(connection, run, wanted) if wanted else []

    def died(self, run: int, client: str) -> int:
        """Count a worker's death while it worked on `client`; how many there were in this run."""
        mine = (_ITEMS.c.run == run) & (_ITEMS.c.client == client)
        with self.database.writing() as connection:
            connection.execute(
                _ITEMS.update().where(mine).values(
                    deaths=_ITEMS.c.deaths + 1, state="pending", owner=""
                )
            )  # fmt: skip
            return int(connection.scalar(sa.select(_ITEMS.c.deaths).where(mine)) or 0)

    def renew(self) -> None:
        """Say that this driver is alive."""
        with self.database.writing() as connection:
            self._announce(connection)

    def end(self, run: int) -> bool:
        """Give back what this driver still holds and take leave; whether the run is complete."""
        with self.database.writing() as connection:
            connection.execute(
                _ITEMS.update()
                .where(_ITEMS.c.run == run, _ITEMS.c.owner == self.owner, _ITEMS.c.state == OPEN[1])
                .values(state="pending", owner="")
            )
            connection.execute(_OWNERS.delete().where(_OWNERS.c.owner == self.owner))
            complete = not self._open_count(connection, run)
            if complete or not self._living(connection):
                state = "finished" if complete else "stopped"
                connection.execute(
                    _RUNS.update().where(_RUNS.c.id == run).values(state=state, ended_at=now())
                )
        return complete

    def open_count(self, run: int) -> int:
        """How many profiles are not done with, by any driver."""
        with self.database.reading() as connection:
            return self._open_count(connection, run)

    def tally(self, run: int) -> Counter[str]:
        """How many items are in which state."""
        rows = sa.select(_ITEMS.c.state, sa.func.count()).where(_ITEMS.c.run == run)
        with self.database.reading() as connection:
            return Counter(
                dict(tuple(r) for r in connection.execute(rows.group_by(_ITEMS.c.state)))
            )

    def items(self, run: int) -> tuple[Item, ...]:
        """Every profile of a run in order."""
        rows = sa.select(_ITEMS).where(_ITEMS.c.run == run).order_by(_ITEMS.c.client)
        with self.database.reading() as connection:
            return tuple(_item(row) for row in connection.execute(rows))

    def runs(self) -> tuple[int, ...]:
        """Ids of the runs that were completed, and of the last one in any case, oldest first."""
        rows = sa.select(_RUNS.c.id, _RUNS.c.state).where(_RUNS.c.batch == self.batch)
        with self.database.reading() as connection:
            found = connection.execute(rows.order_by(_RUNS.c.id)).all()
        return tuple(
            r.id for i, r in enumerate(found, 1) if r.state == "finished" or i == len(found)
        )

    def living(self) -> frozenset[str]:
        """The drivers at work on this batch."""
        with self.database.reading() as connection:
            return self._living(connection)

    # --- inside a transaction ---------------------------------------------------------------

    def _living(self, connection: Connection) -> frozenset[str]:
        moment = _clock(connection)
        rows = connection.execute(sa.select(_OWNERS).where(_OWNERS.c.batch == self.batch))
        return frozenset(r.owner for r in rows if alive(r.owner, r.lease_until, moment))

    def _announce(self, connection: Connection) -> None:
        connection.execute(_OWNERS.delete().where(_OWNERS.c.owner == self.owner))
        until = _clock(connection) + LEASE_SECONDS
        values = {"owner": self.owner, "batch": self.batch, "lease_until": until}
        connection.execute(_OWNERS.insert().values(**values))

    def _last_run(self, connection: Connection) -> Row[Any] | None:
        rows = sa.select(_RUNS).where(_RUNS.c.batch == self.batch).order_by(_RUNS.c.id.desc())
        return connection.execute(rows.limit(1)).first()

    def _new_run(self, connection: Connection, source: str, options: str) -> int:
        abandoned = (_RUNS.c.batch == self.batch) & (_RUNS.c.state == "active")
        connection.execute(_RUNS.update().where(abandoned).values(state="stopped"))
        run = int(connection.scalar(sa.select(sa.func.max(_RUNS.c.id))) or 0) + 1
        values = {"id": run, "batch": self.batch, "source": source, "options": options}
        connection.execute(
            _RUNS.insert().values(**values, state="active", started_at=now(), ended_at="")
        )
        return run

    def _reopen(self, connection: Connection, run: int, clients: Collection[str]) -> None:
        """All is looked at again: a profile may have changed since. The workers know by its key."""
        mine = _ITEMS.c.run == run
        connection.execute(
            _ITEMS.update().where(mine).values(state="pending", owner="", deaths=0, problems="[]")
        )
        for gone in set(connection.scalars(sa.select(_ITEMS.c.client).where(mine))) - set(clients):
            connection.execute(_ITEMS.delete().where(mine, _ITEMS.c.client == gone))
        connection.execute(_RUNS.update().where(_RUNS.c.id == run).values(state="active"))

    def _enter(self, connection: Connection, run: int, clients: Sequence[str]) -> int:
        known = set(connection.scalars(sa.select(_ITEMS.c.client).where(_ITEMS.c.run == run)))
        blank = {"run": run, "state": "pending", "owner": "", "deaths": 0, "key": ""}
        new = [{**blank, "client": c, "problems": "[]", "ended_at": ""} for c in clients
               if c not in known]  # fmt: skip
        if new:
            connection.execute(_ITEMS.insert(), new)
        return len(known) + len(new)

    def _record(self, connection: Connection, run: int, outcome: Outcome) -> None:
        connection.execute(
            _ITEMS.update()
            .where(_ITEMS.c.run == run, _ITEMS.c.client == outcome.client)
            .values(
                state=outcome.state, key=outcome.key, owner="", ended_at=now(),
                problems=json.dumps(outcome.reasons()),
            )
        )  # fmt: skip

    def _claim(self, connection: Connection, run: int, wanted: int) -> list[str]:
        pending = _ITEMS.c.state == OPEN[0]
        clients = self._take(connection, run, pending, wanted)
        if len(clients) < wanted:
            orphaned = (_ITEMS.c.state == OPEN[1]) & _ITEMS.c.owner.not_in(self._living(connection))
            clients += self._take(connection, run, orphaned, wanted - len(clients))
        return clients

    def _take(
        self, connection: Connection, run: int, which: sa.ColumnElement[bool], wanted: int
    ) -> list[str]:
        """Those whose worker died before come last, so that they delay nobody."""
        rows = sa.select(_ITEMS.c.client).where(_ITEMS.c.run == run, which)
        chosen = rows.order_by(_ITEMS.c.deaths, _ITEMS.c.client).limit(wanted)
        if connection.dialect.name == "postgresql":
            chosen = chosen.with_for_update(skip_locked=True)
        clients = list(connection.scalars(chosen))
        if clients:
            connection.execute(
                _ITEMS.update()
                .where(_ITEMS.c.run == run, _ITEMS.c.client.in_(clients))
                .values(state=OPEN[1], owner=self.owner)
            )
        return clients

    def _open_count(self, connection: Connection, run: int) -> int:
        rows = sa.select(sa.func.count()).where(_ITEMS.c.run == run, _ITEMS.c.state.in_(OPEN))
        return int(connection.scalar(rows) or 0)


def _item(row: Row[Any]) -> Item:
    problems = tuple(Problem(**p) for p in json.loads(row.problems))
    return Item(row.client, row.state, row.key, problems)


def _clock(connection: Connection) -> float:
    """Seconds since 1970 by the database's clock, which is one for all machines."""
    if connection.dialect.name == "postgresql":
        return float(
            connection.scalar(sa.text("SELECT extract(epoch FROM clock_timestamp())")) or 0
        )
    return time.time()
