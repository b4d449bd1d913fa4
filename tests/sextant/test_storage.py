"""The history: what is saved comes back as it was, and nothing else does."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sextant import storage
from sextant.assessment import Assessment
from sextant.database import Database
from sextant.errors import StorageError
from sextant.records import Review, Verdict
from sextant.service import Finished


def kept(database: Database, finished: Finished) -> str:
    return storage.save_assessment(
        database, finished.assessment, finished.state, finished.profile, note="first"
    )


def reviewed(assessment: Assessment, *numbers: int) -> Assessment:
    entries = tuple(
        Review(
            number=n, kind="rating", subject="PR.AA-03", title="t", decision="accept", by="Ann",
            at="2026-01-01T00:00:00+00:00", reason=f"r{n}", found=Verdict(status="partial"),
            verdict=Verdict(status="partial"),
        )
        for n in numbers
    )  # fmt: skip
    return assessment.model_copy(update={"reviews": entries})


def test_what_is_saved_comes_back_byte_for_byte(database: Database, clinic: Finished) -> None:
    saved = storage.load(database, kept(database, clinic))
    assert saved.assessment.to_json() == clinic.assessment.to_json()
    assert saved.state == clinic.state
    assert saved.profile == clinic.profile
    assert saved.entry.note == "first"
    assert saved.entry.can_recompute


def test_history_lists_what_was_saved_newest_first(database: Database, clinic: Finished) -> None:
    older, newer = kept(database, clinic), kept(database, clinic)
    entries = storage.history(database, clinic.assessment.organization.name.upper())
    assert [e.id for e in entries] == [newer, older]
    assert entries[0].score == clinic.assessment.scores.overall.score
    assert storage.history(database) == entries


def test_an_organisation_is_one_however_its_name_is_spaced(
    database: Database, clinic: Finished
) -> None:
    kept(database, clinic)
    other = clinic.assessment.organization.model_copy(
        update={"name": f"  {clinic.assessment.organization.name.upper()} "}
    )
    storage.save_assessment(database, clinic.assessment.model_copy(update={"organization": other}))
    (organization,) = storage.list_organizations(database)
    assert organization.assessments == 2
    assert organization.name == clinic.assessment.organization.name


def test_an_id_may_be_shortened_and_a_wrong_one_is_told(
    database: Database, clinic: Finished
) -> None:
    identity = kept(database, clinic)
    assert storage.load(database, identity[:6]).entry.id == identity
    for wrong in ("", identity[:3], "%", "zzzz' OR 1=1 --"):
        with pytest.raises(StorageError, match="no assessment"):
            storage.load(database, wrong)
    with pytest.raises(StorageError, match=f"near: {clinic.assessment.organization.name}"):
        storage.history(database, clinic.assessment.organization.name[:-1])


def test_what_is_deleted_is_gone_with_its_organisation(
    database: Database, clinic: Finished
) -> None:
    identity = kept(database, clinic)
    storage.save_reviewed(database, identity, reviewed(clinic.assessment, 1))
    storage.delete_assessment(database, identity)
    assert storage.list_organizations(database) == ()
    with database.reading() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM reviews")) == 0


def test_reviews_are_added_and_never_changed(database: Database, clinic: Finished) -> None:
    identity = kept(database, clinic)
    storage.save_reviewed(database, identity, reviewed(clinic.assessment, 1))
    storage.save_reviewed(database, identity, reviewed(clinic.assessment, 1, 2))
    assert len(storage.load(database, identity).assessment.reviews) == 2
    for statement in ("UPDATE reviews SET content = 'x'", "DELETE FROM reviews"):
        with (
            pytest.raises(StorageError, match="a review cannot be"),
            database.writing() as connection,
        ):
            connection.exec_driver_sql(statement)
    assert len(storage.load(database, identity).assessment.reviews) == 2


def test_a_review_made_on_an_older_trail_is_refused(database: Database, clinic: Finished) -> None:
    identity = kept(database, clinic)
    storage.save_reviewed(database, identity, reviewed(clinic.assessment, 1))
    with pytest.raises(StorageError, match="reviewed by somebody else"):
        storage.save_reviewed(database, identity, reviewed(clinic.assessment, 9))
    with pytest.raises(StorageError, match="reviewed by somebody else"):
        storage.save_reviewed(database, identity, clinic.assessment)


def test_settings_come_back_and_can_be_removed(database: Database) -> None:
    storage.set_setting(database, "branding", {"name": "Ümlaut & Co", "n": 1})
    storage.set_setting(database, "branding", {"name": "B"})
    assert storage.setting(database, "branding") == {"name": "B"}
    storage.set_setting(database, "branding", None)
    assert storage.setting(database, "branding", "none") == "none"
