"""A real model in a real window, on this machine's processor: SmolLM2 by llama.cpp."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.rulings import Field, Subject, quoted, schema_of
from sextant.errors import PromptTooLong, SextantError
from sextant.llm import Question
from sextant.llm.asking import LanguageModel
from sextant.llm.backend import Backend, Mode, Reply
from sextant.llm.fetching import local_path
from sextant.llm.fitting import ask_within
from sextant.llm.opening import open_model
from sextant.llm.options import ModelOptions
from sextant.llm.structured import parse
from sextant.tokens import Budget, Section
from sextant.tokens.room import room_for
from tests.agents.test_windows import assessed, blank, organizations

WINDOW = 2048
SCHEMA = {
    "type": "object",
    "properties": {"status": {"type": "string", "enum": ["implemented", "partial", "unknown"]}},
    "required": ["status"],
    "additionalProperties": False,
}
TEXTS = st.one_of(
    st.text(max_size=600),
    st.text("ABCDEFabcdef0123456789+/=", max_size=2000),
    st.sampled_from(
        [
            "Alle Sicherungen laufen täglich. ",
            "安全管理制度要求备份。",
            "🧭🔐👩‍💻 ",
            "10.0.0.1:443 ",
        ]
    ).map(lambda text: text * 40),
)


@pytest.fixture(scope="module")
def model() -> Iterator[LanguageModel]:
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("the local engine is not installed: pip install 'sextant-csf[local]'")
    if not local_path("smollm2").is_file():
        pytest.skip("the model is not here: sextant model fetch smollm2")
    with open_model(ModelOptions("gguf:smollm2", WINDOW, threads=1)) as opened:
        assert isinstance(opened, LanguageModel)
        yield opened


def test_the_server_enforces_the_window_that_was_asked_for(model: LanguageModel) -> None:
    long = Question("Judge.", ("word 12 " * 2000,), SCHEMA, max_answer_tokens=50)
    with pytest.raises(PromptTooLong) as refused:
        model._backend.complete(long, "json_schema", 60)  # past our own check
    assert refused.value.window == WINDOW and refused.value.prompt_tokens > WINDOW


def test_a_prompt_that_fills_the_window_is_answered_in_the_form_asked_for(
    model: LanguageModel,
) -> None:
    evidence = [Section(f"E{i}", f"Backup {i} runs every night at 2{i % 4}:15.") for i in range(99)]
    subject = [Section("S", "Are backups made?")]
    answer, prompt = ask_within(
        model, lambda b: b.fit("Judge.", SCHEMA, subjects=subject, evidence=evidence)
    )
    assert answer.parsed["status"] in ("implemented", "partial", "unknown")
    assert answer.prompt_tokens == prompt.tokens  # counted as the server counts
    assert prompt.left_out and WINDOW - 40 - prompt.tokens < 500
    again = model.ask(replace(prompt.question, seed=1))
    assert again.prompt_tokens == answer.prompt_tokens and again.seconds < 60


@pytest.mark.parametrize("seed", range(4))
def test_a_model_that_repeats_itself_comes_to_an_end_within_its_room(
    model: LanguageModel, seed: int
) -> None:
    field = quoted()
    schema = schema_of([Subject("backups", "kind", {}, (field, Field("answer", ("yes", "no"))))])
    log = "2023-01-01T00:00:00.000000-00:00:00 " * 30
    question = Question(
        "Copy the log.", (log, "Copy it as the quote:"), schema, "backups", room_for(schema), seed
    )
    reply = model._backend.complete(question, "json_schema", 120)
    assert reply.finish_reason == "stop" and reply.answer_tokens <= room_for(schema)
    said = parse(reply.text, schema)["backups"]
    assert len(said["quote"]) <= field.longest
    assert reply.text == json.dumps({"backups": said}, ensure_ascii=False, separators=(",", ":"))


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from([2048, 4096, 8192, 128_000]), st.lists(TEXTS, min_size=1, max_size=60))
def test_by_the_models_own_tokenizer_no_prompt_exceeds_its_window(
    model: LanguageModel, window: int, texts: list[str]
) -> None:
    evidence = [Section(f"E{i}", text, splittable=True) for i, text in enumerate(texts)]
    budget = Budget(window, counter=model.counter)
    subject = [Section("S", "Are backups made?")]
    prompt = budget.fit("Judge.", SCHEMA, subjects=subject, evidence=evidence)
    counted = model._backend.count(prompt.question, "json_schema")
    assert counted and counted + prompt.question.max_answer_tokens <= window
    named = (*prompt.shown, *prompt.condensed, *prompt.left_out)
    assert sorted(named) == sorted(s.id for s in (*subject, *evidence))


class Counted:
    """The server's own tokenizer, with answers that cost no time."""

    def __init__(self, server: Backend, window: int) -> None:
        self.server, self.window, self.asked = server, window, 0
        self.identity, self.modes = server.identity, server.modes

    def complete(self, question: Question, mode: Mode, timeout: float) -> Reply:
        tokens = self.server.count(question, mode)
        assert tokens and tokens + question.max_answer_tokens <= self.window
        self.asked += 1
        forms = question.json_schema["properties"].items()
        return Reply(json.dumps({name: blank(form) for name, form in forms}), tokens, 9)

    def count(self, question: Question, mode: Mode) -> int | None:
        return self.server.count(question, mode)

    def close(self) -> None:
        """The server is used again."""


@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(organizations(), st.sampled_from([2048, 4096, 8192, 128_000]))
def test_by_the_models_own_tokenizer_no_agents_request_exceeds_its_window(
    model: LanguageModel, organization: tuple[str, list[str]], window: int
) -> None:
    server = Counted(model._backend, window)
    assessment = assessed(organization, LanguageModel("counted", server, window), 2)
    if assessment is not None:
        assert server.asked and not assessment.meta.degraded


def test_what_is_no_model_is_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    wrong = tmp_path_factory.mktemp("models") / "wrong.gguf"
    with (
        pytest.raises(SextantError, match="no model file"),
        open_model(ModelOptions(f"gguf:{wrong}")),
    ):
        pass
    if importlib.util.find_spec("xllamacpp") is not None:
        wrong.write_bytes(b"not a model")
        with pytest.raises(SextantError, match="GGUF"), open_model(ModelOptions(f"gguf:{wrong}")):
            pass
