"""Background runs: owned by one session, done by one worker, gone with what they were given."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextant import run_records as runs
from sextant.database import Database, now
from sextant.errors import StorageError
from sextant.run_records import RunInput
from sextant.service import Finished

GIVEN = RunInput("profile.yaml", b"organization: ...", {"b.md": b"two", "../a.md": b"one"})


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path))


def test_a_run_goes_from_waiting_to_done(database: Database, clinic: Finished) -> None:
    identity = runs.create_run(database, "ann", GIVEN, {"model": "none"})
    assert runs.run_input(database, identity) == GIVEN
    assert [r.state for r in runs.unfinished_runs(database)] == ["waiting"]
    assert runs.claim_run(database, identity, "w1")
    assert runs.note_progress(database, identity, "w1", {"step": "reading"})
    assert runs.load_run(database, identity).progress == {"step": "reading"}
    assert runs.finish_run(database, identity, "w1", clinic.assessment, clinic.state)
    assert runs.run_result(database, identity) == (clinic.assessment, clinic.state)
    assert runs.load_run(database, identity).state == "done"
    assert runs.unfinished_runs(database) == ()


def test_one_session_does_not_see_another_ones_run(database: Database) -> None:
    identity = runs.create_run(database, "ann", GIVEN)
    assert runs.runs_of(database, "bob") == ()
    with pytest.raises(StorageError, match="no such run"):
        runs.load_run(database, identity, "bob")
    assert not runs.cancel_run(database, identity, "bob")
    assert runs.load_run(database, identity, "ann").state == "waiting"


def test_a_run_is_taken_by_one_worker_and_again_only_when_that_one_is_silent(
    database: Database,
) -> None:
    identity = runs.create_run(database, "ann", GIVEN)
    assert runs.claim_run(database, identity, "w1")
    assert not runs.claim_run(database, identity, "w2")
    assert not runs.claim_run(database, identity, "w2", silent_since="2020-01-01")
    assert runs.claim_run(database, identity, "w2", silent_since=now())
    assert not runs.note_progress(database, identity, "w1", {})
    assert runs.fail_run(database, identity, "w2", "why")
    assert runs.load_run(database, identity).error == "why"


def test_a_cancelled_run_takes_no_result(database: Database, clinic: Finished) -> None:
    identity = runs.create_run(database, "ann", GIVEN)
    runs.claim_run(database, identity, "w1")
    assert runs.cancel_run(database, identity, "ann")
    assert not runs.note_progress(database, identity, "w1", {})
    assert not runs.finish_run(database, identity, "w1", clinic.assessment, clinic.state)
    with pytest.raises(StorageError, match="no result"):
        runs.run_result(database, identity)


def test_what_a_run_was_given_goes_with_it(database: Database) -> None:
    identity = runs.create_run(database, "ann", GIVEN)
    runs.checkpoint(identity).write_bytes(b"x")
    assert runs.delete_runs_before(database, now()) == 1
    assert not runs.checkpoint(identity).exists()
    with pytest.raises(StorageError):
        runs.run_input(database, identity)


def test_an_id_never_becomes_a_path() -> None:
    with pytest.raises(StorageError):
        runs.checkpoint("../../etc/passwd")
