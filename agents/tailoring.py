"""Actions in words that are true here: who does the work, on which platform, what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from agents.reasons import listed
from frameworks.conditions import Situation
from frameworks.phrases import FOUND, FOUND_HERE, NAME
from frameworks.schema import Phrase, PhraseBook, RecommendationRule, Variant

_KEPT = frozenset({"when"})


def tailored(rule: RecommendationRule, situation: Situation) -> RecommendationRule:
    """The rule with what its first variant that fits says instead."""
    variant = next((v for v in rule.variants if v.when.holds(situation)), None)
    return rule.model_copy(update=dict(_changes(variant))) if variant else rule


def _changes(variant: Variant) -> Iterator[tuple[str, object]]:
    for name in variant.model_fields_set - _KEPT:
        yield name, getattr(variant, name)


class Wording:
    """Fills the {names} in a text by the phrase book, for one organisation."""

    def __init__(self, situation: Situation, book: PhraseBook) -> None:
        self._situation = situation
        self._book = book
        self._known: dict[str, str] = {}

    def text(self, text: str, found: Iterable[str] = ()) -> str:
        """The text on one line. `found`: what tools found that it is about."""
        flat = _flat(text)
        if "{" not in flat:
            return flat
        shown = "; ".join(f.rstrip(".") for f in found)
        return " ".join(_filled(flat, lambda name: self._words(name, shown)).split())

    def role(self, role: str) -> str:
        """The role that owns an action: "The IT provider" stands as "IT provider"."""
        words = self.text(role).removeprefix("The ")
        return words[:1].upper() + words[1:]

    def _words(self, name: str, found: str) -> str:
        if name == FOUND:
            return found
        if name == FOUND_HERE:
            return f"Found: {found}." if found else ""
        words = self._known.get(name)
        if words is None:
            words = self._known[name] = _chosen(self._book.phrases[name], self._situation)
        return _filled(words, lambda inner: self._words(inner, found))


@lru_cache(maxsize=4096)
def _flat(text: str) -> str:
    return " ".join(text.split())


def _filled(text: str, words_of: Callable[[str], str]) -> str:
    def filled(match: re.Match[str]) -> str:
        words = words_of(match[1])
        begins = match.start() == 0 or text[: match.start()].endswith((". ", "! ", "? "))
        return words[:1].upper() + words[1:] if begins else words

    return NAME.sub(filled, text)


def is_outside(role: str, situation: Situation, book: PhraseBook) -> bool:
    """Whether the role that owns an action is an outside firm here: its days are not one's own."""
    name = NAME.fullmatch(role)
    phrase = book.phrases.get(name[1]) if name else None
    if phrase is None:
        return False
    fitting = (c for c in phrase.choices if c.when is None or c.when.holds(situation))
    return next((c.outside for c in fitting), False)


def _chosen(phrase: Phrase, situation: Situation) -> str:
    fitting = [c.words for c in phrase.choices if c.when and c.when.holds(situation)]
    if fitting:
        if not phrase.every:
            return fitting[0]
        return phrase.between.join(fitting) if phrase.between else listed(fitting)
    return next((c.words for c in phrase.choices if c.when is None), "")
