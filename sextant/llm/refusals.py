"""What a server's refusal means: too long, not this way, not now, or not at all."""

from __future__ import annotations

import json
import re
from typing import Any

from sextant.errors import ModelError, ModelUnavailable, PromptTooLong
from sextant.llm.backend import ModeRefused, Passing

LONGEST_WAIT = 60.0  # seconds that a server may ask us to wait
_TOO_LONG = re.compile(
    r"exceed_context_size|context_length_exceeded|context (?:length|window|size)|"
    r"prompt is too long|too many (?:input )?tokens|input token count|"
    r"maximum (?:number of )?tokens|input length",
    re.I,
)
# How servers word the two numbers, prompt and window.
_NUMBERS = (
    re.compile(r"request \((?P<prompt>\d+) tokens\) exceeds .*?\((?P<window>\d+) tokens\)"),
    re.compile(
        r"maximum context length is (?P<window>\d+).*?(?:\(|resulted in |has )(?P<prompt>\d+)"
    ),
    re.compile(r"(?P<prompt>\d+) tokens > (?P<window>\d+)"),
    re.compile(r"token count \((?P<prompt>\d+)\) exceeds .*?\((?P<window>\d+)\)"),
    re.compile(r"maximum context length is (?P<window>\d+)(?P<prompt>)"),
)
_MODE = re.compile(r"response_format|json_schema|tool|function|grammar|schema", re.I)


def refusal(status: int, body: str, retry_after: str = "") -> ModelError:
    """The error that an HTTP status and body mean. The body is not repeated: it may hold a key."""
    if status == 413 or (400 <= status < 500 and _TOO_LONG.search(body)):
        return too_long(body)
    if status in (408, 409, 425, 429) or status >= 500:
        if status in (500, 501) and _MODE.search(body):
            return ModeRefused(f"the server answered {status} to this form of structured output")
        return Passing(f"the server answered {status}", _seconds(retry_after))
    if status in (400, 404, 405, 415, 422) and _MODE.search(body):
        return ModeRefused(f"the server answered {status} to this form of structured output")
    if status in (401, 403):
        return ModelUnavailable(f"the server answered {status}: is the key right?")
    if status == 404:
        return ModelUnavailable("the server answered 404: is the model's name right?")
    return ModelUnavailable(f"the server answered {status}")


def too_long(text: str) -> PromptTooLong:
    """PromptTooLong with the numbers that the server gave; 0 for one that it did not give."""
    prompt, window = _fields(text)
    for pattern in () if window else _NUMBERS:
        if found := pattern.search(text):
            prompt, window = int(found["prompt"] or 0), int(found["window"])
            break
    return PromptTooLong(prompt, window, "the server says that the prompt is too long")


def is_too_long(text: str) -> bool:
    return bool(_TOO_LONG.search(text))


def _fields(text: str) -> tuple[int, int]:
    """llama.cpp's own fields, where the body has them."""
    try:
        error: Any = json.loads(text)["error"]
        return int(error["n_prompt_tokens"]), int(error["n_ctx"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0, 0


def _seconds(retry_after: str) -> float:
    return min(LONGEST_WAIT, float(retry_after)) if retry_after.isdecimal() else 0.0
