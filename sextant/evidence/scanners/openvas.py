"""OpenVAS / Greenbone reports (XML): results of vulnerability tests per host."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.observations import (
    Dated,
    Event,
    Heading,
    Observation,
    Subject,
    cves,
    day,
    is_public,
    severity_of_score,
    severity_of_word,
)
from sextant.evidence.scanners.xml_elements import Element, elements

_RECORDS = frozenset(["result", "scan_end", "scan_start", "task", "host"])
_SKIPPED = frozenset(["filters", "errors", "cert", "report_format", "user_tags", "ports"])


def read(given: Given) -> Material:
    return conclude(given, "openvas", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file."""
    for found in elements(given, _RECORDS, skipped=_SKIPPED):
        if found.tag == "result":
            yield (seen := _result(found))
            yield Subject(seen.subject)
        elif found.tag == "host":
            if address := found.words("ip"):
                yield Subject(address)
        elif found.tag == "task":
            if name := found.words("name"):
                yield Heading(name, f"line {found.line}")
        elif on := day(found.text.strip() or None):
            yield Dated(on)


def _result(result: Element) -> Observation:
    host, test = result.words("host"), result.find("nvt")
    name = result.words("nvt", "name") or result.words("name")
    oid = test.attributes.get("oid", "") if test else ""
    port = result.words("port")
    number = port.partition("/")[0].rpartition("(")[2]
    score = result.words("severity") or result.words("nvt", "cvss_base")
    by_score = severity_of_score(score)
    severity = by_score if score else severity_of_word(result.words("threat"))
    return Observation(
        check=oid,
        title=name,
        subject=host,
        place=f"host {host}, {port}, test {oid}, line {result.line}",
        outcome="seen" if severity == "none" else "fail",
        severity=severity,
        family=result.words("nvt", "family"),
        cves=_cves(result),
        exposed=is_public(host),
        port=int(number) if number.isdecimal() and len(number) < 6 else 0,
        texts=(result.words("description"), result.words("hostname")),
    )


def _cves(result: Element) -> tuple[str, ...]:
    """From `refs` (since GVM 20.8) or the older `cve` element."""
    new = [r.attributes.get("id") for r in result.every("ref") if r.attributes.get("type") == "cve"]
    old = result.words("nvt", "cve").replace(" ", "").split(",")
    return cves([*new, *old])
