"""The database behind history, runs and reviews: SQLite in the user's folder, or PostgreSQL.

SQLite is opened in write-ahead mode, so that reading never waits for writing; whoever writes takes
the lock at once and waits for it up to `BUSY_SECONDS`. Migrations are plain modules under
`sextant/migrations/`, only ever added to, applied in one transaction under a lock.
"""

from __future__ import annotations

import os
import pkgutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from sextant import migrations, settings
from sextant.errors import StorageError

FILE = "sextant.sqlite"
BUSY_SECONDS = 20
_LOCK = 0x5E87A47  # any number of our own: the PostgreSQL advisory lock for migrations
_APPLIED = sa.Table(
    "schema_migrations",
    sa.MetaData(),
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("applied_at", sa.String(40), nullable=False),
)


@dataclass(frozen=True)
class Database:
    """An open, migrated database. `engine` may be shared by threads; a process opens its own."""

    engine: Engine
    shown: str  # where it is, without any password

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state. Raises StorageError."""
        with _told(self.shown), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the right to write from its start; committed at the end, undone
        when an exception leaves it. Raises StorageError."""
        with _told(self.shown), self.engine.connect() as connection:
            connection = connection.execution_options(sextant_write=True)
            with connection.begin():
                yield connection

    @contextmanager
    def held_open(self) -> Iterator[None]:
        """For many transactions one after the other: whoever closes a SQLite file as the last
        empties its log and waits for the disk, which took longer than the transactions."""
        with _told(self.shown), self.engine.connect():
            yield


def open_database(url: str | None = None) -> Database:
    """The database at `url`, else at DATABASE_URL, else the SQLite file in the user's folder.

    Made and brought up to date if need be; the same object again for the same place within one
    process. Raises StorageError when it cannot be opened, or was made by a newer Sextant.
    """
    return _opened(url or settings.database_url() or _default_url(), os.getpid())


def _default_url() -> str:
    return URL.create("sqlite", database=str(settings.home() / FILE)).render_as_string()


@lru_cache(maxsize=8)
def _opened(url: str, process: int) -> Database:
    location = _parsed(url)
    shown = location.render_as_string(hide_password=True)
    if location.get_backend_name() == "sqlite":
        shown = location.database or shown
        engine = _sqlite(location, shown)
    else:
        engine = _postgres(location)
    database = Database(engine, shown)
    migrate(database)
    return database


def _parsed(url: str) -> URL:
    try:
        location = make_url(url)
    except ArgumentError as exc:
        raise StorageError(
            "DATABASE_URL is not a database address; expected something like "
            "postgresql://user:password@host/name or sqlite:////folder/file.sqlite"
        ) from exc
    backend = location.get_backend_name()
    if backend == "sqlite" and location.database not in (None, "", ":memory:"):
        return location.set(drivername="sqlite+pysqlite")
    if backend in ("postgresql", "postgres"):
        return location.set(drivername="postgresql+psycopg")
    raise StorageError(f"DATABASE_URL: {backend!r} is not supported; use a SQLite file, postgresql")


def _sqlite(location: URL, shown: str) -> Engine:
    folder = Path(shown).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        Path(shown).touch(mode=0o600)  # what it holds is confidential
    except OSError as exc:
        raise StorageError(f"{shown}: cannot be made: {exc.strerror or exc}") from exc
    engine = sa.create_engine(
        location, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Our own transactions, write-ahead log, references enforced, deleted content overwritten."""
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:  # the first switch to it does not wait for others
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("sextant_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgres(location: URL) -> Engine:
    try:
        return sa.create_engine(
            location, pool_pre_ping=True, hide_parameters=True,
            connect_args={"connect_timeout": BUSY_SECONDS},
        )  # fmt: skip
    except ModuleNotFoundError as exc:
        raise StorageError(
            "PostgreSQL needs the driver psycopg: install sextant-csf[postgres]"
        ) from exc


def migrate(database: Database) -> tuple[str, ...]:
    """Apply what is missing and return its names. Two processes at once: the second waits."""
    known = _migrations()
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        _APPLIED.create(connection, checkfirst=True)
        applied = set(connection.scalars(sa.select(_APPLIED.c.name)))
        if newer := sorted(applied - set(known)):
            raise StorageError(
                f"{database.shown}: made by a newer version of Sextant ({newer[-1]}); update this "
                "one, or name another place with SEXTANT_HOME"
            )
        missing = tuple(name for name in known if name not in applied)
        for name in missing:
            import_module(f"{migrations.__name__}.{name}").upgrade(connection)
            connection.execute(_APPLIED.insert().values(name=name, applied_at=now()))
    return missing


def _migrations() -> tuple[str, ...]:
    """Names of all migrations, in order: m0001_..., m0002_..."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(migrations.__path__)))


def now() -> str:
    """This moment as it is stored: UTC, ISO 8601, microseconds; sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """The library's errors as ours, in words for a user; never with parameters or a password."""
    try:
        yield
    except OperationalError as exc:
        raise StorageError(f"{shown}: the database {_trouble(exc)}") from exc
    except DBAPIError as exc:
        raise StorageError(f"{shown}: the database refused: {_first_line(exc)}") from exc
    except SQLAlchemyError as exc:
        raise StorageError(f"{shown}: the database failed: {_first_line(exc)}") from exc


def _trouble(exc: DBAPIError) -> str:
    said = _first_line(exc)
    if "locked" in said:
        return f"is busy: another process has held it for more than {BUSY_SECONDS} seconds"
    return f"cannot be used: {said}"


def _first_line(exc: SQLAlchemyError) -> str:
    origin = exc.orig if isinstance(exc, DBAPIError) else exc
    with suppress(IndexError):
        return str(origin).strip().splitlines()[0]
    return type(origin).__name__
