"""Choices for a run: which model if any, its window, and whether the result is kept."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from sextant import settings
from sextant.errors import SextantError
from sextant.llm.options import SMALLEST_WINDOW, ModelOptions, ModelSpec, check, parse_spec
from sextant.ui import shown, typed

NONE, OTHER = "No model", "A model that I name"
_ALONE = (
    "No AI model is used: everything happens on the machine that Sextant runs on, and nothing you "
    "type or upload is sent anywhere."
)


def ask() -> dict[str, object] | None:
    """The run's options; None, with what is wrong, while they cannot be used."""
    with st.expander("AI model, history"):
        keep = typed.ask(
            "keep", st.checkbox, "Keep the result in the history", True,
            help="Everybody who can open this Sextant sees what is in the history. Without it, "
            "only you see the result, for 30 days. Your uploads are never shown to others.",
        )  # fmt: skip
        spec, window = _model()
    return {"keep": bool(keep), "model": spec, "window": window} if _told(spec, window) else None


def ask_model() -> tuple[str, int | None] | None:
    """The model alone, and its window; None, with what is wrong, while it cannot be used."""
    if len(_offered()) == 1:
        return ("none", None) if _told("none", None) else None
    with st.expander("AI model"):
        spec, window = _model()
    return (spec, window) if _told(spec, window) else None


def _told(spec: str, window: int | None) -> bool:
    """Says what would leave the machine, or what is wrong with the choice."""
    try:
        told = leaves(parse_spec(spec))
        check(ModelOptions(spec=spec, context_window=window))
    except SextantError as exc:
        st.error(shown.literal(str(exc)))
        return False
    (st.warning if told != _ALONE and "sent to" in told else st.info)(shown.literal(told))
    return True


def _offered() -> list[str]:
    return [NONE, *settings.ui_models(), *([OTHER] if _free() else [])]


def _model() -> tuple[str, int | None]:
    """The model's name as `--model` takes it, and its window in tokens if one was given."""
    offered = _offered()
    if len(offered) == 1:
        return "none", None
    chosen = typed.ask("model", st.radio, "AI model", NONE, options=offered)
    if chosen == NONE:
        return "none", None
    spec = str(chosen)
    if chosen == OTHER:
        spec = typed.ask(
            "model.spec", st.text_input, "Which one", "", max_chars=300,
            placeholder="ollama:qwen3, gguf:/models/file.gguf, http://localhost:8080/v1#name",
        )  # fmt: skip
    window = typed.ask(
        "model.window", st.number_input, "Context window in tokens (empty: the server is asked)",
        min_value=SMALLEST_WINDOW, max_value=10_000_000, step=1024,
    )  # fmt: skip
    return spec or "none", int(window) if window else None


def _free() -> bool:
    """Whether a person may name any model: only where nobody but this machine's user comes in.

    Elsewhere a model's name would be an address that the server visits, or a file that it opens.
    """
    return not (
        settings.ui_password_hash() or settings.ui_user_header() or settings.ui_open_to_anyone()
    )


def leaves(spec: ModelSpec) -> str:
    """What would leave the machine, in words."""
    if spec.kind == "none":
        return _ALONE
    if spec.kind == "file":
        return "The model runs on the machine that Sextant runs on: nothing is sent anywhere."
    address = settings.ollama_address() if spec.kind == "ollama" else spec.place
    host = urlsplit(address).hostname if "://" in address else ""
    if host and _is_here(host):
        return f"The model is on this machine ({address}): nothing is sent anywhere else."
    return (
        f"What the profile says and passages of the evidence are sent to {host or spec.place}. "
        "Use it only if your client has agreed to that. Ratings stay explained by rules and quotes."
    )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
