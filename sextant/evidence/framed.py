"""Short lines that say what those below them are: "Recommendations for Miller Ltd", "Definitions",
"Where we want to be". They are headings, whether or not they are marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sextant.evidence.material import Block
from sextant.evidence.text import is_question

_WORDS = 10  # of a heading that nothing marks
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
    framed = False
    for block, following in zip(given, (*given[1:], None), strict=False):
        if block.kind == "heading":
            framed = framed and frames(block.text, framing)
        elif _is_line(block):
            opens = frames(block.text, framing)
            ends = framed and following is not None and following.item
            if opens or ends:
                framed = opens
                block = replace(block, kind="heading", around="")
        yield block


def _is_line(block: Block) -> bool:
    """Whether it is a few words that are no item, no sentence and no question."""
    text = block.text
    return (
        block.kind == "text"
        and not (block.item or block.context or "\n" in text)
        and len(text.split()) <= _WORDS
        and not (text.endswith(_ENDS) or ": " in text or is_question(text))
    )
