"""The room for an answer: the longest one that its schema allows, so that none runs out of room."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

Schema = Mapping[str, Any]

# Which characters a text may have, as a class of a regular expression, and the most bytes of one.
# No quotation mark, backslash or control character: what would be written as an escape is long.
WORDS = r"[ !#-\[\]-~\u00a0-\u07ff]"  # European languages, Arabic, Hebrew
ANY_SCRIPT = r"[ !#-\[\]-~\u00a0-\ud7ff\ue000-\uffff]"
_BYTES = {WORDS: 2, ANY_SCRIPT: 3}
_ESCAPED = 12  # bytes: a character outside the basic plane, written as two escapes
_INDENT = 4  # spaces a level, when a model lays its answer out in lines
_END = 8  # tokens: the end of the answer, and what a template puts around it


class Unbounded(ValueError):  # noqa: N818 - names the fault of a schema
    """A schema that allows answers of any length: no room is enough for it."""


def text_form(longest: int, characters: str = ANY_SCRIPT) -> dict[str, Any]:
    """The JSON Schema of a text of at most `longest` of these characters."""
    return {
        "type": "string", "maxLength": longest, "pattern": f"^{characters}{{0,{longest}}}$",
    }  # fmt: skip


def room_for(schema: Schema) -> int:
    """Tokens that any answer of this schema fits into, by whatever tokenizer.

    A token stands for at least one byte, so that the bytes of the longest answer, laid out in
    lines, are enough. Raises Unbounded where something in the schema has no bound.
    """
    return _longest(schema, 0) + _END


def _longest(schema: Schema, depth: int) -> int:
    """Bytes of the longest value, with the white space inside it."""
    if "const" in schema:
        return _written(schema["const"])
    if "enum" in schema:
        return max(map(_written, schema["enum"]), default=2)
    kind = schema.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise Unbounded(f"a value of type {kind!r} has no bound")
    return _KINDS[kind](schema, depth)


def _text(schema: Schema, depth: int) -> int:
    if "maxLength" not in schema:
        raise Unbounded("a text without maxLength has no bound")
    pattern = str(schema.get("pattern", ""))
    each = next((n for c, n in _BYTES.items() if pattern.startswith(f"^{c}{{")), _ESCAPED)
    return 2 + each * int(schema["maxLength"])


def _number(schema: Schema, depth: int) -> int:
    if "minimum" not in schema or "maximum" not in schema:
        raise Unbounded("a number without minimum and maximum has no bound")
    return max(_written(int(schema["minimum"])), _written(int(schema["maximum"])))


def _list(schema: Schema, depth: int) -> int:
    if "maxItems" not in schema or "items" not in schema:
        raise Unbounded("a list without items and maxItems has no bound")
    item = _line(depth + 1) + _longest(schema["items"], depth + 1) + 1
    return 2 + int(schema["maxItems"]) * item + _line(depth)


def _object(schema: Schema, depth: int) -> int:
    if schema.get("additionalProperties", True) is not False:
        raise Unbounded("an object that may have further properties has no bound")
    parts = schema.get("properties", {})
    inner = sum(
        _line(depth + 1) + _written(name) + 3 + _longest(part, depth + 1)
        for name, part in parts.items()
    )
    return 2 + inner + _line(depth)


def _line(depth: int) -> int:
    return 1 + _INDENT * depth


def _written(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=True).encode())


_KINDS: Mapping[str, Callable[[Schema, int], int]] = {
    "string": _text, "integer": _number, "array": _list, "object": _object,
    "boolean": lambda schema, depth: 5, "null": lambda schema, depth: 4,
}  # fmt: skip
