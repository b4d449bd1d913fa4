"""What every entry of the knowledge is: closed, frozen, checked."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from frameworks.patterns import parse, parse_phrase


def _pattern(text: str) -> str:
    parse(text)
    return text


def _phrase(text: str) -> str:
    parse_phrase(text)
    return text


PatternText = Annotated[str, AfterValidator(_pattern)]
PhraseText = Annotated[str, AfterValidator(_phrase)]


class Entry(BaseModel):
    """Any piece of knowledge: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
