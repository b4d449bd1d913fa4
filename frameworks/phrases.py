"""The {names} in the texts of actions, which scales/phrases.yaml gives words for."""

from __future__ import annotations

import re
from collections.abc import Iterator

FOUND = "found"  # what tools found, as a list
FOUND_HERE = "found_here"  # the same as a sentence; nothing where they found nothing
FILLED_IN = frozenset({FOUND, FOUND_HERE})
NAME = re.compile(r"\{([a-z_]+)\}")


def names_in(text: str) -> Iterator[str]:
    """The names that the text uses."""
    yield from NAME.findall(text)
