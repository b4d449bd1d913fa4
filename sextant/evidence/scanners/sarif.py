"""SARIF 2.1 results of code scanners (JSON): one run per tool, its rules and what they found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.json_values import listed, mapping, text, values
from sextant.evidence.scanners.observations import (
    Dated,
    Event,
    Heading,
    Observation,
    Outcome,
    Severity,
    day,
    severity_of_score,
    severity_of_word,
)

_WANTED = (
    "runs.item.tool.driver.name", "runs.item.tool.driver.rules.item",
    "runs.item.invocations.item.endTimeUtc", "runs.item.results.item",
)  # fmt: skip
_OUTCOMES: dict[str, Outcome] = {"fail": "fail", "pass": "seen", "notApplicable": "seen",
                                 "informational": "seen"}  # fmt: skip
_MOST_RULES = 20_000


def read(given: Given) -> Material:
    return conclude(given, "sarif", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file. A rule's words are known where it stands before the results."""
    rules: dict[str, _Rule] = {}
    for found in values(given, _WANTED):
        match found.kind:
            case "runs.item.tool.driver.name":
                yield Heading(text(found.value), found.place, tool=text(found.value))
            case "runs.item.tool.driver.rules.item":
                rule = _Rule(mapping(found.value))
                if len(rules) < _MOST_RULES:
                    rules[rule.id] = rule
            case "runs.item.results.item":
                yield _result(mapping(found.value), rules, found.place)
            case _:
                if on := day(found.value):
                    yield Dated(on)


class _Rule:
    """A rule's name, words and severity, as far as the tool gives them."""

    def __init__(self, rule: Mapping[str, Any]) -> None:
        properties = mapping(rule.get("properties"))
        self.id = text(rule.get("id"))
        self.short = short = text(mapping(rule.get("shortDescription")).get("text"))
        tags = " ".join(t for t in listed(properties.get("tags")) if isinstance(t, str))
        self.words = " ".join(filter(None, (short, text(rule.get("name")).replace("_", " "), tags)))
        self.level = text(mapping(rule.get("defaultConfiguration")).get("level"))
        score = properties.get("security-severity")
        self.severity: Severity = severity_of_score(score if score else None)


def _result(result: Mapping[str, Any], rules: Mapping[str, _Rule], place: str) -> Observation:
    rule_id = text(result.get("ruleId")) or text(mapping(result.get("rule")).get("id"))
    rule = rules.get(rule_id) or _Rule({})
    file, line = _location(result)
    message = text(mapping(result.get("message")).get("text"))
    level = text(result.get("level")) or rule.level or "warning"
    suppressed = bool(listed(result.get("suppressions")))
    return Observation(
        check=rule_id,
        title=f"{message[:200]} {rule.words}".strip(),
        subject=file,
        place=", ".join(filter(None, (f"{file}:{line}" if line else file, rule_id, place))),
        outcome="seen" if suppressed else _OUTCOMES.get(text(result.get("kind")) or "fail", "seen"),
        severity=rule.severity if rule.severity != "none" else severity_of_word(level),
        # A message may show the secret that was found; the rule's own words never do.
        quote=rule.short or next(iter(message.splitlines()), "") or rule_id,
        texts=(message,),
    )


def _location(result: Mapping[str, Any]) -> tuple[str, object]:
    locations = listed(result.get("locations"))
    physical = mapping(mapping(locations[0]).get("physicalLocation")) if locations else {}
    file = text(mapping(physical.get("artifactLocation")).get("uri"))
    return file, mapping(physical.get("region")).get("startLine") or ""
