"""Lists with a tick or a cross at each item: "[x] MFA on", "☐ Restore tested", "✘ Logs read"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from sextant.evidence.material import Block

Tick = Literal["done", "partly", "crossed", "empty"]

_SIGNS: Mapping[Tick, str] = {
    "done": "✓✔☑☒✅🟢", "partly": "🟡🟠", "crossed": "✗✘✕✖❌🔴", "empty": "☐□⬜",
}  # fmt: skip
_EVERY = "".join(_SIGNS.values())
_BOX: Mapping[str, Tick] = {
    "x": "done", "✓": "done", "✔": "done", "~": "partly", "": "empty", "-": "empty",
}  # fmt: skip
_TICK = re.compile(rf"^\s*(?:\[([ xX✓✔~-]?)\]|([{_EVERY}]))\ufe0f?\s+(?=[^\W_][^\W_])")
_FEWEST_WORDS = 2  # "☐ Yes" is a choice


def ticked(text: str) -> tuple[Tick | None, str]:
    """How an item is ticked, and its words; None for what is no item of such a list."""
    match = _TICK.match(text)
    if match is None or any(sign in text[match.end() :] for sign in _EVERY):
        return None, text
    words = text[match.end() :]
    if len(words.split()) < _FEWEST_WORDS:
        return None, text
    if match.group(2):
        return next(t for t, signs in _SIGNS.items() if match.group(2) in signs), words
    return _BOX[match.group(1).strip().lower()], words


def is_ticked(text: str) -> bool:
    """Whether a line is an item of such a list."""
    return ticked(text)[0] is not None


def filled_in(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without the empty boxes of a list in which nobody ticked anything: a form."""
    given = list(blocks)
    ticks = [ticked(b.text)[0] for b in given]
    used = any(tick in ("done", "partly") for tick in ticks)
    return (b for b, tick in zip(given, ticks, strict=True) if tick != "empty" or used)
