"""Reasons that an owner can read: which fact made a condition hold, and for what in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from frameworks.conditions import AnyOf, Condition, FactIs, NoneOf, Situation
from sextant.records import Fact

_BETWEEN = "; "  # a fact with several values has one clause for each of them, in their order
DATA_WORDS = {
    "phi": "health records",
    "pii": "personal data",
    "cardholder": "payment card data",
    "credentials": "passwords or keys",
    "ip": "designs or source code",
    "financial": "financial data",
    "operational": "data that the work depends on",
    "public": "published information",
}
RECORD_WORDS = {
    "phi": "health records",
    "pii": "people's records",
    "cardholder": "payment card numbers",
    "credentials": "passwords or keys",
    "ip": "designs or documents of value",
    "financial": "financial records",
    "operational": "records of the work",
    "public": "published records",
}


def within(words: str) -> str:
    """Words as they stand within a sentence: "Tills and a server" in small letters, "CRM" as is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def one_each(clauses: Iterable[str]) -> str:
    """The reason of a fact with several values, from one clause per value."""
    return _BETWEEN.join(c.replace(_BETWEEN, ", ") for c in clauses)


def reason_for(fact: Fact, wanted: Iterable[object] = ()) -> str:
    """Why the fact holds. For a fact with several values, only the clauses of the wanted ones.

    `reason_for(asset_kinds, ("pos",))` is "it has tills and card terminals (“Tills”)".
    """
    if isinstance(fact.value, tuple):
        clauses = fact.reason.split(_BETWEEN)
        chosen = [c for v, c in zip(fact.value, clauses, strict=False) if v in tuple(wanted)]
        if chosen and len(clauses) == len(fact.value):
            return _BETWEEN.join(chosen)
    return fact.reason


def because(
    condition: Condition, situation: Situation, facts: Mapping[str, Fact]
) -> tuple[str, ...]:
    """The reasons that make the condition hold, in the order written, each once; of alternatives
    the first that holds."""
    return tuple(dict.fromkeys(_because(condition, situation, facts)))


def _because(
    condition: Condition, situation: Situation, facts: Mapping[str, Fact]
) -> Iterator[str]:
    if isinstance(condition, FactIs):
        if condition.holds(situation) and condition.fact in facts:
            wanted = (condition.includes, *(condition.one_of or ()))
            yield reason_for(facts[condition.fact], wanted)
    elif not isinstance(condition, NoneOf) and condition.holds(situation):
        for child in condition.children():
            found = tuple(_because(child, situation, facts))
            yield from found
            if found and isinstance(condition, AnyOf):
                return


def money(amount: float) -> str:
    """ "$2.6 million", "$850,000"."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if amount >= size:
            return f"${amount / size:.3g} {word}"
    return f"${amount:,.0f}"


def listed(words: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = tuple(words)
    return f"{', '.join(first)} and {last}" if first else last
