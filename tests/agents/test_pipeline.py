"""The six agents: one writer per field, frozen records, reproducible and resumable runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import typing
from pathlib import Path

import pytest

import agents
from agents.graph import PIPELINE
from sextant.records import AssessmentState, Record
from sextant.running import RunOptions
from sextant.service import run_assessment

ROOT = Path(__file__).resolve().parents[2]
CLINIC = ROOT / "examples" / "clinic" / "profile.yaml"
INTAKE = {"judged", "profile", "evidence", "statements", "mentions", "findings"}


def test_one_writer_per_state_field_and_every_read_is_written_upstream() -> None:
    written = set(INTAKE)
    for agent in PIPELINE:
        assert set(agent.reads.model_fields) <= written, agent.name
        assert agent.writes in AssessmentState.model_fields
        assert agent.writes not in written
        written.add(agent.writes)
    assert written | {"trace"} == set(AssessmentState.model_fields)


def _leaves(annotation: object) -> typing.Iterator[object]:
    yield typing.get_origin(annotation) or annotation
    for argument in typing.get_args(annotation):
        yield from _leaves(argument)


def _records(kind: type[Record] = Record) -> typing.Iterator[type[Record]]:
    for child in kind.__subclasses__():
        yield child
        yield from _records(child)


@pytest.mark.parametrize("record", sorted(set(_records()), key=lambda r: r.__name__))
def test_records_are_immutable_all_the_way_down(record: type[Record]) -> None:
    assert record.model_config["frozen"]
    assert record.model_config["extra"] == "forbid"
    for field in record.model_fields.values():
        assert not {list, dict, set} & set(_leaves(field.annotation))


def test_our_agents_package_is_the_one_imported() -> None:
    assert Path(str(agents.__file__)).parent == ROOT / "agents"


def test_two_runs_differ_only_in_their_timestamp() -> None:
    first, second = (run_assessment(CLINIC) for _ in range(2))
    hide = {"meta": {"generated_at"}, "trace": {"__all__": {"duration_s"}}}
    assert first.model_dump_json(exclude=hide) == second.model_dump_json(exclude=hide)


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from sextant.running import RunOptions
from sextant.service import run_assessment
def progress(step):
    if step == {step!r}:
        os.kill(os.getpid(), signal.SIGKILL)
how = RunOptions(progress=progress, checkpoint=Path({checkpoint!r}))
run_assessment(Path({profile!r}), how=how)
"""


@pytest.mark.parametrize("step", ["asset_mapping", "risk_scoring", "recommendations"])
def test_a_run_killed_between_agents_goes_on_where_it_was(tmp_path: Path, step: str) -> None:
    checkpoint = tmp_path / "run.sqlite"
    code = KILLED.format(root=str(ROOT), step=step, profile=str(CLINIC), checkpoint=str(checkpoint))
    killed = subprocess.run([sys.executable, "-c", code], env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    steps: list[str] = []
    resumed = run_assessment(CLINIC, how=RunOptions(progress=steps.append, checkpoint=checkpoint))
    names = [a.name for a in PIPELINE]
    told = [s for s in steps if not s.startswith("reading ")]  # less the single files
    assert told == ["reading", *names[names.index(step) :], "publishing"]
    hide = {"meta": {"generated_at"}, "trace": {"__all__": {"duration_s"}}}
    undisturbed = run_assessment(CLINIC)
    assert resumed.model_dump_json(exclude=hide) == undisturbed.model_dump_json(exclude=hide)
