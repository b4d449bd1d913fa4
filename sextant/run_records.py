"""Background runs as the database keeps them: so that a run outlives its page and its server.

A run belongs to the session that started it (`owner`) and is seen by no other. It keeps the
profile and the evidence that it needs to go on; both are deleted with it.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from sextant import settings
from sextant.assessment import Assessment
from sextant.database import Database, now
from sextant.errors import StorageError
from sextant.records import AssessmentState
from sextant.tables import RUN_FILES, RUNS

RunState = Literal["waiting", "running", "done", "failed", "cancelled"]
UNFINISHED: tuple[RunState, ...] = ("waiting", "running")


@dataclass(frozen=True)
class Run:
    """One background run. `progress` and `options` are the caller's own JSON; `updated_at` is its
    last sign of life (UTC, ISO 8601); `worker` names the process that does it."""

    id: str
    owner: str
    state: RunState
    profile_name: str
    options: Mapping[str, Any]
    progress: Mapping[str, Any]
    error: str
    worker: str
    created_at: str
    updated_at: str


@dataclass(frozen=True)
class RunInput:
    """What a run needs to start, or to start again. `files`: evidence by the names to be shown."""

    profile_name: str
    profile: bytes
    files: Mapping[str, bytes]


def create_run(
    database: Database, owner: str, given: RunInput, options: Mapping[str, Any] | None = None
) -> str:
    """Keep a new run, waiting to be done, and return its id."""
    identity, moment = secrets.token_hex(12), now()
    with database.writing() as connection:
        connection.execute(
            sa.insert(RUNS).values(
                id=identity, owner=owner, state="waiting", profile_name=given.profile_name,
                profile=given.profile, options=json.dumps(dict(options or {})), progress="{}",
                error="", worker="", created_at=moment, updated_at=moment,
            )
        )  # fmt: skip
        for position, (name, content) in enumerate(given.files.items()):
            connection.execute(
                sa.insert(RUN_FILES).values(
                    run=identity, position=position, name=name, content=content
                )
            )
    return identity


def claim_run(
    database: Database, identity: str, worker: str, silent_since: str | None = None
) -> bool:
    """Take a run that waits, or one whose worker has given no sign of life since `silent_since`.

    True for exactly one of several that try at once.
    """
    free = RUNS.c.state == "waiting"
    if silent_since is not None:
        free = free | ((RUNS.c.state == "running") & (RUNS.c.updated_at < silent_since))
    return _changed(database, identity, free, state="running", worker=worker)


def note_progress(
    database: Database, identity: str, worker: str, progress: Mapping[str, Any]
) -> bool:
    """Keep how far the run is, as a sign of life. False: it was cancelled or taken by another
    worker, and this one should stop."""
    mine = (RUNS.c.state == "running") & (RUNS.c.worker == worker)
    return _changed(database, identity, mine, progress=json.dumps(dict(progress)))


def finish_run(
    database: Database, identity: str, worker: str, assessment: Assessment, state: AssessmentState
) -> bool:
    """Keep the result. False when the run was cancelled or taken by another worker meanwhile."""
    mine = (RUNS.c.state == "running") & (RUNS.c.worker == worker)
    return _changed(
        database, identity, mine, state="done",
        result=zlib.compress(assessment.model_dump_json(by_alias=True).encode()),
        result_state=zlib.compress(state.model_dump_json().encode()),
    )  # fmt: skip


def fail_run(database: Database, identity: str, worker: str, error: str) -> bool:
    """Keep why it failed, in words for the user."""
    mine = (RUNS.c.state == "running") & (RUNS.c.worker == worker)
    return _changed(database, identity, mine, state="failed", error=error)


def cancel_run(database: Database, identity: str, owner: str) -> bool:
    """Stop a run of this owner. False when it had finished, or is not theirs."""
    theirs = (RUNS.c.owner == owner) & RUNS.c.state.in_(UNFINISHED)
    return _changed(database, identity, theirs, state="cancelled")


def load_run(database: Database, identity: str, owner: str | None = None) -> Run:
    """One run. With `owner`, another's run is as unknown as none. Raises StorageError."""
    with database.reading() as connection:
        row = connection.execute(_runs().where(RUNS.c.id == identity)).one_or_none()
    if row is None or (owner is not None and row.owner != owner):
        raise StorageError("there is no such run")
    return _run(row)


