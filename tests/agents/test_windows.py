"""Whatever the profile and the evidence are, no request of any agent exceeds the window."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sextant.assessment import Assessment
from sextant.errors import InputError
from sextant.llm.extent import Extent
from sextant.llm.protocol import Answer, Question
from sextant.running import RunOptions
from sextant.service import run_assessment
from sextant.tokens import EstimatingCounter
from tests.sextant.llm.misbehaving_server import encoding

AROUND = 5  # tokens of a chat template around each message, and before the answer
WINDOWS = st.sampled_from([2048, 4096, 8192, 128_000])
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])
SENTENCES = st.sampled_from(
    [
        "Backups are made every night and nobody ever restored one. ",
        "Alle Sicherungen laufen täglich, geprüft hat sie niemand. ",
        "安全管理制度要求每天备份，但没有人测试过恢复。",
        "Резервные копии делаются каждую ночь. ",
        "نأخذ نسخا احتياطية كل ليلة. ",
        "🧭🔐👩‍💻 We bought 3 laptops from whoever was cheapest on the day. ",
        "10.0.0.1:443 TLSv1.0 CVE-2021-44228 9f86d081884c7d659a2feaa0c55ad015 ",
    ]
)
TEXTS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=300),
    st.text("ABCDEFabcdef0123456789+/=", min_size=1, max_size=6000),  # base64, without a space
    st.lists(SENTENCES, min_size=1, max_size=40).map("".join),
)


class Strict:
    """A model that answers in form and counts each request by a real tokenizer."""

    name = "strict"

    def __init__(self, window: int) -> None:
        self.window = window
        self.counter = EstimatingCounter()
        self.asked: list[int] = []

    def ask(self, question: Question) -> Answer:
        sent = (question.system, question.user, question.schema_text)
        tokens = sum(len(encoding().encode_ordinary(t)) + AROUND for t in sent)
        self.asked.append(tokens + question.max_answer_tokens)
        parsed = {name: blank(form) for name, form in question.json_schema["properties"].items()}
        return Answer(json.dumps(parsed), parsed, tokens, 9)


def blank(form: Mapping[str, Any]) -> Any:
    """An answer that says nothing, in this form."""
    if form["type"] == "array":
        return []
    choices = {n: f.get("enum", [""]) for n, f in form["properties"].items()}
    return {n: "cannot_tell" if "cannot_tell" in c else c[0] for n, c in choices.items()}


@st.composite
def organizations(draw: st.DrawFn) -> tuple[str, list[str]]:
    profile = {
        "organization": {
            "name": draw(st.text(LETTERS, min_size=1, max_size=80)),
            "sector": draw(st.sampled_from(["healthcare", "retail", "other"])),
            "employees": draw(st.integers(1, 5000)),
            "description": draw(TEXTS),
        },
        "assets": [
            {"name": f"{draw(st.text(LETTERS, min_size=1, max_size=60))} {n}", "type": "server"}
            for n in range(draw(st.integers(0, 6)))
        ],
        "practices": [
            {"topic": "backups", "statement": text} for text in draw(st.lists(TEXTS, max_size=2))
        ],
    }
    evidence = draw(st.lists(TEXTS, max_size=4))
    return yaml.safe_dump(profile, allow_unicode=True), evidence


def assessed(organization: tuple[str, list[str]], model: Any, together: int) -> Assessment | None:
    """None where the profile is refused: then nothing is asked."""
    profile, evidence = organization
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.yaml"
        path.write_text(profile, encoding="utf-8")
        files = []
        for number, text in enumerate(evidence):
            files.append(Path(folder) / f"notes-{number}.md")
            files[-1].write_text(text, encoding="utf-8")
        extent = Extent(calls_per_agent=3, together=together)
        try:
            return run_assessment(path, files, RunOptions(model=model, extent=extent))
        except InputError:
            return None


@settings(deadline=None, max_examples=15)
@given(organizations(), WINDOWS, st.sampled_from([1, 4]))
def test_no_request_of_any_agent_exceeds_the_window_and_nothing_is_lost_from_the_ledger(
    organization: tuple[str, list[str]], window: int, together: int
) -> None:
    model = Strict(window)
    assessment = assessed(organization, model, together)
    if assessment is None:
        return
    assert len(assessment.controls) == 106
    assert model.asked and max(model.asked) <= window
    calls = [c for part in assessment.trace for c in part.calls]
    for call in calls:
        assert call.prompt_tokens + call.room <= window
        placed = [*call.shown, *call.condensed, *call.left_out]
        assert len(placed) == len(set(placed))
        assert set(call.subjects) <= set(placed)
        if not call.failure:
            assert not set(call.subjects) & set(call.left_out)
    assert sum(not c.failure for c in calls) == len(model.asked)
