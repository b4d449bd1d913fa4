"""What is only imagined: what stands under a condition, an "about" or a "would"."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.evidence.phrases import outside
from sextant.evidence.text import Token
from sextant.evidence.triggers import Triggers

_MODAL_REACH = 2
_ABOUT_REACH = 6


def is_unreal(tokens: Sequence[Token], triggers: Triggers, own: frozenset[int]) -> bool:
    """Whether the match stands under a condition or a "would"."""
    condition = triggers.condition
    if condition and all(condition[0] <= p < condition[1] for p in own):
        return True
    for (start, end), _text in outside(triggers.about, own):
        if any(n[0][1] <= start for n in triggers.negation):
            continue  # "there is nothing in writing about ..."
        between = {t.text for t in tokens[end : min(own)]}
        if end <= min(own) <= end + _ABOUT_REACH and not between & {"we", "i", "they", "it"}:
            return True
    for (start, _), text in outside(triggers.modal, own):
        if text == "would" and _would_lack(tokens, triggers, start, own):
            continue
        if min(own) > start or 0 < start - max(own) <= _MODAL_REACH:
            return True
    return False


def _would_lack(
    tokens: Sequence[Token], triggers: Triggers, would: int, own: frozenset[int]
) -> bool:
    """ "Nobody would notice"; "if it happened tomorrow, we would have no plan": there is none."""
    if any(n[0][1] <= would for n in triggers.negation):
        return True
    speaker = {t.text for t in tokens[max(0, would - 2) : would]} & {"we", "i", "nobody"}
    return bool(speaker) and any(would < n[0][0] <= min(own) for n in triggers.negation)
