"""Trivy reports (JSON): vulnerable packages, wrong settings and secrets per target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.json_values import Value, mapping, text, values
from sextant.evidence.scanners.observations import (
    Dated,
    Event,
    Heading,
    Observation,
    cves,
    day,
    severity_of_word,
)

_WANTED = (
    "ArtifactName", "CreatedAt", "Metadata.OS", "Results.item.Target", "Results.item.Class",
    "Results.item.Vulnerabilities.item", "Results.item.Misconfigurations.item",
    "Results.item.Secrets.item",
)  # fmt: skip


def read(given: Given) -> Material:
    return conclude(given, "trivy", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file. A target's name and class stand before its findings."""
    target = kind = ""
    for found in values(given, _WANTED):
        match found.kind:
            case "Results.item.Target":
                target = text(found.value)
            case "Results.item.Class":
                kind = text(found.value)
            case "Results.item.Vulnerabilities.item":
                yield _vulnerability(mapping(found.value), target, kind, found.place)
            case "Results.item.Misconfigurations.item":
                yield _setting(mapping(found.value), target, found.place)
            case "Results.item.Secrets.item":
                yield _secret(mapping(found.value), target, found.place)
            case _:
                yield from _head(found)


def _head(found: Value) -> Iterator[Event]:
    """What the report says of itself and of the system it looked at."""
    if found.kind == "ArtifactName":
        yield Heading(text(found.value), found.place)
    elif found.kind == "Metadata.OS":
        yield from _system(mapping(found.value), found.place)
    elif on := day(found.value):
        yield Dated(on)


def _system(system: Mapping[str, Any], place: str) -> Iterator[Event]:
    if system.get("EOSL") is True:
        name = " ".join(filter(None, (text(system.get("Family")), text(system.get("Name")))))
        yield Observation(
            check="eosl", title=name, subject=name, place=place, family="end of life",
            severity="high", quote=text(system.get("Name")) or text(system.get("Family")),
        )  # fmt: skip


def _vulnerability(entry: Mapping[str, Any], target: str, kind: str, place: str) -> Observation:
    number, package = text(entry.get("VulnerabilityID")), text(entry.get("PkgName"))
    mended = "fix available" if entry.get("FixedVersion") else "no fix"
    return Observation(
        check=number,
        title=text(entry.get("Title")) or number,
        subject=f"{package} {text(entry.get('InstalledVersion'))}",
        place=f"{target}, {place}, {number}",
        severity=severity_of_word(entry.get("Severity")),
        family=f"{kind} {mended}",
        cves=cves((number,)),
        known=day(entry.get("PublishedDate")),
        texts=(text(entry.get("Description")), target),
    )


def _setting(entry: Mapping[str, Any], target: str, place: str) -> Observation:
    status = text(entry.get("Status")).upper()
    number = text(entry.get("AVDID")) or text(entry.get("ID"))
    return Observation(
        check=number,
        title=text(entry.get("Title")),
        subject=f"{target} {number}",
        place=f"{target}, {place}, {number}",
        outcome="pass" if status == "PASS" else "fail" if status == "FAIL" else "seen",
        severity=severity_of_word(entry.get("Severity")),
        family="settings",
        texts=(text(entry.get("Message")), text(entry.get("Description"))),
    )


def _secret(entry: Mapping[str, Any], target: str, place: str) -> Observation:
    """A secret is named by its kind; what was found is never quoted."""
    return Observation(
        check=text(entry.get("RuleID")),
        title=text(entry.get("Title")),
        subject=target,
        place=f"{target}, {place}",
        severity=severity_of_word(entry.get("Severity")),
        family="secret",
    )
