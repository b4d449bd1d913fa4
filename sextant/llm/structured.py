"""From a model's text to JSON of the schema that was asked for, mended where nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sextant.errors import AnswerInvalid
from sextant.llm.backend import Mode
from sextant.llm.protocol import Question

_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.S)
_THINKING = re.compile(r"<think>.*?</think>", re.S)
_DEEPEST = 64  # levels of nesting; a deeper answer is an attack on the parser


def asked_in_words(question: Question, mode: Mode) -> str:
    """What the system message must add in modes where the server is not given the schema."""
    if mode not in ("json", "text"):
        return ""
    return (
        "\n\nAnswer with one JSON object that satisfies this JSON Schema, and nothing else:\n"
        + question.schema_text
    )


def parse(text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON object in a model's answer. Raises AnswerInvalid with what is wrong with it.

    Mended are: text before and after the object, code fences, a model's thoughts. Never mended is
    an object that is cut off, and no value is changed.
    """
    parsed = _object(_THINKING.sub("", text))
    _check(parsed, schema)
    return parsed


def _object(text: str) -> dict[str, Any]:
    if not text.strip():
        raise AnswerInvalid("the answer is empty")
    if _depth(text) > _DEEPEST:
        raise AnswerInvalid("the answer is nested too deeply")
    for candidate in (text, *_FENCE.findall(text), *_embedded(text)):
        try:
            parsed = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        if isinstance(parsed, dict):
            return parsed
    raise AnswerInvalid("the answer holds no complete JSON object")


def _embedded(text: str) -> list[str]:
    """From the first brace to the last."""
    start, end = text.find("{"), text.rfind("}")
    return [text[start : end + 1]] if 0 <= start < end else []


def _depth(text: str) -> int:
    """The greatest number of brackets open at once; those inside strings count too, to be safe."""
    depth = most = 0
    for match in re.finditer(r"[{}\[\]]", text):
        depth += 1 if match.group() in "{[" else -1
        most = max(most, depth)
    return most


def _check(parsed: dict[str, Any], schema: Mapping[str, Any]) -> None:
    """The form alone. How long a text may be bounds the room where a server enforces it; whether a
    longer one is of use is for whoever asked."""
    fault = next(_validator()(dict(schema)).iter_errors(parsed), None)
    if fault is not None:
        where = "/".join(str(p) for p in fault.absolute_path)
        message = f"the answer is not of its schema at {where!r}: {fault.validator}"
        raise AnswerInvalid(message, parsed)


@lru_cache(maxsize=1)
def _validator() -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    return extend(Draft202012Validator, {"maxLength": _taken, "pattern": _taken})  # type: ignore[no-untyped-call]


def _taken(*given: object) -> tuple[()]:
    """No fault."""
    return ()
