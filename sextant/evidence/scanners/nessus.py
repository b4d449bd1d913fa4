"""Nessus v2 reports (.nessus): findings of plugins, compliance checks and open ports per host."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.observations import (
    Dated,
    Event,
    Heading,
    Observation,
    Outcome,
    Severity,
    Subject,
    day,
    is_public,
)
from sextant.evidence.scanners.xml_elements import Element, elements

_RECORDS = frozenset(["tag", "ReportItem", "policyName"])
_OPENED = frozenset(["Report", "ReportHost"])
# Long prose of the plugin's makers, and the scan's preferences.
_SKIPPED = frozenset(
    ["description", "solution", "synopsis", "see_also", "Preferences", "FamilySelection",
     "IndividualPluginSelection", "cvss_vector", "cvss3_vector"]
)  # fmt: skip
_LEVELS: tuple[Severity, ...] = ("none", "low", "medium", "high", "critical")
_COMPLIANCE: dict[str, Outcome] = {"PASSED": "pass", "FAILED": "fail", "WARNING": "seen"}


def read(given: Given) -> Material:
    return conclude(given, "nessus", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file."""
    host = _Host("")
    for found in elements(given, _RECORDS, _OPENED, _SKIPPED):
        if found.tag == "ReportHost":
            host = _Host(found.attributes.get("name", ""))
            yield Subject(host.name)
        elif found.tag == "ReportItem":
            yield host.item(found)
        elif found.tag == "tag":
            yield from host.property(found)
        elif found.tag == "Report":
            yield Heading(found.attributes.get("name", "Report"), f"line {found.line}")


class _Host:
    """One host: its properties stand before its findings."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._public = is_public(name)

    def property(self, tag: Element) -> Iterator[Event]:
        kind, value = tag.attributes.get("name", ""), tag.text.strip()
        if kind == "host-ip":
            self._public = is_public(value)
        elif kind == "HOST_END_TIMESTAMP":
            if on := day(value):
                yield Dated(on)
        elif kind == "operating-system":
            for system in value.splitlines()[:1]:
                yield Observation(
                    check=kind, title=system, subject=self.name, family="operating system",
                    place=f"host {self.name}, line {tag.line}", outcome="seen",
                )  # fmt: skip

    def item(self, item: Element) -> Observation:
        said = item.attributes
        plugin, port = said.get("pluginID", ""), said.get("port", "0")
        level = said.get("severity", "0")
        fields: dict[str, list[str]] = {}
        for child in item.children:
            fields.setdefault(child.tag, []).append(child.text.strip())
        result = fields.get("compliance-result")
        title = next(iter(fields.get("compliance-check-name", ())), said.get("pluginName", ""))
        severity = _LEVELS[int(level)] if level in ("0", "1", "2", "3", "4") else "none"
        at = f", port {port}" if port not in ("", "0") else ""
        return Observation(
            check=plugin,
            title=title,
            subject=self.name,
            place=f"host {self.name}{at}, plugin {plugin}, line {item.line}",
            outcome=_outcome(severity, result),
            severity=severity,
            family="compliance" if result else said.get("pluginFamily", ""),
            cves=tuple(fields.get("cve", ())),
            exploited=any("CISA-KNOWN-EXPLOITED" in x for x in fields.get("xref", ())),
            exposed=self._public,
            port=int(port) if port.isdecimal() and len(port) < 6 else 0,
            known=day(next(iter(fields.get("vuln_publication_date", ())), None)),
            texts=(*fields.get("plugin_output", ()), self.name),
        )


def _outcome(severity: Severity, compliance: list[str] | None) -> Outcome:
    if compliance:
        return _COMPLIANCE.get(compliance[0].upper(), "seen")
    return "seen" if severity == "none" else "fail"
