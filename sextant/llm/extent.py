"""How much a model is asked: by what is known of it, unless the user says otherwise."""

from __future__ import annotations

from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import Field

from sextant.records import Record


class Extent(Record):
    """Limits on what one run asks.

    `calls_per_agent`: questions an agent may put, repairs apart; the subjects worth most come
    first. `together`: subjects in one question. `evidence`: passages offered for one subject; the
    budget may show fewer. `at_once`: questions under way at the same time. `repairs`: 1 to ask once
    more, with the reasons, what was not answered as asked. `look_again`: a passage that was read
    already, of which the prompt tells only what was read, may be asked for. `seed` goes to the
    model and into the marks around evidence.
    """

    calls_per_agent: int = Field(default=4, ge=1)
    together: int = Field(default=1, ge=1)
    evidence: int = Field(default=8, ge=1)
    at_once: int = Field(default=1, ge=1)
    repairs: int = Field(default=1, ge=0, le=1)
    look_again: bool = True
    seed: int = 0


def extent_of(model: str) -> Extent:
    """What the record says of a model by its name; the first pattern that fits."""
    return next((e for pattern, e in _records() if fnmatch(model, pattern)), Extent())


@lru_cache(maxsize=1)
def _records() -> tuple[tuple[str, Extent], ...]:
    text = Path(__file__).with_name("extents.yaml").read_text(encoding="utf-8")
    return tuple(
        (entry.pop("model"), Extent.model_validate({k: v for k, v in entry.items() if k != "why"}))
        for entry in yaml.safe_load(text)
    )
