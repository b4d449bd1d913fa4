"""Statements as quotes: what was said, word for word, where, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sextant.records import Fact, Quote, Statement

_BARE = 24  # characters of an answer that says nothing without its question
_STATED = ".stat"  # of a practice: its ".status" and its ".statement"
_STATUS = ".status"  # where a profile gives the status itself, beside the words
_GIVEN = {
    "implemented": "in place", "partial": "in part", "planned": "planned",
    "not_implemented": "not in place",
}  # fmt: skip


def quotes(statements: Iterable[Statement]) -> tuple[Quote, ...]:
    """Statements as quotes, the same words of one source in answer to the same once."""
    found: dict[tuple[str, ...], list[Statement]] = {}
    for s in statements:
        found.setdefault((*spoken(s), s.polarity), []).append(s)
    return tuple(_quote(same) for same in found.values())


def spoken(said: Statement | Quote | Fact) -> tuple[str, str, str]:
    """Which words these are: a bare "No" is told apart from others of the same file by where it
    stands. A status and the words beside it stand in one place."""
    place = said.locator.partition(_STATED)[0] if len(said.quote) <= _BARE else ""
    return said.source, said.quote, place


def _quote(same: Sequence[Statement]) -> Quote:
    s = same[0]
    return Quote(
        source=s.source, locator=s.locator, quote=s.quote, polarity=s.polarity,
        reliability=s.reliability, scope=s.scope, summary=s.summary, asked=s.asked, about=s.about,
        dated=s.dated, stale=s.stale, urgent=s.urgent, affected=s.affected,
        aspects=tuple(dict.fromkeys(one.aspect for one in same if one.aspect)),
    )  # fmt: skip


def told(quote: Quote) -> str:
    """Who said it, and what; of a status that was given, the status and not the words beside it."""
    return f"{quote.source}: {in_words(quote)}"


def in_words(quote: Quote) -> str:
    """A bare "No" with its question, a few words with their topic, what an export comes to before
    one of its lines."""
    if _STATUS in quote.locator:
        of = f" for {quote.about}" if quote.about else ""
        return f"the status given{of} is “{_GIVEN[quote.polarity]}”"
    if quote.summary and quote.reliability in ("configuration", "scanner"):
        return f"{quote.summary.rstrip('.')} (such as “{quote.quote}”)"
    if quote.asked:
        beside = f"“{quote.about}”, " if quote.about else ""
        return f"{led_in(quote.asked)} {beside}“{quote.quote}”"
    return f"{led_in(quote.about)} “{quote.quote}”" if quote.about else f"“{quote.quote}”"


def led_in(words: str) -> str:
    """ "Is there a plan?", "Restore drill:"."""
    return words if words.rstrip("\"'”’)").endswith("?") else f"{words.rstrip(' .:')}:"
