"""One more practice in a profile's YAML, leaving every other character as the user wrote it."""

from __future__ import annotations

import json

from sextant.errors import InputError, Problem
from sextant.yaml_source import ListNode, MappingNode, Node, ScalarNode, parse

KEY = "practices"


def add_practice(
    profile: bytes, name: str, topic: str, status: str, statement: str, subcategory: str
) -> bytes:
    """The profile with a practice added at the end of its list; comments and order stay.

    Raises InputError for YAML that cannot be read, or whose list is written in one line (`[...]`)
    with something in it: the message then holds the lines to add by hand.
    """
    top = parse(profile, name)
    text = profile.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    entry = top.entries.get(KEY)
    node = entry[1] if entry else None
    if isinstance(node, ListNode) and node.items and not _in_block(node, lines):
        wanted = "\n".join(_lines(topic, status, statement, subcategory, 0))
        raise InputError([Problem(name, f"write the practices one a line, with:\n{wanted}",
                                  node.line, node.column, KEY)])  # fmt: skip
    if entry is None:
        at = _end(lines, len(lines))
        new = [f"{KEY}:", *_lines(topic, status, statement, subcategory, 2)]
    elif isinstance(node, ListNode) and node.items:
        at = _end(lines, _next_key(top, KEY, len(lines)))
        new = _lines(topic, status, statement, subcategory, node.column - 1)
    else:
        at = entry[0].line
        lines[at - 1] = f"{KEY}:{_comment(lines[at - 1])}"
        new = _lines(topic, status, statement, subcategory, 2)
    changed = newline.join([*lines[:at], *new, *(lines[at:] or [""])]).encode()
    _check(top, parse(changed, name), name)
    return changed


def _in_block(node: ListNode, lines: list[str]) -> bool:
    return lines[node.line - 1][node.column - 1 : node.column] == "-"


def _comment(line: str) -> str:
    """A comment behind the key, with the space before it."""
    _, mark, words = line.partition("#")
    return f"  {mark}{words}" if mark else ""


def _next_key(top: MappingNode, key: str, last: int) -> int:
    """How many lines there are before the key that follows."""
    start = top.entries[key][0].line
    return min((k.line - 1 for k, _ in top.entries.values() if k.line > start), default=last)


def _end(lines: list[str], limit: int) -> int:
    """The end of what stands before `limit`, without blank lines and comments that lead on to the
    next key."""
    while limit and (not lines[limit - 1].strip() or lines[limit - 1].startswith("#")):
        limit -= 1
    return limit


def _lines(topic: str, status: str, statement: str, subcategory: str, indent: int) -> list[str]:
    """A JSON string is a YAML string too, whatever is in it."""
    values = [("topic", _quoted(topic)), ("status", status)]
    values += [("statement", _quoted(statement))] if statement.strip() else []
    values += [("subcategories", f"[{subcategory}]")]
    lead = " " * indent
    return [f"{lead}{'  ' if i else '- '}{k}: {v}" for i, (k, v) in enumerate(values)]


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _check(before: MappingNode, after: MappingNode, name: str) -> None:
    """Nothing but one practice more: what was written otherwise than foreseen is not touched."""
    then, now = (_plain(m) for m in (before, after))
    practices = now.pop(KEY)
    earlier = then.pop(KEY, None) or []
    if then != now or not isinstance(practices, list) or practices[:-1] != earlier:
        raise InputError([Problem(name, "cannot be added to; add the practice by hand")])


def _plain(node: MappingNode) -> dict[str, object]:
    return {key: _value(value) for key, (_, value) in node.entries.items()}


def _value(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return None if node.is_null else node.text
    if isinstance(node, ListNode):
        return [_value(item) for item in node.items]
    return _plain(node)
