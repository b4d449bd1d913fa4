"""Fields of a user's YAML as the types that are asked for; every problem is kept, none is raised.

A `Block` reads one mapping. A field that is wrong reads as if it were not given, so that reading
goes on and all problems are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from sextant.errors import InputError, Problem
from sextant.profile_words import POINT_AND_THREE, nearest, nearest_value, number_meant
from sextant.yaml_source import (
    CONTROL,
    INVISIBLE,
    MAX_PROBLEMS,
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
    shown,
)

NAME_LENGTH = 200
TEXT_LENGTH = 20_000
_TRUE = frozenset({"true", "yes", "on", "y"})
_FALSE = frozenset({"false", "no", "off", "n"})
_WHOLE = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"[0-9]{1,15}(\.[0-9]{0,6})?([eE]\+?[0-9]{1,2})?")
Choice = TypeVar("Choice", bound=str)


@dataclass
class Reading:
    """What one reading of a file has found so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    unreported: int = 0

    def problem(
        self, at: Node, path: str, message: str, suggest: Callable[[], str] = lambda: ""
    ) -> None:
        """Keep one problem; beyond the first hundred only count it."""
        if len(self.problems) >= MAX_PROBLEMS:
            self.unreported += 1
            return
        self.problems.append(Problem(self.file, message, at.line, at.column, path, suggest()))

    def finish(self) -> None:
        """Raise InputError with every problem, in the order of the file, when there is any."""
        if self.problems:
            found = sorted(self.problems, key=lambda p: (p.line, p.column))
            if self.unreported:
                found.append(Problem(self.file, f"has {self.unreported:,} more problems"))
            raise InputError(found)


@dataclass(frozen=True)
class TextItem:
    """One text of a list, with its place."""

    text: str
    path: str
    node: ScalarNode


