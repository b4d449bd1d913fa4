"""Grype reports (JSON): packages with known vulnerabilities."""

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
    cves,
    day,
    severity_of_word,
)

_WANTED = ("matches.item", "descriptor.timestamp", "descriptor.name")


def read(given: Given) -> Material:
    return conclude(given, "grype", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file."""
    for found in values(given, _WANTED):
        if found.kind == "matches.item":
            yield _match(mapping(found.value), found.place)
        elif found.kind == "descriptor.name":
            yield Heading(text(found.value), found.place)
        elif on := day(found.value):
            yield Dated(on)


def _match(match: Mapping[str, Any], place: str) -> Observation:
    weakness, package = mapping(match.get("vulnerability")), mapping(match.get("artifact"))
    number, name = text(weakness.get("id")), text(package.get("name"))
    related = [mapping(r).get("id") for r in listed(match.get("relatedVulnerabilities"))]
    state = text(mapping(weakness.get("fix")).get("state"))
    locations = listed(package.get("locations"))
    path = text(mapping(locations[0]).get("path")) if locations else ""
    return Observation(
        check=number,
        title=number,
        subject=f"{name} {text(package.get('version'))}",
        place=", ".join(filter(None, (place, name, path))),
        severity=severity_of_word(weakness.get("severity")),
        family="fix available" if state == "fixed" else "no fix",
        cves=cves((number, *related)),
        exploited=bool(weakness.get("knownExploited")),
        texts=(text(weakness.get("description")), name, path),
    )
