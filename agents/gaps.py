"""What an action still has to do for an outcome, given which parts of it were spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from frameworks.loader import Knowledge
from frameworks.schema import RecommendationRule
from sextant.records import ControlRating

# How control evaluation marks what is partly there, and what was decided and is not done.
IN_PART, PLANNED = "only in part: ", "only planned: "


def gap(rule: RecommendationRule, rating: ControlRating) -> str:
    """The rating's gap as this action sees it: none where what it is for, or the first part of
    that and some of the rest, is in place; unknown where only other aspects of the outcome were
    spoken of."""
    if rating.gap in ("none", "unknown"):
        return rating.gap
    wanted, left, met = wanted_of(rule, rating), rating.open_aspects, rating.met_aspects
    if not wanted or not (left or met):
        return rating.gap
    if any(a in left for a in wanted):
        rest = missing_of(rule, rating)
        return (
            "none" if wanted[0] in met and all(m.startswith(IN_PART) for m in rest) else rating.gap
        )
    return "none" if wanted[0] in met or all(a in met for a in wanted) else "unknown"


def wanted_of(rule: RecommendationRule, rating: ControlRating) -> tuple[str, ...]:
    """The aspects of the outcome that the action is for, the chief one first; none: all."""
    return wanted_in(rule.aspects, rating.subcategory)


def missing_of(rule: RecommendationRule, rating: ControlRating) -> list[str]:
    """What is lacking of what the action is for, in the words of control evaluation."""
    named = wanted_of(rule, rating)
    return [
        words
        for aspect, words in zip(rating.open_aspects, rating.missing, strict=True)
        if not named or aspect in named
    ]


@lru_cache(maxsize=4096)
def wanted_in(aspects: tuple[str, ...], subcategory: str) -> tuple[str, ...]:
    """Of aspects behind their Subcategories, those of one of these."""
    of = f"{subcategory}."
    return tuple(a.removeprefix(of) for a in aspects if a.startswith(of))


def shares(
    rule: RecommendationRule, raised: Iterable[ControlRating], knowledge: Knowledge
) -> Iterator[tuple[str, float]]:
    """Of outcomes that were spoken of, though not of what the action is for, how much that is."""
    for rating in raised:
        if gap(rule, rating) == "unknown" and rating.gap != "unknown":
            aspects = len(knowledge.controls[rating.subcategory].aspects)
            unspoken = {*wanted_of(rule, rating)} - {*rating.met_aspects}
            yield rating.subcategory, len(unspoken) / aspects


def is_begun(rule: RecommendationRule, raised: Iterable[ControlRating]) -> bool:
    """Whether all that it chiefly serves is partly in place, as far as the action is concerned."""
    chief = [
        r for r in raised
        if r.subcategory in rule.subcategories
        and not (gap(rule, r) == "unknown" and r.gap != "unknown")
    ]  # fmt: skip
    return bool(chief) and all(_is_half_done(rule, r) for r in chief)


def _is_half_done(rule: RecommendationRule, rating: ControlRating) -> bool:
    """Whether some of what the action is for is there: where it is for certain aspects, of them."""
    if rating.status != "partial" or gap(rule, rating) == "unknown":
        return False
    wanted = wanted_of(rule, rating)
    if not wanted or not (rating.open_aspects or rating.met_aspects):
        return True
    partly = any(words.startswith(IN_PART) for words in missing_of(rule, rating))
    return partly or any(a in rating.met_aspects for a in wanted)
