"""Any server with an OpenAI-compatible API: vLLM, llama.cpp, LM Studio, Ollama and others.

Spoken directly rather than through a client library: an answer's size and total time are bounded
while it arrives, and an error's body, which has the numbers of a prompt too long, is kept.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import httpx

from sextant.errors import AnswerInvalid, ModelTimeout, ModelUnavailable
from sextant.llm.backend import MODES, Mode, Passing, Reply
from sextant.llm.protocol import Question
from sextant.llm.refusals import refusal
from sextant.llm.structured import asked_in_words

LARGEST = 2_000_000  # bytes of an answer; what is larger is not an answer to us
# Where servers count a chat's tokens, and in which field: llama.cpp, vLLM.
_COUNTERS: tuple[tuple[str, str], ...] = (
    ("/v1/chat/completions/input_tokens", "input_tokens"), ("/tokenize", "count"),
)  # fmt: skip
QUICK = 10.0  # seconds for questions about the server itself


class OpenAIServer:
    """One model at one address. `key` is sent as bearer token and kept nowhere else."""

    def __init__(self, address: str, model: str, key: str = "", identity: str = "") -> None:
        base = address.rstrip("/")
        self._base = base if base.endswith("/v1") else f"{base}/v1"
        self._root = self._base.removesuffix("/v1")
        self.model = model
        self.identity = identity or f"{self._base}#{model}"
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, follow_redirects=False, trust_env=True)
        self._counters = _COUNTERS  # those that the server may have; none once it has shown that

    @property
    def modes(self) -> tuple[Mode, ...]:
        return MODES

    def complete(self, question: Question, mode: Mode, timeout: float) -> Reply:
        body = self._messages(question, mode) | {
            "model": self.model,
            "temperature": 0,
            "seed": question.seed,
            "max_tokens": question.max_answer_tokens,
            "stream": False,
        }
        status, text, headers = self._post(f"{self._base}/chat/completions", body, timeout)
        if status != 200:
            raise refusal(status, text, headers.get("retry-after", ""))
        return _reply(text)

    def count(self, question: Question, mode: Mode) -> int | None:
        """By the server's own count of a chat, where it has one: llama.cpp's or vLLM's."""
        body = self._messages(question, mode) | {"model": self.model}
        for door in tuple(self._counters):
            if counted := self._counted(door, body):
                self._counters = (door,)
                return counted
        self._counters = ()
        return None

    def _counted(self, door: tuple[str, str], body: Mapping[str, Any]) -> int:
        """Tokens by one door, a path and the field with the count; 0 where there is none."""
        path, field = door
        try:
            status, text, _ = self._post(f"{self._root}{path}", body, QUICK)
            return int(json.loads(text)[field]) if status == 200 else 0
        except (ModelUnavailable, AnswerInvalid, ValueError, KeyError, TypeError, RecursionError):
            return 0

    def get(self, path: str) -> Any:
        """A JSON document about the server, from its root; None when there is none."""
        try:
            status, text, _ = self._exchange("GET", f"{self._root}{path}", None, QUICK)
            return json.loads(text) if status == 200 else None
        except (ModelUnavailable, AnswerInvalid, ValueError, RecursionError):
            return None

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The same by POST."""
        try:
            status, text, _ = self._post(f"{self._root}{path}", body, QUICK)
            return json.loads(text) if status == 200 else None
        except (ModelUnavailable, AnswerInvalid, ValueError, RecursionError):
            return None

    def close(self) -> None:
        self._client.close()

    def _messages(self, question: Question, mode: Mode) -> dict[str, Any]:
        system = question.system + asked_in_words(question, mode)
        messages = [{"role": "system", "content": system}] if system else []
        messages.append({"role": "user", "content": question.user})
        return {"messages": messages, **self._form(question, mode)}

    def _form(self, question: Question, mode: Mode) -> dict[str, Any]:
        """The request's fields that hold the answer to its schema."""
        schema = dict(question.json_schema)
        if mode == "json_schema":
            form = {"name": question.schema_name, "schema": schema, "strict": True}
            return {"response_format": {"type": "json_schema", "json_schema": form}}
        if mode == "function":
            function = {"name": question.schema_name, "parameters": schema}
            choice = {"type": "function", "function": {"name": question.schema_name}}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
        return {"response_format": {"type": "json_object"}} if mode == "json" else {}

    def _post(
        self, address: str, body: Mapping[str, Any], timeout: float
    ) -> tuple[int, str, Mapping[str, str]]:
        # Lone surrogates cannot be sent: they become a question mark, one for one.
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return self._exchange("POST", address, content, timeout)

    def _exchange(
        self, method: str, address: str, content: bytes | None, timeout: float
    ) -> tuple[int, str, Mapping[str, str]]:
        """Status, body and headers, within `timeout` seconds in all and LARGEST bytes."""
        ends = time.monotonic() + timeout
        headers = {"Content-Type": "application/json"} if content else {}
        try:
            with self._client.stream(
                method, address, content=content, headers=headers, timeout=timeout
            ) as response:
                received = _received(response, ends)
        except httpx.TimeoutException as exc:
            raise ModelTimeout(f"no answer within {timeout:g} seconds") from exc
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as exc:
            raise Passing(f"no connection ({type(exc).__name__})") from exc
        return response.status_code, received.decode("utf-8", "replace"), response.headers


def _received(response: httpx.Response, ends: float) -> bytes:
    received = bytearray()
    for chunk in response.iter_bytes():
        received += chunk
        if len(received) > LARGEST:
            raise AnswerInvalid(f"the answer is larger than {LARGEST // 1_000_000} MB")
        if time.monotonic() > ends:
            raise ModelTimeout("the answer was not complete in time")
    return bytes(received)


def _reply(text: str) -> Reply:
    """The first choice. Raises AnswerInvalid for anything that is not a chat completion."""
    try:
        document = json.loads(text)
        choice = document["choices"][0]
        message = choice["message"]
        calls = message.get("tool_calls") or []
        content = calls[0]["function"]["arguments"] if calls else message.get("content")
        usage = document.get("usage") or {}
        return Reply(
            text=str(content or ""),
            prompt_tokens=_tokens(usage, "prompt_tokens"),
            answer_tokens=_tokens(usage, "completion_tokens"),
            finish_reason=str(choice.get("finish_reason") or "stop"),
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as exc:
        raise AnswerInvalid("the server's answer is not a chat completion") from exc


def _tokens(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and value > 0 else 0
