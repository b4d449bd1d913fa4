"""A model behind a server that misbehaves: a checked answer, or an error that says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sextant.errors import (
    AnswerInvalid,
    AnswerTruncated,
    LimitReached,
    ModelError,
    ModelTimeout,
    ModelUnavailable,
    PromptTooLong,
)
from sextant.llm import Question
from sextant.llm.asking import LanguageModel, Patience
from sextant.llm.cache import AnswerCache
from sextant.llm.fitting import ask_within
from sextant.llm.limits import Price, Spending
from sextant.llm.openai_api import OpenAIServer
from sextant.tokens import Section
from tests.sextant.llm.misbehaving_server import GOOD, serving

SCHEMA = {
    "type": "object",
    "properties": {"status": {"enum": ["implemented", "partial", "unknown"]}},
    "required": ["status"],
    "additionalProperties": False,
}
QUESTION = Question("Judge.", ("Backups run daily.",), SCHEMA, max_answer_tokens=50)


def model(address: str, window: int = 4096, **settings: Any) -> LanguageModel:
    patience = settings.pop("patience", Patience(timeout=5))
    backend = OpenAIServer(address, "fake", settings.pop("key", ""))
    sleep = settings.pop("sleep", lambda seconds: None)
    return LanguageModel("fake", backend, window, patience=patience, sleep=sleep, **settings)


def always(name: str) -> Callable[[dict[str, Any], int], str]:
    return lambda body, number: name


def test_a_good_answer_is_parsed_with_what_it_took() -> None:
    with serving(always(GOOD)) as (server, address):
        answer = model(address).ask(QUESTION)
    assert answer.parsed == {"status": "partial"} and not answer.cached
    assert answer.answer_tokens == 12 and answer.prompt_tokens > 5
    body = server.requests[0]
    assert body["temperature"] == 0 and body["seed"] == 0 and body["max_tokens"] == 50
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize("trouble", ["too_many", "broken", "hangup"])
def test_what_may_pass_is_tried_again(trouble: str) -> None:
    waits: list[float] = []
    with serving(lambda body, number: trouble if number < 3 else GOOD) as (server, address):
        assert model(address, sleep=waits.append).ask(QUESTION).parsed == {"status": "partial"}
    assert len(server.requests) == 3
    assert waits == ([1.0, 1.0] if trouble == "too_many" else [0.5, 1.0])


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ("too_many", ModelUnavailable),
        ("broken", ModelUnavailable),
        ("hangup", ModelUnavailable),
        ("unknown_key", ModelUnavailable),
        ("slow", ModelTimeout),
        ("drip", ModelTimeout),
        ("half", AnswerTruncated),
        ("cut", AnswerInvalid),
        ("large", AnswerInvalid),
        ("deep", AnswerInvalid),
        ("nothing", AnswerInvalid),
        ("", AnswerInvalid),
        ("In my opinion this is partial.", AnswerInvalid),
        ('{"status": "excellent"}', AnswerInvalid),
        ('{"status": "partial", "note": 1}', AnswerInvalid),
        ('["partial"]', AnswerInvalid),
        ('{"status": NaN}', AnswerInvalid),
    ],
)
def test_each_misbehaviour_ends_in_a_typed_error(trouble: str, error: type[ModelError]) -> None:
    with serving(always(trouble)) as (_, address), pytest.raises(error) as raised:
        model(address, key="sk-very-secret", patience=Patience(timeout=0.7)).ask(QUESTION)
    assert "sk-very-secret" not in str(raised.value)


def test_prose_around_the_object_is_mended_and_no_value_is_changed() -> None:
    text = 'Sure!\n```json\n{"status": "partial"}\n```\nHope this helps.'
    with serving(always(text)) as (_, address):
        assert model(address).ask(QUESTION).parsed == {"status": "partial"}


def test_the_form_of_structured_output_is_found_out_once_and_remembered() -> None:
    def script(body: dict[str, Any], number: int) -> str:
        form = body.get("response_format", {}).get("type")
        return GOOD if form == "json_object" else "no_schema"

    with serving(script) as (server, address):
        asked = model(address)
        asked.ask(QUESTION)
        asked.ask(Question("Judge.", ("Another.",), SCHEMA, max_answer_tokens=50))
    assert len(server.requests) == 4  # two refusals, then one request for each question
    assert "JSON Schema" in server.requests[-1]["messages"][0]["content"]


def test_the_form_that_a_model_takes_is_remembered_by_the_next_run(tmp_path: Path) -> None:
    takes = "json_object"

    def script(body: dict[str, Any], number: int) -> str:
        return GOOD if body.get("response_format", {}).get("type") == takes else "no_schema"

    with serving(script) as (server, address):
        for text, requests in (("One.", 3), ("Two.", 4)):  # two refusals in the first run only
            asked = model(address, cache=AnswerCache(tmp_path / "answers.sqlite"))
            asked.ask(Question("Judge.", (text,), SCHEMA, max_answer_tokens=50))
            asked.close()
            assert len(server.requests) == requests
        takes = "json_schema"  # the server has learnt: what was remembered is no trap
        asked = model(address, cache=AnswerCache(tmp_path / "answers.sqlite"))
        asked.ask(Question("Judge.", ("Three.",), SCHEMA, max_answer_tokens=50))
        asked.close()
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "door", [("/v1/chat/completions/input_tokens", "input_tokens"), ("/tokenize", "count")]
)
def test_a_servers_own_count_is_taken_where_it_has_one(door: tuple[str, str]) -> None:
    with serving(always(GOOD)) as (server, address):
        server.counts_at = door
        asked = model(address)
        answer = asked.ask(QUESTION)
        assert asked.counter.count_question(QUESTION) == answer.prompt_tokens


def test_a_prompt_that_does_not_fit_is_never_sent() -> None:
    long = Question("Judge.", ("word " * 5000,), SCHEMA, max_answer_tokens=50)
    with serving(always(GOOD)) as (server, address), pytest.raises(PromptTooLong):
        model(address).ask(long)
    assert not server.requests


@pytest.mark.parametrize("window", [2048, 3000])
def test_a_smaller_window_than_said_is_learnt_and_the_prompt_made_shorter(window: int) -> None:
    evidence = [Section(f"E{i}", f"Backup {i} is kept off site. " * 5) for i in range(200)]
    subject = [Section("S", "Are backups kept off site?")]
    with serving(always(GOOD), window=window, says=8192) as (server, address):
        asked = model(address, window=8192)
        answer, prompt = ask_within(
            asked, lambda b: b.fit("Judge.", SCHEMA, subjects=subject, evidence=evidence)
        )
        assert asked.window == window and answer.parsed
        assert server.refused_for_length == 1
        assert len(prompt.shown) > 5 and prompt.left_out
        ask_within(asked, lambda b: b.fit("Now.", SCHEMA, subjects=subject, evidence=evidence))
        assert server.refused_for_length == 1


def test_a_server_that_refuses_without_numbers_is_sent_less_until_it_takes_it() -> None:
    evidence = [Section(f"E{i}", f"Backup {i} is kept off site. " * 5) for i in range(200)]
    subject = [Section("S", "Are backups kept off site?")]
    with serving(always(GOOD), window=3000) as (server, address):
        server.mute = True
        asked = model(address, window=6000)
        answer, _ = ask_within(
            asked, lambda b: b.fit("Judge.", SCHEMA, subjects=subject, evidence=evidence)
        )
    assert answer.parsed and 1 <= server.refused_for_length <= 4
    assert 2048 < asked.window < 6000


def test_usage_that_cannot_be_true_is_not_believed() -> None:
    with serving(always("overcounting")) as (_, address):
        asked = model(address, spending=Spending(max_tokens=1000))
        answer = asked.ask(QUESTION)
        assert answer.prompt_tokens < 200 and 0 < answer.answer_tokens <= 50
        assert asked.counter.factor < 1.5 and asked.spending.tokens < 300


def test_the_same_question_is_asked_once_also_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    with serving(always(GOOD)) as (server, address):
        first = model(address, cache=AnswerCache(path), key="sk-very-secret")
        assert not first.ask(QUESTION).cached
        first.close()
        second = model(address, cache=AnswerCache(path))
        answer = second.ask(QUESTION)
        second.close()
    assert answer.cached and answer.cost_usd == 0 and len(server.requests) == 1
    assert server.keys == ["Bearer sk-very-secret"]
    assert b"sk-very-secret" not in path.read_bytes()
    assert b"Backups run daily" in path.read_bytes()  # it is the audit trail too


def test_nothing_is_sent_past_the_limits_of_tokens_and_cost() -> None:
    with serving(always(GOOD)) as (server, address):
        for limits in (
            Spending(max_tokens=60),
            Spending(Price(10, 10), max_cost=0.0001),
        ):
            with pytest.raises(LimitReached):
                model(address, spending=limits).ask(QUESTION)
        assert not server.requests
        asked = model(address, spending=Spending(Price(1, 2), max_cost=1))
        assert asked.ask(QUESTION).cost_usd == pytest.approx(asked.spending.cost_usd)


def test_a_server_that_is_gone_is_given_up_after_a_few_questions() -> None:
    with serving(always("broken")) as (server, address):
        asked = model(address)
        for number in range(6):
            with pytest.raises(ModelUnavailable):
                asked.ask(Question("Judge.", (str(number),), SCHEMA))
        assert len(server.requests) == 3 * 4


def test_lone_surrogates_and_control_characters_can_be_sent() -> None:
    with serving(always(GOOD)) as (server, address):
        model(address).ask(Question("Judge.", ("a\ud800b\x00c🧭",), SCHEMA, max_answer_tokens=50))
    assert server.requests[0]["messages"][1]["content"] == "a?b\x00c🧭"
