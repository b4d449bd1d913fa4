"""Results in the database, for workers that share no disk with the driver."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from sextant.database import Database

_FILES = sa.table("batch_files", *map(sa.column, ("batch", "client", "key", "name", "content")))


@dataclass(frozen=True)
class SharedResults:
    """Files by batch, client and content key; compressed, all of a result in one transaction."""

    database: Database

    def _mine(self, batch: str, client: str, key: str) -> sa.ColumnElement[bool]:
        return (_FILES.c.batch == batch) & (_FILES.c.client == client) & (_FILES.c.key == key)

    def put(self, batch: str, client: str, key: str, files: Mapping[str, bytes]) -> None:
        """Store a result; one that is there already is replaced. Raises StorageError."""
        rows = [
            {"batch": batch, "client": client, "key": key, "name": name,
             "content": zlib.compress(content)}
            for name, content in sorted(files.items())
        ]  # fmt: skip
        with self.database.writing() as connection:
            if connection.dialect.name == "postgresql":  # two of the same wait for each other
                lock = sa.func.hashtext(f"{batch}/{client}/{key}")
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))
            connection.execute(_FILES.delete().where(self._mine(batch, client, key)))
            connection.execute(_FILES.insert(), rows)

    def get(self, batch: str, client: str, key: str) -> dict[str, bytes]:
        rows = sa.select(_FILES.c.name, _FILES.c.content).where(self._mine(batch, client, key))
        with self.database.reading() as connection:
            return {name: zlib.decompress(content) for name, content in connection.execute(rows)}

    def holds(self, batch: str, client: str, key: str, names: Collection[str]) -> bool:
        rows = sa.select(_FILES.c.name).where(self._mine(batch, client, key))
        with self.database.reading() as connection:
            return set(names) <= set(connection.scalars(rows))
