"""The ledger of a model's calls on the method page; without a model there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sextant.errors import ModelTimeout
from sextant.llm.extent import Extent
from sextant.llm.protocol import Question
from sextant.llm.scripted import ScriptedModel
from sextant.reports.html import render as html
from sextant.reports.markdown import render as markdown
from sextant.reports.view_ledger import ledger
from sextant.running import RunOptions
from sextant.service import run_assessment

CLINIC = Path(__file__).resolve().parents[3] / "examples" / "clinic" / "profile.yaml"
WORDS = "Somebody opens a bad attachment & the practice cannot see its charts."


def worded(question: Question) -> Any:
    """Words where words are asked for; nothing comes back otherwise."""
    properties = question.json_schema["properties"]
    if not all("text" in part["properties"] for part in properties.values()):
        return ModelTimeout("no answer in 30 s")
    return {subject: {"text": WORDS} for subject in properties}


def test_without_a_model_no_ledger_is_shown() -> None:
    assessment = run_assessment(CLINIC)
    assert not list(ledger(assessment))
    for render in (html, markdown):
        assert b"What the model was asked" not in bytes(str(render(assessment)), "utf-8")


@pytest.mark.parametrize("render", [html, markdown])
def test_each_call_is_shown_with_its_tokens_and_outcome(render: Any) -> None:
    model = ScriptedModel(worded)
    assessment = run_assessment(
        CLINIC, how=RunOptions(model=model, extent=Extent(calls_per_agent=1))
    )
    rows = list(ledger(assessment))
    assert len(rows) == sum(t.model_calls for t in assessment.trace) == 6
    rendered = render(assessment)
    text = rendered.decode() if isinstance(rendered, bytes) else str(rendered)
    assert "What the model was asked" in text
    assert "No answer: no answer in 30 s" in text
    assert "of 4,096" in text
    assert "1 accepted" in text
    assert "In the model" in text
