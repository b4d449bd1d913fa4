"""The knowledge that ships: sound, complete, and every example beside a rule holds."""

from __future__ import annotations

import pytest

from frameworks.checks import check
from frameworks.conditions import Situation
from frameworks.loader import load
from frameworks.schema import Control, StatementExample, Threat
from sextant.reading import reader

KNOWLEDGE = load()
EXAMPLES = [
    pytest.param(control, example, id=f"{control.id}-{number}")
    for control in KNOWLEDGE.controls.values()
    for number, example in enumerate(control.examples)
]


def test_the_knowledge_is_sound_in_all_three_rings() -> None:
    assert check() == ()


def test_all_106_subcategories_have_a_control_and_every_tier_is_used() -> None:
    assert len(KNOWLEDGE.subcategories) == 106
    assert set(KNOWLEDGE.controls) == set(KNOWLEDGE.subcategories)
    assert {s.tier for s in KNOWLEDGE.subcategories.values()} == {"essential", "core", "advanced"}


def test_there_is_enough_of_everything() -> None:
    assert len(KNOWLEDGE.threats) >= 30
    assert len(KNOWLEDGE.recommendations) >= 50
    assert {"healthcare", "fintech", "manufacturing", "retail", "saas", "other"} <= set(
        KNOWLEDGE.sectors
    )


@pytest.mark.parametrize(("control", "example"), EXAMPLES)
def test_every_example_statement_is_read_as_it_says(
    control: Control, example: StatementExample
) -> None:
    said = reader().sentence(example.text, example.context, topical=bool(example.context))
    found = {s.polarity for s in said if s.label.kind == "control" and s.label.id == control.id}
    if not found:
        merged = "none"
    elif len(found) == 1:
        merged = found.pop()
    else:
        merged = "partial" if found & {"implemented", "partial"} else "not_implemented"
    assert merged == example.polarity, example.text


@pytest.mark.parametrize("threat", KNOWLEDGE.threats.values(), ids=lambda t: t.id)
def test_every_threat_applies_where_its_examples_say(threat: Threat) -> None:
    for example in threat.examples:
        situation = Situation(example.facts, example.asset or {})
        applies = threat.applies_when.holds(situation)
        if threat.needs_target and threat.targets is not None:
            applies = applies and threat.targets.holds(situation)
        assert applies is example.applies, example


def test_sp_800_30_tables_never_fall_when_their_inputs_rise() -> None:
    risk = KNOWLEDGE.scales.risk
    order = ["very_low", "low", "moderate", "high", "very_high"]
    for table in (risk.overall_likelihood, risk.risk):
        rank = [[order.index(table[a][b]) for b in order] for a in order]  # type: ignore[index]
        assert all(row == sorted(row) for row in rank)
        assert all(list(column) == sorted(column) for column in zip(*rank, strict=True))