def runs_of(database: Database, owner: str) -> tuple[Run, ...]:
    """The runs of one session, newest first."""
    query = _runs().where(RUNS.c.owner == owner).order_by(RUNS.c.created_at.desc())
    with database.reading() as connection:
        return tuple(_run(row) for row in connection.execute(query))


def unfinished_runs(database: Database) -> tuple[Run, ...]:
    """Runs that wait or are being done, oldest first: what a server takes up when it starts."""
    query = _runs().where(RUNS.c.state.in_(UNFINISHED)).order_by(RUNS.c.created_at)
    with database.reading() as connection:
        return tuple(_run(row) for row in connection.execute(query))


def run_input(database: Database, identity: str) -> RunInput:
    """What the run was given. Raises StorageError for an unknown run."""
    files = sa.select(RUN_FILES).where(RUN_FILES.c.run == identity).order_by(RUN_FILES.c.position)
    with database.reading() as connection:
        row = connection.execute(
            sa.select(RUNS.c.profile_name, RUNS.c.profile).where(RUNS.c.id == identity)
        ).one_or_none()
        found = {r.name: bytes(r.content) for r in connection.execute(files)}
    if row is None:
        raise StorageError("there is no such run")
    return RunInput(row.profile_name, bytes(row.profile), found)


def run_result(database: Database, identity: str) -> tuple[Assessment, AssessmentState]:
    """The result of a run that is done. Raises StorageError when it is not."""
    query = sa.select(RUNS.c.result, RUNS.c.result_state).where(RUNS.c.id == identity)
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None or not row.result or not row.result_state:
        raise StorageError("the run has no result")
    return (
        Assessment.model_validate_json(zlib.decompress(row.result)),
        AssessmentState.model_validate_json(zlib.decompress(row.result_state)),
    )


def delete_run(database: Database, identity: str) -> None:
    """Forget a run with all that it was given."""
    with database.writing() as connection:
        connection.execute(sa.delete(RUNS).where(RUNS.c.id == identity))
    checkpoint(identity).unlink(missing_ok=True)


def delete_runs_before(database: Database, moment: str) -> int:
    """Forget every run without a sign of life since `moment`; how many there were."""
    with database.reading() as connection:
        ids: Sequence[str] = connection.scalars(
            sa.select(RUNS.c.id).where(RUNS.c.updated_at < moment)
        ).all()
    for identity in ids:
        delete_run(database, identity)
    return len(ids)


def checkpoint(identity: str) -> Path:
    """Where the run's agents keep how far they came (a file of LangGraph's own)."""
    if not identity.isalnum():
        raise StorageError("there is no such run")
    folder = settings.home() / "runs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{identity}.sqlite"


def _changed(
    database: Database, identity: str, allowed: sa.ColumnElement[bool], **values: object
) -> bool:
    statement = sa.update(RUNS).where(RUNS.c.id == identity, allowed)
    with database.writing() as connection:
        return connection.execute(statement.values(updated_at=now(), **values)).rowcount == 1


def _runs() -> sa.Select[Any]:
    left_out = ("profile", "result", "result_state")
    return sa.select(*(c for c in RUNS.c if c.name not in left_out))


def _run(row: sa.Row[Any]) -> Run:
    return Run(
        id=row.id, owner=row.owner, state=row.state, profile_name=row.profile_name,
        options=json.loads(row.options), progress=json.loads(row.progress), error=row.error,
        worker=row.worker, created_at=row.created_at, updated_at=row.updated_at,
    )  # fmt: skip
