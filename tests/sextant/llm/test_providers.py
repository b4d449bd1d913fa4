"""Each provider's own client, as LangChain drives it, against a server that speaks its API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from sextant.errors import ModelUnavailable, PromptTooLong
from sextant.llm import Question
from sextant.llm.asking import LanguageModel, Patience
from sextant.llm.langchain import LangChainModel
from sextant.tokens.room import room_for, text_form
from tests.sextant.llm.provider_server import providing

FORM = {"type": "string", "enum": ["implemented", "partial", "unknown"]}
SCHEMA = {
    "type": "object",
    "properties": {"status": FORM, "quote": text_form(140)},
    "required": ["status"],
    "additionalProperties": False,
}
QUESTION = Question(
    "Judge.", ("Backups run daily.",), SCHEMA, max_answer_tokens=room_for(SCHEMA), seed=3
)
KEY = "sk-very-secret"
# The integration's package, a model, and the environment that leads its client to an address.
CLIENTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "openai": ("langchain_openai", "gpt-4o-mini",
               {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "{}/v1"}),
    "azure_openai": ("langchain_openai", "gpt-4o-mini",
                     {"AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": "{}",
                      "OPENAI_API_VERSION": "2024-10-21"}),
    "anthropic": ("langchain_anthropic", "claude-sonnet-4-5",
                  {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_API_URL": "{}"}),
    "mistralai": ("langchain_mistralai", "mistral-small-latest",
                  {"MISTRAL_API_KEY": KEY, "MISTRAL_BASE_URL": "{}/v1"}),
    "google_genai": ("langchain_google_genai", "gemini-2.5-flash",
                     {"GOOGLE_API_KEY": KEY, "GOOGLE_GEMINI_BASE_URL": "{}"}),
    "bedrock_converse": ("langchain_aws", "anthropic.claude-3-5-sonnet-20240620-v1:0",
                         {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": KEY,
                          "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": "{}"}),
}  # fmt: skip


def model(provider: str, address: str, monkeypatch: pytest.MonkeyPatch) -> LanguageModel:
    package, name, environment = CLIENTS[provider]
    pytest.importorskip(package, reason=f"the integration of {provider} is not installed")
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value.format(address))
    backend = LangChainModel(provider, name, 5)
    patience = Patience(timeout=5)
    window = backend.window or 4096
    return LanguageModel(provider, backend, window, patience=patience, sleep=lambda seconds: None)


def holds(sent: Mapping[str, Any], schema: str) -> bool:
    """Whether the request carries the schema somewhere, as JSON or as text."""
    text = json.dumps(sent).replace('\\"', '"')
    return schema in text


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("provider", CLIENTS)
def test_a_providers_client_asks_with_the_schema_and_its_answer_is_read(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providing() as (seen, address):
        answer = model(provider, address, monkeypatch).ask(QUESTION)
    assert answer.parsed == {"status": "partial"}
    assert (answer.prompt_tokens, answer.answer_tokens) == (30, 8)
    (sent,) = seen
    assert holds(sent, json.dumps(FORM["enum"])) and holds(sent, "Backups run daily.")
    assert holds(sent, str(QUESTION.max_answer_tokens)) and holds(sent, '"temperature": 0.0')
    if provider not in ("anthropic", "bedrock_converse"):
        assert holds(sent, 'seed": 3')


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_provider_that_takes_no_schema_is_asked_by_function(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unknown = {"type": "error", "error": {"type": "invalid_request_error",
               "message": "output_config.format: json_schema is not supported"}}  # fmt: skip
    with providing((400, unknown)) as (seen, address):
        answer = model("anthropic", address, monkeypatch).ask(QUESTION)
    assert answer.parsed == {"status": "partial"}
    assert "tools" not in seen[0] and seen[1]["tools"][0]["name"] == "answer"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_providers_refusals_are_understood_and_no_key_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = {"type": "error", "error": {"type": "invalid_request_error",
            "message": "prompt is too long: 900 tokens > 800 maximum"}}  # fmt: skip
    wrong = {"type": "error", "error": {"type": "authentication_error", "message": KEY}}
    with providing((400, long)) as (_, address), pytest.raises(PromptTooLong):
        model("anthropic", address, monkeypatch).ask(QUESTION)
    with providing((401, wrong)) as (_, address), pytest.raises(ModelUnavailable) as raised:
        model("anthropic", address, monkeypatch).ask(QUESTION)
    assert KEY not in str(raised.value)
