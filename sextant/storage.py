"""The history: assessments of organisations over time, the reviews on them, and settings.

Every function takes an open Database (sextant/database.py) and raises StorageError when it cannot
be read or written. An id may be shortened to its first characters, as long as it stays unique.
Documents are kept as compressed JSON, exactly as they were published.
"""

from __future__ import annotations

import json
import secrets
import zlib
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sextant.assessment import Assessment
from sextant.database import Database, now
from sextant.errors import StorageError
from sextant.history_lookup import full_id, key_of, known_organization
from sextant.records import AssessmentState, LossRange
from sextant.tables import ASSESSMENTS, ORGANIZATIONS, REVIEWS, SETTINGS

Origin = Literal["run", "answer", "import"]


@dataclass(frozen=True)
class Organization:
    """One organisation of the history. `latest`: when its newest assessment was generated."""

    id: str
    name: str
    assessments: int
    latest: str


@dataclass(frozen=True)
class Entry:
    """One assessment in the history, without its document. Moments are UTC, ISO 8601.

    `origin`: a run, an answer to a question of `parent`, or a file brought in. `can_recompute`:
    its input was kept, so that it can be reviewed, answered and asked what-if.
    """

    id: str
    organization: str
    origin: Origin
    parent: str | None
    note: str
    generated_at: str
    saved_at: str
    version: str
    knowledge: str
    model: str
    score: float | None
    coverage: float
    critical: int
    high: int
    annual_loss_usd: LossRange
    profile_name: str
    can_recompute: bool


@dataclass(frozen=True)
class Saved:
    """One assessment as it was saved. `state` is what the rules (and the model) said, before any
    review; `profile` the bytes of the profile; both None where they were not kept."""

    entry: Entry
    assessment: Assessment
    state: AssessmentState | None
    profile: bytes | None


def save_assessment(
    database: Database,
    assessment: Assessment,
    state: AssessmentState | None = None,
    profile: bytes | None = None,
    *,
    origin: Origin = "run",
    parent: str | None = None,
    note: str = "",
) -> str:
    """Keep an assessment, whole or not at all, and return its id.

    Its organisation is found by name (letter case and spaces aside), or made. Give `state` and
    `profile` too wherever there are: without them it can be read and compared, no more. The
    assessment's own trail of reviews is kept with it.
    """
    identity = secrets.token_hex(6)
    with database.writing() as connection:
        organization = _organization(connection, assessment.organization.name)
        values = {
            "id": identity, "organization": organization, "origin": origin, "parent": parent,
            "note": note, "saved_at": now(), "profile": profile, "state": _packed(state),
            **_published(assessment),
        }  # fmt: skip
        connection.execute(sa.insert(ASSESSMENTS).values(**values))
        _add_reviews(connection, identity, assessment, 0)
    return identity


def list_organizations(database: Database) -> tuple[Organization, ...]:
    """Every organisation with an assessment, by name."""
    query = (
        sa.select(
            ORGANIZATIONS.c.id,
            ORGANIZATIONS.c.name,
            sa.func.count(ASSESSMENTS.c.id).label("assessments"),
            sa.func.max(ASSESSMENTS.c.generated_at).label("latest"),
        )
        .join_from(ORGANIZATIONS, ASSESSMENTS, ASSESSMENTS.c.organization == ORGANIZATIONS.c.id)
        .group_by(ORGANIZATIONS.c.id, ORGANIZATIONS.c.name, ORGANIZATIONS.c.key)
        .order_by(ORGANIZATIONS.c.key)
    )
    with database.reading() as connection:
        return tuple(Organization(**row._mapping) for row in connection.execute(query))


def history(database: Database, organization: str | None = None) -> tuple[Entry, ...]:
    """Assessments, newest first: of one organisation (by name or id), or of all.

    Raises StorageError for an unknown organisation, with the nearest names.
    """
    query = _entries().order_by(ASSESSMENTS.c.generated_at.desc(), ASSESSMENTS.c.saved_at.desc())
    with database.reading() as connection:
        if organization is not None:
            query = query.where(
                ASSESSMENTS.c.organization == known_organization(connection, organization)
            )
        return tuple(_entry(row) for row in connection.execute(query))


def load(database: Database, identity: str) -> Saved:
    """The assessment with that id, or whose id begins so. Raises StorageError with the nearest."""
    extra = (ASSESSMENTS.c.document, ASSESSMENTS.c.state, ASSESSMENTS.c.profile)
    with database.reading() as connection:
        full = full_id(connection, identity)
        row = connection.execute(_entries(*extra).where(ASSESSMENTS.c.id == full)).one()
    try:
        state = AssessmentState.model_validate_json(_unpacked(row.state)) if row.state else None
        document = Assessment.model_validate_json(_unpacked(row.document))
    except (ValueError, zlib.error) as exc:
        raise StorageError(f"assessment {full} cannot be read back: {exc}") from exc
    return Saved(_entry(row), document, state, row.profile)


