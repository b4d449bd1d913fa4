"""Organisations, their assessments, the reviews on them, background runs and settings."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_TABLES = sa.MetaData()


def _moment(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(40), nullable=nullable)


sa.Table(
    "organizations",
    _TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    _moment("created_at"),
)
sa.Table(
    "assessments",
    _TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column(
        "organization",
        sa.String(32),
        sa.ForeignKey("organizations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column(
        "parent", sa.String(32), sa.ForeignKey("assessments.id", ondelete="SET NULL"), index=True
    ),
    sa.Column("note", sa.Text, nullable=False),
    _moment("generated_at"),
    _moment("saved_at"),
    sa.Column("version", sa.String(40), nullable=False),
    sa.Column("knowledge", sa.String(80), nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("score", sa.Float),
    sa.Column("coverage", sa.Float, nullable=False),
    sa.Column("critical", sa.Integer, nullable=False),
    sa.Column("high", sa.Integer, nullable=False),
    sa.Column("loss_p10", sa.BigInteger, nullable=False),
    sa.Column("loss_p50", sa.BigInteger, nullable=False),
    sa.Column("loss_p90", sa.BigInteger, nullable=False),
    sa.Column("profile_name", sa.Text, nullable=False),
    sa.Column("profile", sa.LargeBinary),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("state", sa.LargeBinary),
)
sa.Table(
    "reviews",
    _TABLES,
    sa.Column(
        "assessment",
        sa.String(32),
        sa.ForeignKey("assessments.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.Text, nullable=False),
    _moment("added_at"),
)
sa.Table(
    "runs",
    _TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(80), nullable=False, index=True),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("profile_name", sa.Text, nullable=False),
    sa.Column("profile", sa.LargeBinary, nullable=False),
    sa.Column("options", sa.Text, nullable=False),
    sa.Column("progress", sa.Text, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("result", sa.LargeBinary),
    sa.Column("result_state", sa.LargeBinary),
    sa.Column("worker", sa.String(80), nullable=False),
    _moment("created_at"),
    _moment("updated_at"),
)
sa.Table(
    "run_files",
    _TABLES,
    sa.Column("run", sa.String(32), sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
sa.Table(
    "settings",
    _TABLES,
    sa.Column("key", sa.String(80), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    _moment("changed_at"),
)
# A review is only ever added. It goes when the assessment that it belongs to is deleted whole.
_SQLITE = (
    "CREATE TRIGGER reviews_keep BEFORE UPDATE ON reviews "
    "BEGIN SELECT RAISE(ABORT, 'a review cannot be changed'); END",
    "CREATE TRIGGER reviews_stay BEFORE DELETE ON reviews "
    "WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment) "
    "BEGIN SELECT RAISE(ABORT, 'a review cannot be deleted'); END",
)
_POSTGRES = (
    "CREATE FUNCTION reviews_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment) THEN "
    "RAISE EXCEPTION 'a review cannot be changed or deleted'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER reviews_keep BEFORE UPDATE OR DELETE ON reviews "
    "FOR EACH ROW EXECUTE FUNCTION reviews_keep()",
)


def upgrade(connection: Connection) -> None:
    """Make the tables, and the rule that a review is never changed."""
    _TABLES.create_all(connection, checkfirst=False)
    for statement in _POSTGRES if connection.dialect.name == "postgresql" else _SQLITE:
        connection.exec_driver_sql(statement)
