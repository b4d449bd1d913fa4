"""Sections that name who is left out of a rule: "Exceptions: the warehouse scanners"."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from sextant.evidence.material import Block

_FEW = 2  # headings above: the paper's title, and that of the rule


def with_exceptions(blocks: Iterable[Block], titles: Container[str]) -> Iterator[Block]:
    """The blocks; what stands under such a title, or behind it, goes on with the text above it,
    where that is a single rule. `titles`: in small letters."""
    given = list(blocks)
    number = 0
    while number < len(given):
        left_out, end = _left_out(given, number + 1, titles)
        if left_out and _is_rule(given, number):
            joined = f"{given[number].text.rstrip()}\n\n{left_out}"
            yield replace(given[number], text=joined)
            number = end
        else:
            yield given[number]
            number += 1


def _left_out(given: Sequence[Block], at: int, titles: Container[str]) -> tuple[str, int]:
    """What a block says of exceptions, and where the next begins; ("", ...) for nothing."""
    if at >= len(given):
        return "", at
    block = given[at]
    title, colon, behind = block.text.partition(":")
    if block.kind == "text" and block.context.casefold() in titles:
        return f"{block.context}: {block.text}", at + 1
    if title.strip().casefold() not in titles:
        return "", at
    if colon and behind.strip():
        return (block.text, at + 1) if block.kind == "text" else ("", at)
    if not colon and sum(b.kind == "heading" for b in given[:at]) > _FEW:
        return "", at  # of the whole paper, it is open of which rule
    following = given[at + 1] if at + 1 < len(given) else None
    if following is None or following.kind != "text":
        return "", at
    return f"{title.strip()}: {following.text}", at + 2


def _is_rule(given: Sequence[Block], number: int) -> bool:
    """Whether a text stands alone in its section: of several it is open which is meant."""
    block = given[number]
    if block.kind != "text" or block.asked or not block.text.strip():
        return False
    before = given[number - 1] if number else None
    return before is None or before.kind == "heading" or not (block.item or before.kind != "text")
