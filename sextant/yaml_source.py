"""A user's YAML as plain text with positions: nothing is converted, nothing is constructed.

Scalars stay the characters that were written, so `NO` is a country, `2024-03-01` is text and no tag
can create an object. Anchors, aliases, tags and directives are refused, and size, depth and number
of values are limited, so that a hostile file costs no more than an honest one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from sextant.errors import InputError, Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 50_000
MAX_PROBLEMS = 100

# Characters that no profile has a use for.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
# Characters that hide or reorder what a person reads. A name cannot have them; free text, which is
# evidence, is read without them and reported. Joiners and direction marks are allowed.
INVISIBLE = re.compile("[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_OTHER_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich-text file"),
)
# What libyaml says, and what it means to someone who has never heard of a scanner.
_IN_WORDS = (
    ("mapping values are not allowed", "a second ': ' in one line; put quotes around the text"),
    ("cannot start any token", "a character that cannot begin a value here (a tab, '@' or '`'); "
     "indent with spaces, and put quotes around such text"),
    ("did not find expected key", "the indentation or a quote does not fit the lines above"),
    ("could not find expected ':'", "a line here has no ': ' after its key"),
    ("did not find expected '-' indicator", "the indentation does not fit the list above"),
    ("did not find expected ',' or ']'", "a list '[...]' is not closed, or a comma is missing"),
    ("did not find expected ',' or '}'", "a block '{...}' is not closed, or a comma is missing"),
    ("found unexpected end of stream", "a quote is opened and never closed"),
    ("did not find expected <document start>", "text that belongs to nothing above it"),
    ("anchor", "'&' and '*' mean something special in YAML; put quotes around the text"),
)  # fmt: skip
# libyaml's parser where PyYAML was built with it: ten times faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """Characters as written. `line` and `column` count from 1; `text_line` is where text begins."""

    text: str
    line: int
    column: int
    is_null: bool = False
    text_line: int = 0


@dataclass(frozen=True, slots=True)
class ListNode:
    items: list[Node]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    entries: dict[str, tuple[ScalarNode, Node]]
    line: int
    column: int


Node: TypeAlias = ScalarNode | ListNode | MappingNode


def shown(text: str, limit: int = 60) -> str:
    """User text made safe for one line of a terminal: cut, and unprintable characters spelt out."""
    cut = text if len(text) <= limit else text[: limit - 3] + "..."
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def parse(raw: bytes, name: str) -> MappingNode:
    """The top-level block of a YAML file. Raises InputError, with places, for anything else."""
    if len(raw) > MAX_BYTES:
        raise InputError([Problem(name, f"is larger than {MAX_BYTES // 1024} KiB")])
    text = _decoded(raw, name)
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as exc:
        builder.problems.append(_syntax_problem(exc, name))
    if builder.problems:
        raise InputError(builder.problems)
    if isinstance(builder.root, MappingNode):
        return builder.root
    empty = builder.root is None or getattr(builder.root, "is_null", False)
    what = "is empty" if empty else "must be blocks of 'key: value'"
    raise InputError([Problem(name, f"{what}; a profile begins with 'organization:'", 1, 1)])


def _decoded(raw: bytes, name: str) -> str:
    """The text of UTF-8 bytes without control characters. Raises InputError."""
    for magic, what in _OTHER_FORMATS:
        if raw.startswith(magic):
            raise InputError([Problem(name, f"is {what}, not a YAML text file")])
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in (*raw[:2], *raw[-2:]):
        message = "looks like UTF-16 or is no text file; save it as UTF-8 (without NUL characters)"
        raise InputError([Problem(name, message, 1, 1)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        before = raw[: exc.start].decode("utf-8-sig", "replace")
        message = f"byte 0x{raw[exc.start]:02X} is not UTF-8; save the file with encoding UTF-8"
        raise InputError([_at(name, message, before)]) from None
    if bad := CONTROL.search(text):
        code = f"U+{ord(bad.group()):04X}"
        message = f"control character {code}; delete it"
        raise InputError([_at(name, message, text[: bad.start()])])
    if bad := _DIRECTIVE.search(text):
        message = "a line cannot begin with '%' (YAML directives are not allowed)"
        raise InputError([_at(name, message, text[: bad.start()])])
    return text


def _at(name: str, message: str, before: str) -> Problem:
    line = before.count("\n") + 1
    return Problem(name, message, line, len(before) - before.rfind("\n"))


def _syntax_problem(exc: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(exc, "problem_mark", None) or getattr(exc, "context_mark", None)
    said = str(getattr(exc, "problem", None) or getattr(exc, "reason", None) or exc)
    words = next((w for part, w in _IN_WORDS if part in said), said.splitlines()[0])
    place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Problem(name, f"is not valid YAML: {words}", *place)


class _Builder:
    """Builds nodes from parser events, one open collection per level, and stops at the limits."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[ListNode | MappingNode] = []
        self._keys: list[ScalarNode | None] = []  # the key that waits for its value, per level
        self._nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(event, "'---' begins a second document; a profile is one document")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _node(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(event, f"the file has more than {MAX_NODES:,} values")
        self._refuse_references(event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            self._place(_scalar(event, line, column))
        elif isinstance(event, yaml.AliasEvent):
            self._place(ScalarNode("", line, column, True, line))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._descend(ListNode([], line, column), event)
        else:
            self._descend(MappingNode({}, line, column), event)

    def _refuse_references(self, event: Any) -> None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        tag = getattr(event, "tag", None)
        for what, text in (("reference", event.anchor and sign + event.anchor), ("tag", tag)):
            if text is not None:
                message = f"'{shown(text)}' is read as a YAML {what}, which is not allowed here"
                self._problem(event, f"{message}; put quotes around the text if it is text")

    def _descend(self, node: ListNode | MappingNode, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._stop(event, f"blocks and lists are nested more than {MAX_DEPTH} deep")
        self._place(node)
        self._open.append(node)
        self._keys.append(None)

    def _place(self, node: Node) -> None:
        """Put a finished or opened node where the parser stands."""
        if not self._open:
            self.root = node
            return
        parent, key = self._open[-1], self._keys[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif key is None:
            self._keys[-1] = self._key(node)
        else:
            self._keys[-1] = None
            if first := parent.entries.get(key.text):
                message = f"'{shown(key.text)}' is given twice; first in line {first[0].line}"
                self._problem(key, message)
            else:
                parent.entries[key.text] = (key, node)

    def _key(self, node: Node) -> ScalarNode:
        if isinstance(node, ScalarNode):
            return node
        self._problem(node, "a key must be a single word, not a list or block")
        return ScalarNode("", node.line, node.column)

    def _problem(self, at: Any, message: str) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            raise InputError([*self.problems, Problem(self.name, "has more problems than these")])
        mark = getattr(at, "start_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (at.line, at.column)
        self.problems.append(Problem(self.name, message, *place))

    def _stop(self, event: Any, message: str) -> None:
        self._problem(event, message)
        raise InputError(self.problems)


def _scalar(event: Any, line: int, column: int) -> ScalarNode:
    is_null = not event.style and event.value in _NULLS
    is_block = event.style in ("|", ">")
    return ScalarNode(event.value, line, column, is_null, line + 1 if is_block else line)
