"""The small words of languages that are not read."""

from __future__ import annotations

from pydantic import Field

from frameworks.schema.entry import Entry


class LanguageWords(Entry):
    """The small words by which a sentence is known to be in a language that is not read."""

    english: tuple[str, ...]
    particles: tuple[str, ...] = Field(description="parts of names as well")
    others: dict[str, tuple[str, ...]] = Field(description="by the language's English name")
