"""The closed vocabulary in which knowledge files say when they apply. Nothing is evaluated.

A condition is read against two sets of values: the organisation's facts and, in a threat's
`targets`, one asset. A fact that is not established never holds, in any operator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

Value = bool | int | float | str | tuple[str, ...]
Scalar = bool | int | float | str


@dataclass(frozen=True)
class Situation:
    """What a condition is read against. `weak` holds Subcategories spoken of as lacking."""

    facts: Mapping[str, Value]
    asset: Mapping[str, Value] = field(default_factory=dict)
    weak: frozenset[str] = frozenset()


class _Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def children(self) -> tuple[Condition, ...]:
        return ()


class FactIs(_Node):
    """`{fact: ID}` is true, or equals `is`, or is one of `in`, or includes `includes`, or is
    at least `at_least`. With several, all must hold."""

    fact: str
    equals: Scalar | None = Field(default=None, alias="is")
    one_of: tuple[Scalar, ...] | None = Field(default=None, alias="in")
    includes: str | None = None
    at_least: float | None = None

    def holds(self, situation: Situation) -> bool:
        return _matches(self, situation.facts.get(self.fact))


class AssetIs(_Node):
    """The same over one asset: type, kinds, data, internet_facing, criticality, vendor."""

    asset: str
    equals: Scalar | None = Field(default=None, alias="is")
    one_of: tuple[Scalar, ...] | None = Field(default=None, alias="in")
    includes: str | None = None
    at_least: float | None = None

    def holds(self, situation: Situation) -> bool:
        return _matches(self, situation.asset.get(self.asset))


class Weak(_Node):
    """Something was said that makes this Subcategory not implemented, or only in part."""

    weak: str

    def holds(self, situation: Situation) -> bool:
        return self.weak in situation.weak


class Always(_Node):
    always: bool

    def holds(self, situation: Situation) -> bool:
        return self.always


class AllOf(_Node):
    all: tuple[Condition, ...]

    def holds(self, situation: Situation) -> bool:
        for condition in self.all:  # noqa: SIM110 - half the time of all(), thousands of times
            if not condition.holds(situation):
                return False
        return True

    def children(self) -> tuple[Condition, ...]:
        return self.all


class AnyOf(_Node):
    any: tuple[Condition, ...]

    def holds(self, situation: Situation) -> bool:
        return _any_holds(self.any, situation)

    def children(self) -> tuple[Condition, ...]:
        return self.any


class NoneOf(_Node):
    none: tuple[Condition, ...]

    def holds(self, situation: Situation) -> bool:
        return not _any_holds(self.none, situation)

    def children(self) -> tuple[Condition, ...]:
        return self.none


_TAGS = ("fact", "asset", "weak", "always", "all", "any", "none")


def _tag(value: object) -> str | None:
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    return next((t for t in _TAGS if t in keys), None)


Condition = Annotated[
    Union[  # noqa: UP007 - a chain of | over Annotated is unreadable
        Annotated[FactIs, Tag("fact")],
        Annotated[AssetIs, Tag("asset")],
        Annotated[Weak, Tag("weak")],
        Annotated[Always, Tag("always")],
        Annotated[AllOf, Tag("all")],
        Annotated[AnyOf, Tag("any")],
        Annotated[NoneOf, Tag("none")],
    ],
    Discriminator(_tag),
]
for _model in (AllOf, AnyOf, NoneOf):
    _model.model_rebuild()


def _any_holds(conditions: tuple[Condition, ...], situation: Situation) -> bool:
    for condition in conditions:  # noqa: SIM110 - half the time of any()
        if condition.holds(situation):
            return True
    return False


def _matches(node: FactIs | AssetIs, value: Value | None) -> bool:
    if value is None or (node.equals is not None and value != node.equals):
        return False
    if node.one_of is not None and not _any_in(value, node.one_of):
        return False
    if node.includes is not None and not (isinstance(value, tuple) and node.includes in value):
        return False
    if node.at_least is not None:
        return isinstance(value, int | float) and value >= node.at_least
    return bool(value) or not _is_bare(node)


def _any_in(value: Value, allowed: tuple[Scalar, ...]) -> bool:
    if isinstance(value, tuple):
        return any(v in allowed for v in value)
    return value in allowed


def _is_bare(node: FactIs | AssetIs) -> bool:
    """Whether it asks for nothing but that the value is true."""
    return node.equals is None and node.one_of is None and node.includes is None


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything below it."""
    yield condition
    for child in condition.children():
        yield from walk(child)


def established(condition: Condition, situation: Situation) -> tuple[str, ...]:
    """Ids of the facts that make the condition hold, in the order written; for explanations."""
    if isinstance(condition, FactIs):
        return (condition.fact,) if condition.holds(situation) else ()
    if isinstance(condition, NoneOf):
        return ()
    found: list[str] = []
    for child in condition.children():
        found += [f for f in established(child, situation) if f not in found]
    return tuple(found)


def missing(condition: Condition, situation: Situation) -> tuple[str, ...]:
    """Ids of the facts whose absence keeps the condition from holding."""
    if isinstance(condition, FactIs):
        return () if condition.holds(situation) else (condition.fact,)
    found: list[str] = []
    for child in condition.children():
        if isinstance(child, NoneOf) or child.holds(situation):
            continue
        found += [f for f in missing(child, situation) if f not in found]
    return tuple(found)
