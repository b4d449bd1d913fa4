"""Verbs that make a sentence, and words that say that something is there."""

from __future__ import annotations

from frameworks.schema import Cues


def finite(cues: Cues) -> frozenset[str]:
    """Verbs that make a sentence: "is", "keeps", not "been"."""
    return frozenset((*cues.verbs, *cues.remark_verbs)) - frozenset(cues.not_finite)


def existing(cues: Cues) -> frozenset[str]:
    """Words that say that something is there: "place" and "set" of "in place", "set up"."""
    words = (word for phrase in cues.existence for word in phrase.split())
    return frozenset(words) - frozenset(cues.not_existing)
