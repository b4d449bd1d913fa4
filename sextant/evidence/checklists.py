"""Lists with a tick or a cross at each item: "[x] MFA on", "☐ Restore tested", "✘ Logs read"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from sextant.evidence.material import Block

Tick = Literal["done", "partly", "crossed", "empty", "open", "void"]

_SIGNS: Mapping[Tick, str] = {
    "done": "✓✔☑☒✅🟢", "partly": "🟡🟠", "crossed": "✗✘✕✖❌🔴", "empty": "☐□⬜",
}  # fmt: skip
_EVERY = "".join(_SIGNS.values())
_BOX: Mapping[str, Tick] = {
    "x": "done", "✓": "done", "✔": "done", "~": "partly", "": "empty", "-": "empty",
    "y": "done", "yes": "done", "ok": "done", "done": "done", "pass": "done",
    "n": "crossed", "no": "crossed", "fail": "crossed",
    "open": "open", "todo": "open", "to do": "open", "new": "open", "in progress": "open",
    "closed": "void", "wontfix": "void", "won't fix": "void", "rejected": "void", "n/a": "void",
    "na": "void", "?": "void",
}  # fmt: skip
_BOXED = "|".join(re.escape(b) for b in _BOX if b)
_TICKET = r"(?:#?[A-Za-z]{0,6}-?\d{1,6}[.:]?\s+)?"  # "#1043 [OPEN]"
_TICK = re.compile(
    rf"^\s*(?:{_TICKET}\[\s?({_BOXED}|)\s?\]|([{_EVERY}]))\ufe0f?:?\s+(?=[^\W_][^\W_])", re.I
)
_MARK = re.compile(
    r"^\s*(PASS(?:ED)?|FAIL(?:ED)?|OK|YES|NO|Y|N)(?:\s{2,}|\t\s*|\s*\|\s*)(?=[^\W_][^\W_])(.+)$"
)
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


def marked(text: str) -> tuple[str, str]:
    """A line with an answer in capitals in front, and what it answers; "" where there is none."""
    match = _MARK.match(text) if "\n" not in text else None
    return (match[1], match[2].strip()) if match else ("", text)


def is_ticked(text: str) -> bool:
    """Whether a line is an item of such a list."""
    return ticked(text)[0] is not None


def filled_in(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without tickets that were closed and points left open, and without the empty boxes
    of a list in which nobody ticked anything: a form."""
    given = list(blocks)
    ticks = [ticked(b.text)[0] for b in given]
    used = any(tick in ("done", "partly") for tick in ticks)
    left_out = {"void"} if used else {"void", "empty"}
    return (b for b, tick in zip(given, ticks, strict=True) if tick not in left_out)
