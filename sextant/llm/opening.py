"""From the user's options to a model that agents can ask, closed again when the run ends."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from sextant import settings
from sextant.errors import SextantError
from sextant.llm.asking import LanguageModel, Patience
from sextant.llm.backend import Backend
from sextant.llm.cache import AnswerCache
from sextant.llm.limits import Price, Spending
from sextant.llm.options import (
    DEFAULT_WINDOW,
    ModelOptions,
    ModelSpec,
    check,
    parse_spec,
)
from sextant.llm.protocol import JudgementModel

ALONE, REMOTE = 1, 4  # calls under way: one machine's processor takes one, a service more


@dataclass(frozen=True)
class _Opened:
    backend: Backend
    window: int
    at_once: int


@contextmanager
def open_model(options: ModelOptions | None) -> Iterator[JudgementModel | None]:
    """The model, ready to be asked; None for none. Closed on leaving.

    Raises SextantError for options that cannot be meant, a missing package, key or file.
    """
    if options is None or (spec := parse_spec(options.spec)).kind == "none":
        yield None
        return
    check(options)
    spending = Spending(_price(spec, options), options.max_tokens, options.max_cost)
    redacts = options.redact and spec.kind != "file"
    if options.dry_run:
        for model in _recording(spec, options, spending):
            yield _redacting(model) if redacts else model
        return
    cache = AnswerCache(options.cache) if options.cache else None
    opened = _open(spec, options)
    patience = Patience(timeout=options.timeout, at_once=opened.at_once)
    model = LanguageModel(
        options.spec, opened.backend, opened.window, spending, cache, patience,
        of_openai=_is_openai(spec),
    )  # fmt: skip
    try:
        yield _redacting(model) if redacts else model
    finally:
        model.close()


def _redacting(model: JudgementModel) -> JudgementModel:
    from sextant.llm.redacting import RedactingModel

    return RedactingModel(model)


def _recording(
    spec: ModelSpec, options: ModelOptions, spending: Spending
) -> Iterator[JudgementModel]:
    from sextant.llm.recording import RecordingModel

    window = _smaller(options.context_window, _known_window(spec, options))
    model = RecordingModel(options.spec, window, spending, options.record, _is_openai(spec))
    try:
        yield model
    finally:
        model.close()


def _is_openai(spec: ModelSpec) -> bool:
    """Whether the model's tokens are those of OpenAI's encodings."""
    from sextant.llm.langchain import providers

    known = providers().get(spec.place, {}) if spec.kind == "provider" else {}
    return known.get("tokens") == "openai"


def _known_window(spec: ModelSpec, options: ModelOptions) -> int | None:
    """What is known of a provider's model without asking anybody; None where nothing is."""
    if spec.kind != "provider":
        return None
    from sextant.llm.langchain import LangChainModel

    try:
        return LangChainModel(spec.place, spec.name, options.timeout).window
    except SextantError:
        return None  # no key or no integration: neither is needed for a dry run


def _price(spec: ModelSpec, options: ModelOptions) -> Price | None:
    from sextant.llm.pricing import list_price

    price = options.price or list_price(spec)
    if price is None and options.max_cost is not None:
        raise SextantError(
            f"--max-cost: the price of {options.spec} is not known; give --price PROMPT,ANSWER "
            "in US dollars for a million tokens, or use --max-tokens"
        )
    return price


def _open(spec: ModelSpec, options: ModelOptions) -> _Opened:
    wanted = options.context_window
    if spec.kind == "file":
        from sextant.llm.local import open_file

        server, window = open_file(spec.place, wanted, options.threads)
        return _Opened(server, window, ALONE)
    if spec.kind == "provider":
        from sextant.llm.langchain import LangChainModel

        model = LangChainModel(spec.place, spec.name, options.timeout)
        return _Opened(model, _smaller(wanted, model.window), REMOTE)
    return _open_address(spec, wanted)


def _open_address(spec: ModelSpec, wanted: int | None) -> _Opened:
    from sextant.llm.ollama import OllamaServer
    from sextant.llm.openai_api import OpenAIServer
    from sextant.llm.window import served_models, served_window

    address = spec.place if spec.kind == "address" else settings.ollama_address()
    key = settings.model_key()
    if key and not _may_carry_key(address):
        raise SextantError(
            f"--model: SEXTANT_MODEL_API_KEY is not sent over plain http to {address}; use https"
        )
    ollama = OllamaServer(address, spec.name, key)
    largest = ollama.largest_window() if spec.name else None
    if largest is not None or spec.kind == "ollama":
        ollama.window = min(wanted or DEFAULT_WINDOW, largest or wanted or DEFAULT_WINDOW)
        return _Opened(ollama, ollama.window, ALONE)
    ollama.close()
    server = OpenAIServer(address, spec.name, key)
    if not spec.name:
        server = OpenAIServer(address, _only_model(served_models(server), address), key)
    return _Opened(server, _smaller(wanted, served_window(server)), REMOTE)


def _only_model(names: tuple[str, ...], address: str) -> str:
    if len(names) == 1:
        return names[0]
    known = ", ".join(names[:10]) or "it lists none"
    raise SextantError(f"--model: say which model of {address}, as {address}#MODEL; {known}")


def _smaller(wanted: int | None, served: int | None) -> int:
    """What the user wants, within what the server says that it has."""
    return min(wanted or served or DEFAULT_WINDOW, served or wanted or DEFAULT_WINDOW)


def _may_carry_key(address: str) -> bool:
    """Https, or this machine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