class Block:
    """One mapping: gives its fields by key, and afterwards refuses the keys nobody knows."""

    def __init__(self, reading: Reading, node: MappingNode, path: str = "") -> None:
        self.reading = reading
        self.node = node
        self.path = path

    def text(self, key: str, limit: int = NAME_LENGTH, *, lines: bool = False) -> str:
        """The text without outer white space; "" when not given. `lines`: may have several."""
        node = self._given(key)
        return "" if node is None else self._text(node, self._at(key), limit, lines)

    def choice(self, key: str, allowed: Sequence[Choice]) -> Choice | None:
        """One of the allowed words."""
        node = self._given(key)
        return None if node is None else self._choice(node, self._at(key), allowed)

    def choices(self, key: str, allowed: Sequence[Choice]) -> tuple[Choice, ...]:
        """A list of allowed words, each once."""
        items = self.texts(key)
        found = (self._choice(item.node, item.path, allowed) for item in items)
        return tuple(dict.fromkeys(f for f in found if f is not None))

    def flag(self, key: str) -> bool | None:
        text = self.text(key).lower()
        if not text:
            return None
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        near = nearest(text, ("true", "false"))
        self.problem(key, f"'{shown(text)}' must be true or false", near)
        return None

    def whole_number(self, key: str, highest: int) -> int | None:
        """A count written in digits."""
        text = self.text(key)
        if not text:
            return None
        if _WHOLE.fullmatch(text) and int(text) <= highest:
            return int(text)
        self._number_problem(key, text, highest, whole=True)
        return None

    def amount(self, key: str, highest: float) -> float | None:
        """An amount written in digits, with or without a decimal point."""
        text = self.text(key)
        if not text:
            return None
        ambiguous = POINT_AND_THREE.fullmatch(text)
        if _DECIMAL.fullmatch(text) and not ambiguous and float(text) <= highest:
            return float(text)
        self._number_problem(key, text, highest, whole=False)
        return None

    def texts(self, key: str, limit: int = NAME_LENGTH, *, lines: bool = False) -> list[TextItem]:
        """A list of texts."""
        node = self._given(key)
        if node is None:
            return []
        path = self._at(key)
        if isinstance(node, ScalarNode):
            example = f"[{shown(node.text)}]"
            self.reading.problem(node, path, f"must be a list; write {key}: {example}")
            return []
        if isinstance(node, MappingNode):
            self.reading.problem(node, path, "must be a list; begin each entry with '- '")
            return []
        return self._items(node, path, limit, lines)

    def block(self, key: str, example: str) -> Block | None:
        """The mapping under a key."""
        node = self._given(key)
        if node is None:
            return None
        if isinstance(node, MappingNode):
            return Block(self.reading, node, self._at(key))
        self.problem(key, f"must hold keys of its own; write {key}: {example}")
        return None

    def blocks(self, key: str, example: str) -> list[Block]:
        """A list of mappings."""
        node = self._given(key)
        if node is None:
            return []
        if not isinstance(node, ListNode):
            self.problem(key, f"must be a list; write each entry as '- {example}'")
            return []
        found = []
        for number, item in enumerate(node.items):
            path = f"{self._at(key)}[{number}]"
            if isinstance(item, MappingNode):
                found.append(Block(self.reading, item, path))
            else:
                self.reading.problem(item, path, f"must be written as {example}")
        return found

    def given(self, key: str) -> bool:
        """Whether there is something under the key, right or wrong."""
        return self._given(key) is not None

    def close(
        self,
        known: Sequence[str],
        required: Sequence[str] = (),
        elsewhere: Mapping[str, str] = MappingProxyType({}),
        meant: Callable[[str, Sequence[str]], str] = nearest,
    ) -> None:
        """Report unknown keys, each with the place or the key that was meant, and missing ones."""
        unknown = (key for key in self.node.entries if key not in known)
        suggested = {self._unknown(key, known, elsewhere, meant) for key in unknown}
        for key in required:
            if not self.given(key) and key not in suggested:
                self.reading.problem(self._place(key), self._at(key), "is required")

    def problem(self, key: str, message: str, suggestion: str = "") -> None:
        """A problem with the value of a key, or with the block when the key is not there."""
        self.reading.problem(self._place(key), self._at(key), message, lambda: suggestion)

    def _unknown(
        self,
        key: str,
        known: Sequence[str],
        elsewhere: Mapping[str, str],
        meant: Callable[[str, Sequence[str]], str],
    ) -> str:
        at, path = self.node.entries[key][0], self._at(shown(key))
        if key in elsewhere:
            self.reading.problem(at, path, elsewhere[key])
            return ""
        if self.reading.unreported:
            self.reading.unreported += 1
            return ""
        value = self.node.entries[key][1]
        if " " in key.strip() and isinstance(value, ScalarNode) and value.is_null:
            rest = "is no field; if it belongs to the text before the comma, put all in quotes"
            self.reading.problem(at, path, f"'{shown(key)}' {rest}")
            return ""
        near = meant(key, known)
        self.reading.problem(at, path, f"unknown key '{shown(key)}'", lambda: near)
        return near

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _place(self, key: str) -> Node:
        entry = self.node.entries.get(key)
        return entry[1] if entry else self.node

    def _given(self, key: str) -> Node | None:
        """The value, unless it is absent, null or empty."""
        entry = self.node.entries.get(key)
        if entry is None:
            return None
        node = entry[1]
        empty = isinstance(node, ScalarNode) and (node.is_null or not node.text.strip())
        return None if empty else node

    def _items(self, node: ListNode, path: str, limit: int, lines: bool) -> list[TextItem]:
        found = []
        for number, item in enumerate(node.items):
            at = f"{path}[{number}]"
            if isinstance(item, ScalarNode) and (item.is_null or not item.text.strip()):
                self.reading.problem(item, at, "is an empty entry; fill it in or delete it")
            elif text := self._text(item, at, limit, lines):
                found.append(TextItem(text, at, item))  # type: ignore[arg-type]  # text is scalar
        return found

    def _text(self, node: Node, path: str, limit: int, lines: bool) -> str:
        if not isinstance(node, ScalarNode):
            message = "must be text; put quotes around text that holds ': ' or begins with '['"
            self.reading.problem(node, path, message)
            return ""
        text = node.text.strip()
        if message := _text_problem(text, limit, lines):
            self.reading.problem(node, path, message)
            return ""
        self.reading.lines[path] = node.text_line
        return text

    def _choice(self, node: Node, path: str, allowed: Sequence[Choice]) -> Choice | None:
        text = self._text(node, path, NAME_LENGTH, lines=False)
        found = next((word for word in allowed if word == text), None)
        if found is None and text:
            message = f"'{shown(text)}' is not one of: {', '.join(allowed)}"
            self.reading.problem(node, path, message, lambda: nearest_value(text, allowed))
        return found

    def _number_problem(self, key: str, text: str, highest: float, *, whole: bool) -> None:
        kind = "a whole number" if whole else "a number"
        message = f"'{shown(text)}' must be {kind} in digits only, 0 to {highest:,.0f}"
        if POINT_AND_THREE.fullmatch(text):
            message += "; is the point a decimal point or does it mark thousands?"
        self.problem(key, message, number_meant(text, highest, whole=whole))


def _text_problem(text: str, limit: int, lines: bool) -> str:
    if len(text) > limit:
        return f"is {len(text):,} characters long; the limit is {limit:,}"
    bad = CONTROL.search(text) or re.search("\r", text)
    if not lines:
        bad = bad or INVISIBLE.search(text)
    if bad:
        return f"holds an invisible or control character U+{ord(bad.group()):04X}; delete it"
    if not lines and len(text.splitlines()) > 1:
        return "must be one line"
    return ""
