"""Every rule of frameworks/scanners/ is about its own examples, and not about its near misses."""

from __future__ import annotations

import pytest

from frameworks.loader import load
from frameworks.schema import ScannerExample, ScannerRule
from sextant.evidence.scanners.matching import RuleBook, rules_of
from sextant.evidence.scanners.observations import Observation

KNOWLEDGE = load()
EXAMPLES = [
    (rule, example)
    for scanner in KNOWLEDGE.scanners.values()
    for rule in scanner.rules
    for example in rule.examples
]


def seen(example: ScannerExample) -> Observation:
    return Observation(
        check=example.check, title=example.title, subject="x", place="x", family=example.family,
        port=example.port, exposed=example.exposed, severity=example.severity,
        cves=(example.cve,) if example.cve else (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{r.id}-{e.title or e.check}"[:60] for r, e in EXAMPLES]
)
def test_a_rule_is_about_its_examples_only(rule: ScannerRule, example: ScannerExample) -> None:
    assert bool(RuleBook([rule]).rules_for(seen(example))) == example.applies


def test_a_tool_has_the_rules_it_shares_too() -> None:
    ids = {r.id for r in rules_of(KNOWLEDGE.scanners["nessus"], KNOWLEDGE)}
    assert {"compliance-passwords", "missing-updates", "remote-desktop-exposed"} <= ids
