"""Background runs: taken up after a crash, stopped on request, and honest about failure."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from sextant import run_records as records
from sextant.database import Database, open_database
from sextant.records import CallLedger, ModelCall
from sextant.run_records import Run, RunInput
from sextant.tables import RUNS as TABLE
from sextant.ui import runs as module
from sextant.ui.runs import Runs, StoppedError, TooManyRunsError, Watch
from tests.agents.test_bench_server import honest
from tests.sextant.llm.misbehaving_server import serving

PROFILE = b"organization: {name: Corner Shop, sector: retail}\n"
OWNER = "a" * 32
LEDGER = CallLedger(window=4096, prompt=1000, room=500, answer=20)


def until_ended(identity: str) -> Run:
    end = time.monotonic() + 120
    while (run := records.load_run(open_database(), identity)).state in records.UNFINISHED:
        assert time.monotonic() < end, "the run did not end"
        time.sleep(0.05)
    return run


def silent(database: Database, identity: str) -> None:
    """As if its server had been killed a while ago."""
    moment = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
    with database.writing() as connection:
        connection.execute(sa.update(TABLE).where(TABLE.c.id == identity).values(updated_at=moment))


def test_a_run_tells_its_steps_and_keeps_its_result() -> None:
    identity = Runs().start(OWNER, RunInput("p.yaml", PROFILE, {}), {"label": "Corner Shop"})
    run = until_ended(identity)
    assert run.state == "done"
    assert [f["agent"] for f in run.progress["found"]][0] == "profiling"
    assert len(run.progress["found"]) == 6
    assessment, state = records.run_result(open_database(), identity)
    assert assessment.organization.name == state.profile.name == "Corner Shop"
    assert not records.checkpoint(identity).exists()


def test_each_call_to_a_model_is_told_with_its_tokens_and_its_window() -> None:
    given = RunInput("p.yaml", PROFILE, {})
    with serving(honest) as (_, address):
        options = {"label": "Corner Shop", "model": f"{address}#fake", "window": 4096}
        run = until_ended(Runs().start(OWNER, given, options))
    calls = run.progress["calls"]
    assert run.state == "done" and calls
    assert all(c["prompt"].endswith(" of 4,096") and c["tokens"] > 0 for c in calls)
    script = "from sextant.ui import progress\nprogress.page()\n"
    page = AppTest.from_string(script, default_timeout=60)
    page.session_state["owner"] = OWNER
    page.query_params["run"] = run.id
    page.run()
    told = "\n".join(e.proto.body for e in page.get("html"))
    assert "to the model" in told and calls[-1]["prompt"] in told and calls[-1]["answer"] in told


def test_what_a_model_was_asked_by_an_agent_that_was_cut_short_is_told_once() -> None:
    database = open_database()
    identity = records.create_run(database, OWNER, RunInput("p.yaml", PROFILE, {}))
    assert records.claim_run(database, identity, "w")
    told = {"found": [{"agent": "profiling"}],
            "calls": [{"agent": "profiling"}, {"agent": "risk_scoring"}]}  # fmt: skip
    records.note_progress(database, identity, "w", told)
    Watch(database, records.load_run(database, identity), "w").step("risk_scoring")
    kept = records.load_run(database, identity).progress["calls"]
    assert [c["agent"] for c in kept] == ["profiling"]


def test_wrong_input_is_told_by_line() -> None:
    bad = RunInput("p.yaml", b"organization: {name: X, sector: nowhere}\n", {})
    run = until_ended(Runs().start(OWNER, bad, {}))
    assert run.state == "failed"
    assert "Line 1" in run.error and "nowhere" in run.error


def test_a_defect_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret token abc")

    monkeypatch.setattr("sextant.service.assess_submission", broken)
    run = until_ended(Runs().start(OWNER, RunInput("p.yaml", PROFILE, {}), {}))
    assert run.state == "failed"
    assert "RuntimeError" in run.error and "secret" not in run.error


def test_a_run_whose_server_was_killed_is_taken_up_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.1)
    database = open_database()
    identity = records.create_run(database, OWNER, RunInput("p.yaml", PROFILE, {}), {"keep": True})
    assert records.claim_run(database, identity, "dead-server")
    silent(database, identity)
    Runs().take_up()
    run = until_ended(identity)
    assert run.state == "done" and run.worker != "dead-server"
    assert run.progress["saved"]


def test_a_run_that_another_server_works_on_is_left_alone() -> None:
    database = open_database()
    identity = records.create_run(database, OWNER, RunInput("p.yaml", PROFILE, {}))
    assert records.claim_run(database, identity, "other-server")
    mine = Runs()
    mine._work(identity)
    assert records.load_run(database, identity).worker == "other-server"


def test_a_cancelled_run_stops_at_its_next_step() -> None:
    database = open_database()
    identity = records.create_run(database, OWNER, RunInput("p.yaml", PROFILE, {}))
    assert records.claim_run(database, identity, "w")
    watch = Watch(database, records.load_run(database, identity), "w")
    watch.step("profiling")
    assert records.cancel_run(database, identity, OWNER)
    with pytest.raises(StoppedError):
        watch.step("asset_mapping")
    with pytest.raises(StoppedError):  # nor is a model asked again
        watch.asked("profiling", ModelCall(subjects=("A",), ledger=LEDGER))
    assert records.load_run(database, identity).state == "cancelled"


def test_too_many_at_once_are_refused() -> None:
    database = open_database()
    for _ in range(module.UNFINISHED):
        records.create_run(database, OWNER, RunInput("p.yaml", PROFILE, {}))
    with pytest.raises(TooManyRunsError):
        Runs().start(OWNER, RunInput("p.yaml", PROFILE, {}), {})
