"""CycloneDX bills of materials (XML): the same as JSON says, in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.cyclonedx import CLOSED, component
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
from sextant.evidence.scanners.xml_elements import Element, elements

_RECORDS = frozenset(["component", "vulnerability", "timestamp"])
_OPENED = frozenset(["bom", "metadata", "components"])
_SKIPPED = frozenset(["tools", "licenses", "externalReferences", "dependencies", "hashes"])


def read(given: Given) -> Material:
    return conclude(given, "cyclonedx", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file. The component under `metadata` is the whole itself, not a part."""
    parts = False
    for found in elements(given, _RECORDS, _OPENED, _SKIPPED):
        parts = parts or found.tag == "components"
        if found.tag == "component":
            if parts:
                yield (part := _component(found))
                yield Subject(part.subject)
        elif found.tag == "vulnerability":
            yield _vulnerability(found)
        else:
            yield from _head(found)


def _head(found: Element) -> Iterator[Event]:
    """What the bill says of itself."""
    if serial := found.attributes.get("serialNumber", ""):
        yield Heading(serial, f"line {found.line}")
    if on := day(found.text.strip() or None):
        yield Dated(on)


def _component(part: Element) -> Observation:
    return component(
        part.words("name"), part.words("version"), part.attributes.get("type", ""),
        f"line {part.line}",
    )  # fmt: skip


def _vulnerability(entry: Element) -> Observation:
    number = entry.words("id")
    ratings = [severity_of_word(r.words("severity")) for r in entry.every("rating")]
    return Observation(
        check=number,
        title=number,
        subject=entry.words("affects", "target", "ref") or number,
        place=f"line {entry.line}, {number}",
        outcome="seen" if entry.words("analysis", "state") in CLOSED else "fail",
        severity=max(ratings, key=SEVERITIES.index, default="none"),
        family="listed weakness",
        cves=cves((number,)),
        known=day(entry.words("published") or None),
        texts=(entry.words("description"), entry.words("detail")),
    )
