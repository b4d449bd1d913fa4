"""A profile that was handed over without its folder: watched, stopped, and gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.graph import PIPELINE
from sextant.records import AgentTrace
from sextant.running import RunOptions
from sextant.service import run_submission

PROFILE = b"organization: {name: Corner Shop, sector: retail}\n"


class StoppedError(Exception):
    """Somebody pressed the button."""


def test_each_agent_tells_what_it_found() -> None:
    seen: list[AgentTrace] = []
    run_submission(PROFILE, "profile.yaml", {}, how=RunOptions(found=seen.append))
    assert [t.agent for t in seen] == [a.name for a in PIPELINE]
    assert all(t.produced for t in seen)


def test_a_stopped_run_goes_on_after_its_last_finished_agent(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.sqlite"

    def until_risks(step: str) -> None:
        if step == "risk_scoring":
            raise StoppedError

    with pytest.raises(StoppedError):
        run_submission(
            PROFILE, "p.yaml", {}, how=RunOptions(progress=until_risks, checkpoint=checkpoint)
        )
    again: list[str] = []
    resumed = run_submission(
        PROFILE, "p.yaml", {}, how=RunOptions(progress=again.append, checkpoint=checkpoint)
    )
    assert again == ["reading", "risk_scoring", "recommendations", "publishing"]
    whole = run_submission(PROFILE, "p.yaml", {})
    assert resumed.risks == whole.risks and resumed.recommendations == whole.recommendations
