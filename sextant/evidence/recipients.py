"""Whom a questionnaire answers: an insurer, a bank, a customer that relies upon what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from frameworks.patterns import parse_phrase
from frameworks.schema import DocumentKinds
from sextant.evidence.material import Block
from sextant.evidence.text import tokens

_TITLE_BLOCKS = 6  # a title stands above the questions
_TITLE_CELLS = 2  # a row of more is the table's heading
_TITLE_LENGTH = 120  # characters
_SEPARATORS = re.compile(r"[._/\\-]+")


def recipient(name: str, blocks: Sequence[Block], kinds: DocumentKinds) -> str:
    """In words ("your insurer"), from the file's name and what stands above the first question;
    "" where nothing says that it was written for somebody outside."""
    label = [_SEPARATORS.sub(" ", name), *_titles(blocks)]
    stems = [t.stem for text in label for t in (*tokens(text), *tokens("."))]
    if any(_stands(words, stems) for words in kinds.inward):
        return ""
    return next(
        (r.to for r in kinds.recipients if any(_stands(words, stems) for words in r.words)), ""
    )


def is_for_client(name: str, blocks: Sequence[Block], kinds: DocumentKinds) -> bool:
    """Whether an outsider wrote it for the organisation: an agency, a provider, an auditor."""
    label = [_SEPARATORS.sub(" ", name), *(b.text[:_TITLE_LENGTH] for b in blocks[:_TITLE_BLOCKS])]
    stems = [t.stem for text in label for t in (*tokens(text), *tokens("."))]
    present = set(stems)
    return any(present.issuperset(_wanted(w)) and _stands(w, stems) for w in kinds.for_clients)


def _titles(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks[:_TITLE_BLOCKS]:
        cells = [c.text for c in block.cells if c.text] or [block.text]
        if len(cells) > _TITLE_CELLS:
            return
        if len(cells[0]) <= _TITLE_LENGTH and not cells[0].rstrip().endswith((".", "?", ";")):
            yield cells[0]


def _stands(words: str, stems: Sequence[str]) -> bool:
    wanted = _wanted(words)
    return any(tuple(stems[i : i + len(wanted)]) == wanted for i in range(len(stems)))


@lru_cache(maxsize=256)
def _wanted(words: str) -> tuple[str, ...]:
    return tuple(w.value for w in parse_phrase(words))
