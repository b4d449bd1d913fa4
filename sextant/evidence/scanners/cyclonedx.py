"""CycloneDX bills of materials (JSON): what software is made of, and weaknesses listed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.json_values import listed, mapping, text, values
from sextant.evidence.scanners.observations import (
    SEVERITIES,
    Dated,
    Event,
    Heading,
    Observation,
    Subject,
    cves,
    day,
    severity_of_word,
)

_WANTED = ("bomFormat", "metadata.timestamp", "components.item", "vulnerabilities.item")
CLOSED = frozenset(["resolved", "resolved_with_pedigree", "false_positive", "not_affected"])


def read(given: Given) -> Material:
    return conclude(given, "cyclonedx", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file."""
    for found in values(given, _WANTED):
        match found.kind:
            case "bomFormat":
                yield Heading(text(found.value), found.place)
            case "metadata.timestamp":
                if on := day(found.value):
                    yield Dated(on)
            case "components.item":
                entry = mapping(found.value)
                name, version = text(entry.get("name")), text(entry.get("version"))
                yield Subject(f"{name} {version}")
                yield component(name, version, text(entry.get("type")), found.place)
            case _:
                yield _vulnerability(mapping(found.value), found.place)


def component(name: str, version: str, kind: str, place: str) -> Observation:
    """A part of the software: seen, neither good nor bad."""
    return Observation(
        check=kind, title=name, subject=f"{name} {version}", place=f"{place}, {name} {version}",
        outcome="seen", family="component",
    )  # fmt: skip


def _vulnerability(entry: Mapping[str, Any], place: str) -> Observation:
    number = text(entry.get("id"))
    ratings = [severity_of_word(mapping(r).get("severity")) for r in listed(entry.get("ratings"))]
    affects = [text(mapping(a).get("ref")) for a in listed(entry.get("affects"))]
    state = text(mapping(entry.get("analysis")).get("state"))
    return Observation(
        check=number,
        title=number,
        subject=next(iter(affects), number),
        place=f"{place}, {number}",
        outcome="seen" if state in CLOSED else "fail",
        severity=max(ratings, key=SEVERITIES.index, default="none"),
        family="listed weakness",
        cves=cves((number,)),
        known=day(entry.get("published")),
        texts=(text(entry.get("description")), text(entry.get("detail"))),
    )
