"""Short lines that say what those below them are: "Recommendations for Miller Ltd", "Definitions",
"Where we want to be". They are headings, whether or not they are marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sextant.evidence.material import Block
from sextant.evidence.text import is_question

_WORDS = 10  # of a heading that nothing marks
_TITLE = 5  # words of one that does not say what is below it
_SEVERAL = 2  # so many of them in a text are no accident
_ENDS = (".", "!", ";", ",", ":")


def frames(text: str, framing: Sequence[str]) -> bool:
    """Whether a title or line opens with one of the phrases."""
    bare = text.casefold().lstrip("0123456789.() ")
    return any(
        bare.startswith(phrase) and not bare[len(phrase) : len(phrase) + 1].isalnum()
        for phrase in framing
    )


def with_headings(blocks: Iterable[Block], framing: Sequence[str]) -> Iterator[Block]:
    """The blocks, such lines as headings; below one, the line above another list ends it."""
    given = list(blocks)
    pairs = list(zip(given, (*given[1:], None), strict=False))
    several = sum(_is_over_list(block, following) for block, following in pairs) >= _SEVERAL
    sections = _numbered_sections(given)
    framed = False
    for number, (block, following) in enumerate(pairs):
        if block.kind == "heading":
            framed = framed and frames(block.text, framing)
        elif number in sections:
            block = replace(block, kind="heading", item=False, around="")
        elif _is_line(block):
            opens = frames(block.text, framing)
            ends = framed and following is not None and following.item
            if opens or ends or (several and _is_over_list(block, following)):
                framed = opens
                block = replace(block, kind="heading", around="")
        yield block


def _is_over_list(block: Block, following: Block | None) -> bool:
    """Whether it is a title of a few words right above the items of a list."""
    over = following is not None and following.item and _is_line(block)
    return over and len(block.text.split()) <= _TITLE and block.text[:1].isupper()


def _numbered_sections(given: Sequence[Block]) -> frozenset[int]:
    """The places of items that stand alone, each above a text: "2. Backups" of minutes."""
    around = zip(given, (None, *given), (*given[1:], None), strict=False)
    alone = frozenset(
        number
        for number, (block, before, after) in enumerate(around)
        if block.item
        and _is_brief(block)
        and len(block.text.split()) <= _TITLE
        and not (before is not None and before.item)
        and after is not None
        and after.kind == "text"
        and not after.item
        and len(after.text.split()) > _TITLE
    )
    return alone if len(alone) >= _SEVERAL else frozenset()


def _is_line(block: Block) -> bool:
    """Whether it is such words and no item."""
    return not block.item and _is_brief(block)


def _is_brief(block: Block) -> bool:
    """Whether it is a few words that are no sentence and no question."""
    text = block.text
    return (
        block.kind == "text"
        and not (block.context or "\n" in text)
        and len(text.split()) <= _WORDS
        and not (text.endswith(_ENDS) or ": " in text or is_question(text))
    )
