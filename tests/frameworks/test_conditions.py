"""Conditions: a closed set of operators, and nothing holds of what is not known."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from frameworks.conditions import Condition, Situation, established, missing

ADAPTER: TypeAdapter[Any] = TypeAdapter(Condition)
FACTS = {"sector": "retail", "employees": 40, "data": ("pii",), "website": True, "byod": False}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"fact": "website"}, True),
        ({"fact": "byod"}, False),
        ({"fact": "byod", "is": False}, True),
        ({"fact": "remote_access", "is": False}, False),
        ({"fact": "employees", "at_least": 40}, True),
        ({"fact": "employees", "at_least": 41}, False),
        ({"fact": "data", "includes": "pii"}, True),
        ({"fact": "data", "in": ["phi", "pii"]}, True),
        ({"fact": "sector", "in": ["saas"]}, False),
        ({"all": [{"fact": "website"}, {"none": [{"fact": "byod"}]}]}, True),
        ({"any": [{"fact": "byod"}, {"fact": "nothing"}]}, False),
        ({"weak": "PR.AA-03"}, True),
        ({"weak": "PR.DS-01"}, False),
        ({"always": True}, True),
        ({"asset": "type", "is": "server"}, True),
    ],
)
def test_what_holds(condition: dict[str, Any], expected: bool) -> None:
    situation = Situation(FACTS, {"type": "server"}, frozenset({"PR.AA-03"}))
    assert ADAPTER.validate_python(condition).holds(situation) is expected


def test_an_unknown_operator_is_refused() -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python({"fact": "website", "matches": ".*"})
    with pytest.raises(ValidationError):
        ADAPTER.validate_python({"eval": "1 == 1"})


def test_the_facts_that_decide_are_named() -> None:
    condition = ADAPTER.validate_python({"all": [{"fact": "website"}, {"fact": "remote_access"}]})
    assert established(condition, Situation(FACTS)) == ("website",)
    assert missing(condition, Situation(FACTS)) == ("remote_access",)
