"""Models of the providers that LangChain serves, by its `init_chat_model`. Imported on use only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sextant.errors import (
    AnswerTruncated,
    ModelError,
    ModelTimeout,
    ModelUnavailable,
    SextantError,
)
from sextant.llm.backend import MODES, Mode, ModeRefused, Passing, Reply
from sextant.llm.protocol import Question
from sextant.llm.refusals import is_too_long, refusal, too_long
from sextant.llm.structured import asked_in_words
from sextant.settings import any_is_set

_METHODS: Mapping[Mode, str] = {
    "json_schema": "json_schema",
    "function": "function_calling",
    "json": "json_mode",
}


@lru_cache(maxsize=1)
def providers() -> Mapping[str, Mapping[str, str]]:
    """What is known of each provider (providers.yaml)."""
    text = Path(__file__).with_name("providers.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return found


class LangChainModel:
    """One model of one provider. Its key is read by LangChain from the provider's own variable.

    Raises SextantError when the integration is not installed, or takes no such model.
    """

    def __init__(self, provider: str, name: str, timeout: float) -> None:
        self.identity = f"{provider}:{name}"
        self._provider = provider
        self._name = name
        self._timeout = timeout
        self._temperature: float | None = 0.0
        self._built: dict[tuple[int, int, float | None], Any] = {}
        self._client(256, 0)

    @property
    def modes(self) -> tuple[Mode, ...]:
        return MODES

    @property
    def window(self) -> int | None:
        """Tokens, by LangChain's profile of the model; None when it has none."""
        profile = getattr(self._client(256, 0), "profile", None) or {}
        window = profile.get("max_input_tokens")
        return window if isinstance(window, int) and window > 0 else None

    def count(self, question: Question, mode: Mode) -> int | None:
        """Providers count for a fee or not at all."""
        return None

    def complete(self, question: Question, mode: Mode, timeout: float) -> Reply:
        try:
            return self._complete(question, mode)
        except ModelError:
            raise
        except Exception as exc:  # noqa: BLE001 - each provider's client has errors of its own
            if self._temperature is not None and "temperature" in str(exc).lower():
                self._temperature = None  # some models take only their own
                return self.complete(question, mode, timeout)
            raise _meaning(exc, timeout) from None  # the client's text may hold a key

    def close(self) -> None:
        self._built.clear()

    def _complete(self, question: Question, mode: Mode) -> Reply:
        from langchain_core.messages import HumanMessage, SystemMessage

        system = question.system + asked_in_words(question, mode)
        messages = [SystemMessage(system), HumanMessage(question.user)]
        client = self._client(question.max_answer_tokens, question.seed)
        if mode == "text":
            return _reply(client.invoke(messages))
        try:
            schema = dict(question.json_schema) | {"title": question.schema_name}
            bound = client.with_structured_output(schema, method=_METHODS[mode], include_raw=True)
        except (ValueError, NotImplementedError, TypeError) as exc:
            raise ModeRefused(f"{self._provider} has no such structured output") from exc
        return _reply(bound.invoke(messages)["raw"])

    def _client(self, answer_tokens: int, seed: int) -> Any:
        key = (answer_tokens, seed, self._temperature)
        if key not in self._built:
            self._built[key] = self._build(answer_tokens, seed)
        return self._built[key]

    def _build(self, answer_tokens: int, seed: int) -> Any:
        from langchain.chat_models import init_chat_model

        known = providers().get(self._provider, {})
        settings: dict[str, Any] = {"max_tokens": answer_tokens, "timeout": self._timeout}
        settings["max_retries"] = 0  # retried by us, within the run's limits
        if self._temperature is not None:
            settings["temperature"] = self._temperature
        if "seed" in known:
            settings[known["seed"]] = seed
        keys = known.get("keys", "").split()
        if keys and not any_is_set(keys):
            raise SextantError(f"--model {self.identity}: set {' or '.join(keys)}")
        try:
            return init_chat_model(self._name, model_provider=self._provider, **settings)
        except ImportError as exc:
            extra = known.get("extra")
            install = f"sextant-csf[{extra}]" if extra else _package(exc)
            raise SextantError(f"--model {self.identity}: needs `pip install '{install}'`") from exc
        except Exception as exc:  # noqa: BLE001 - a missing key is an error of each client's own
            raise SextantError(
                f"--model {self.identity}: {_reason(exc)} ({type(exc).__name__}); "
                "docs/models.md says what each provider needs"
            ) from None


def _package(exc: ImportError) -> str:
    """The package that LangChain names in its message."""
    return str(exc).rpartition("pip install ")[2].strip("` .") or "the provider's integration"


def _reason(exc: Exception) -> str:
    text = str(exc)
    if "Unsupported provider" in text:
        return "LangChain knows no such provider"
    return "is its key set in the environment?"


def _meaning(exc: Exception, timeout: float) -> ModelError:
    """Our error for a client's. Its text is looked at and not repeated."""
    kind, text = type(exc).__name__, _body(exc) or str(exc)
    status = getattr(exc, "status_code", None) or getattr(exc, "code", None)
    if "LengthFinish" in kind:
        return AnswerTruncated("the answer's room was used up before its end")
    if "ContextOverflow" in kind or is_too_long(text):
        return too_long(text)
    if "Timeout" in kind:
        return ModelTimeout(f"no answer within {timeout:g} seconds")
    if isinstance(status, int) and 400 <= status < 600:
        return refusal(status, text, _retry_after(exc))
    if "Connect" in kind or isinstance(exc, OSError):
        return Passing(f"no connection ({kind})")
    return ModelUnavailable(f"the provider's client failed ({kind})")


def _body(exc: Exception) -> str:
    """The server's own words, which hold the numbers of a prompt too long; "" without any."""
    try:
        return str(getattr(getattr(exc, "response", None), "text", ""))
    except Exception:  # noqa: BLE001 - a body that cannot be read says nothing
        return ""


def _retry_after(exc: Exception) -> str:
    headers = getattr(getattr(exc, "response", None), "headers", None) or {}
    return str(headers.get("retry-after", ""))


def _reply(message: Any) -> Reply:
    usage = message.usage_metadata or {}
    about = message.response_metadata or {}
    calls = message.tool_calls
    return Reply(
        text=json.dumps(calls[0]["args"]) if calls else str(message.text),
        prompt_tokens=int(usage.get("input_tokens") or 0),
        answer_tokens=int(usage.get("output_tokens") or 0),
        finish_reason=str(about.get("finish_reason") or about.get("stop_reason") or "stop"),
    )
