"""What the user says about the model: which one, its window, and what a run may spend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from sextant.errors import SextantError
from sextant.llm.limits import Price

Kind = Literal["none", "address", "file", "ollama", "provider"]
DEFAULT_WINDOW = 4096  # tokens, when neither the user nor the server says what it is
SMALLEST_WINDOW = 2048
_PREFIX = "openai-compatible:"


@dataclass(frozen=True)
class ModelSpec:
    """`--model` taken apart. `place` is an address, a path or a provider; `name` the model."""

    kind: Kind
    place: str = ""
    name: str = ""


@dataclass(frozen=True)
class ModelOptions:
    """Everything about the model that the user may set. Never holds a key.

    `timeout` is in seconds for one call; `max_tokens` and `max_cost` (US dollars) hold for a run.
    `cache`: the file for answers; None for none. `dry_run`: nothing is sent; what would be is
    written to the file `record`.
    """

    spec: str = "none"
    context_window: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    price: Price | None = None
    timeout: float = 300.0
    cache: Path | None = None
    dry_run: bool = False
    record: Path | None = None
    redact: bool = True
    threads: int | None = None  # of a local model


def parse_spec(text: str) -> ModelSpec:
    """`none`, `gguf:PATH`, an address with `#model`, or `provider:name`. Raises SextantError."""
    text = text.strip()
    if text in ("", "none"):
        return ModelSpec("none")
    if text.startswith(("http://", "https://", _PREFIX)):
        return _address(text.removeprefix(_PREFIX))
    kind, _, name = text.partition(":")
    if not name:
        raise SextantError(
            f"--model {text!r}: use none, gguf:PATH, http://ADDRESS/v1#MODEL, or PROVIDER:MODEL, "
            "for example openai:gpt-4o-mini (docs/models.md)"
        )
    if kind == "gguf":
        return ModelSpec("file", name)
    return ModelSpec("ollama" if kind == "ollama" else "provider", kind, name)


def _address(text: str) -> ModelSpec:
    address, _, name = text.partition("#")
    try:
        parts = urlsplit(address)
        fault = parts.scheme not in ("http", "https") or not parts.hostname
        secret = bool(parts.username or parts.password or parts.query)
    except ValueError:
        fault, secret = True, False
    if secret:
        raise SextantError(
            "--model: the address holds a user, password or query; a key belongs in the "
            "environment variable SEXTANT_MODEL_API_KEY"
        )
    if fault:
        raise SextantError(f"--model: {address!r} is not an http or https address")
    return ModelSpec("address", address, name)


def check(options: ModelOptions) -> None:
    """Raises SextantError for numbers that cannot be meant."""
    window = options.context_window
    if window is not None and window < SMALLEST_WINDOW:
        raise SextantError(f"--context-window {window}: at least {SMALLEST_WINDOW} tokens")
    for name, value in (
        ("--max-tokens", options.max_tokens),
        ("--max-cost", options.max_cost),
        ("--timeout", options.timeout),
    ):
        if value is not None and not 0 < value < float("inf"):
            raise SextantError(f"{name} {value}: must be more than 0")
