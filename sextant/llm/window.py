"""The context window of a server: what it says about itself."""

from __future__ import annotations

from typing import Any

from sextant.llm.openai_api import OpenAIServer


def served_window(server: OpenAIServer) -> int | None:
    """Tokens, by llama.cpp's `/props` or by `/v1/models`; None when the server does not say.

    vLLM calls it `max_model_len`, LM Studio `loaded_context_length` or `max_context_length`.
    """
    props = _at(server.get("/props"), "default_generation_settings", "n_ctx")
    return props or _listed(server.get("/v1/models"), server.model)


def served_models(server: OpenAIServer) -> tuple[str, ...]:
    """The names of the models that the server lists."""
    return tuple(str(m["id"]) for m in _entries(server.get("/v1/models")) if m.get("id"))


def _listed(document: Any, name: str) -> int | None:
    entries = _entries(document)
    own = [m for m in entries if m.get("id") == name] or entries[:1]
    for entry in own:
        for path in (
            ("meta", "n_ctx"),
            ("max_model_len",),
            ("loaded_context_length",),
            ("max_context_length",),
            ("context_length",),
        ):
            if window := _at(entry, *path):
                return window
    return None


def _entries(document: Any) -> list[dict[str, Any]]:
    listed = document.get("data") if isinstance(document, dict) else None
    return [m for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []


def _at(document: Any, *path: str) -> int | None:
    for key in path:
        document = document.get(key) if isinstance(document, dict) else None
    return document if isinstance(document, int) and document > 0 else None