def delete_assessment(database: Database, identity: str) -> None:
    """Delete one assessment with its trail, and its organisation when it was the last."""
    with database.writing() as connection:
        full = full_id(connection, identity)
        connection.execute(sa.delete(ASSESSMENTS).where(ASSESSMENTS.c.id == full))
        left = sa.select(ASSESSMENTS.c.organization)
        connection.execute(sa.delete(ORGANIZATIONS).where(ORGANIZATIONS.c.id.not_in(left)))


def save_reviewed(database: Database, identity: str, assessment: Assessment) -> None:
    """Put the reviewed document in the place of the one saved, and add the new trail entries.

    Raises StorageError when the saved trail is not a beginning of the new one: somebody else has
    reviewed in between, and nothing is overwritten.
    """
    with database.writing() as connection:
        full = full_id(connection, identity)
        kept = connection.scalars(
            sa.select(REVIEWS.c.content)
            .where(REVIEWS.c.assessment == full)
            .order_by(REVIEWS.c.number)
        ).all()
        if list(kept) != [r.model_dump_json() for r in assessment.reviews[: len(kept)]]:
            raise StorageError(
                f"assessment {full} was reviewed by somebody else in between; load it again"
            )
        connection.execute(
            sa.update(ASSESSMENTS).where(ASSESSMENTS.c.id == full).values(**_published(assessment))
        )
        _add_reviews(connection, full, assessment, len(kept))


def setting(database: Database, key: str, default: Any = None) -> Any:
    """A setting's value (any JSON), or `default`."""
    with database.reading() as connection:
        value = connection.scalar(sa.select(SETTINGS.c.value).where(SETTINGS.c.key == key))
    return default if value is None else json.loads(value)


def set_setting(database: Database, key: str, value: Any) -> None:
    """Keep a setting; `value` is anything that JSON can hold. None removes it."""
    with database.writing() as connection:
        connection.execute(sa.delete(SETTINGS).where(SETTINGS.c.key == key))
        if value is not None:
            connection.execute(
                sa.insert(SETTINGS).values(key=key, value=json.dumps(value), changed_at=now())
            )


def _published(assessment: Assessment) -> dict[str, Any]:
    severities = [r.severity for r in assessment.risks]
    money, meta = assessment.money.annual_loss_usd, assessment.meta
    return {
        "generated_at": meta.generated_at, "version": meta.version, "knowledge": meta.knowledge,
        "model": meta.model, "profile_name": meta.profile,
        "score": assessment.scores.overall.score, "coverage": assessment.scores.overall.coverage,
        "critical": severities.count("critical"), "high": severities.count("high"),
        "loss_p10": money.p10, "loss_p50": money.p50, "loss_p90": money.p90,
        "document": zlib.compress(assessment.model_dump_json(by_alias=True).encode()),
    }  # fmt: skip


def _packed(state: AssessmentState | None) -> bytes | None:
    return zlib.compress(state.model_dump_json().encode()) if state else None


def _unpacked(content: bytes) -> bytes:
    return zlib.decompress(content)


def _add_reviews(
    connection: Connection, identity: str, assessment: Assessment, already: int
) -> None:
    for review in assessment.reviews[already:]:
        connection.execute(
            sa.insert(REVIEWS).values(
                assessment=identity, number=review.number, content=review.model_dump_json(),
                added_at=now(),
            )
        )  # fmt: skip


def _organization(connection: Connection, name: str) -> str:
    key = key_of(name)
    query = sa.select(ORGANIZATIONS.c.id).where(ORGANIZATIONS.c.key == key)
    found: str | None = connection.scalar(query)
    if found:
        return found
    identity = secrets.token_hex(6)
    insert = sa.insert(ORGANIZATIONS).from_select(  # two processes at once: one of them makes it
        ["id", "key", "name", "created_at"],
        sa.select(sa.literal(identity), sa.literal(key), sa.literal(name), sa.literal(now())).where(
            ~sa.exists(query)
        ),
    )
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE organizations IN SHARE ROW EXCLUSIVE MODE")
    connection.execute(insert)
    return str(connection.scalar(query))


def _entries(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    columns = [
        c for c in ASSESSMENTS.c
        if c.name not in ("organization", "document", "state", "profile")
    ]  # fmt: skip
    return sa.select(
        *columns,
        ORGANIZATIONS.c.name.label("organization"),
        ASSESSMENTS.c.state.is_not(None).label("can_recompute"),
        *more,
    ).join_from(ASSESSMENTS, ORGANIZATIONS, ASSESSMENTS.c.organization == ORGANIZATIONS.c.id)


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id, organization=row.organization, origin=row.origin, parent=row.parent,
        note=row.note, generated_at=row.generated_at, saved_at=row.saved_at, version=row.version,
        knowledge=row.knowledge, model=row.model, score=row.score, coverage=row.coverage,
        critical=row.critical, high=row.high,
        annual_loss_usd=LossRange(p10=row.loss_p10, p50=row.loss_p50, p90=row.loss_p90),
        profile_name=row.profile_name, can_recompute=bool(row.can_recompute),
    )  # fmt: skip
