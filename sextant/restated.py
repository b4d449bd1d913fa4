"""Bare answers that stand again beside the remark on them: "Partly", and "office only" behind a
"Partly", are one answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Answer(Protocol):
    """What was said, where, in answer to what, and what it stands behind."""

    @property
    def source(self) -> str: ...
    @property
    def locator(self) -> str: ...
    @property
    def asked(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def polarity(self) -> str: ...
    @property
    def quote(self) -> str: ...


class Remarks:
    """The answers of some evidence that have a remark beside them."""

    def __init__(self, said: Iterable[Answer]) -> None:
        self._answered = {_key(s, s.about) for s in said if s.asked and s.about}

    def tell(self, said: Answer) -> bool:
        """Whether a remark stands with this answer, so that it need not stand alone."""
        return _key(said, said.quote) in self._answered


def _key(said: Answer, words: str) -> tuple[str, ...]:
    return said.source, said.locator, said.asked, said.polarity, words
