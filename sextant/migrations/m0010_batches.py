"""Batches: their runs, each run's items with claims, and results of workers without our disk."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_TABLES = sa.MetaData()

sa.Table(
    "batch_runs",
    _TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("batch", sa.String(40), nullable=False, index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("options", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("started_at", sa.String(40), nullable=False),
    sa.Column("ended_at", sa.String(40), nullable=False),
)
sa.Table(
    "batch_items",
    _TABLES,
    sa.Column("run", sa.Integer, sa.ForeignKey("batch_runs.id"), primary_key=True),
    sa.Column("client", sa.Text, primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("deaths", sa.Integer, nullable=False),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("problems", sa.Text, nullable=False),
    sa.Column("ended_at", sa.String(40), nullable=False),
)
sa.Index(
    "batch_items_in_order",
    *(_TABLES.tables["batch_items"].c[n] for n in ("run", "state", "deaths", "client")),
)
sa.Table(
    "batch_owners",
    _TABLES,
    sa.Column("owner", sa.String(200), primary_key=True),
    sa.Column("batch", sa.String(40), nullable=False),
    sa.Column("lease_until", sa.Float, nullable=False),
)
sa.Table(
    "batch_files",
    _TABLES,
    sa.Column("batch", sa.String(40), primary_key=True),
    sa.Column("client", sa.Text, primary_key=True),
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


def upgrade(connection: Connection) -> None:
    _TABLES.create_all(connection, checkfirst=False)
