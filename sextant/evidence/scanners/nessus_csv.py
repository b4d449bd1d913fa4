"""Nessus reports exported as CSV: one finding a line."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping

from sextant.evidence.material import Given, Material, Unreadable
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
    severity_of_word,
)

_NEEDED = frozenset(["Plugin ID", "Host", "Name", "Risk"])
_MOST_ROWS = 2_000_000
_CHECKED_EVERY = 5_000
_LONGEST_FIELD = 1_000_000


def read(given: Given) -> Material:
    return conclude(given, "nessus", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file. Raises Unreadable for too many lines and for what is no CSV."""
    csv.field_size_limit(min(_LONGEST_FIELD, sys.maxsize))
    try:
        with given.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = csv.DictReader(file)
            for number, row in enumerate(rows):
                if number % _CHECKED_EVERY == 0:
                    given.check_time()
                if number > _MOST_ROWS:
                    raise Unreadable(f"has more than {_MOST_ROWS:,} lines")
                yield from _row(row, rows.line_num)
    except csv.Error as exc:
        raise Unreadable(f"is no CSV that can be read: {exc}") from exc


def _row(row: Mapping[str | None, str | None], line: int) -> Iterator[Event]:
    def cell(name: str) -> str:
        value = row.get(name)
        return value.strip() if isinstance(value, str) else ""

    host, plugin, port = cell("Host"), cell("Plugin ID"), cell("Port")
    if not host or not plugin:
        return
    if on := day(cell("Host End")):
        yield Dated(on)
    yield Subject(host)
    yield Heading(cell("Name"), f"line {line}")
    severity = severity_of_word(cell("Risk"))
    at = f", port {port}" if port not in ("", "0") else ""
    yield Observation(
        check=plugin,
        title=cell("Name"),
        subject=host,
        place=f"line {line}, host {host}{at}, plugin {plugin}",
        outcome="seen" if severity == "none" else "fail",
        severity=severity,
        family=cell("Plugin Family"),
        cves=cves(cell("CVE").replace(";", ",").replace(" ", "").split(",")),
        exploited="CISA-KNOWN-EXPLOITED" in cell("XREF"),
        exposed=is_public(host),
        port=int(port) if port.isdecimal() and len(port) < 6 else 0,
        known=day(cell("Vulnerability Publication Date") or None),
        texts=(cell("Plugin Output"), cell("Synopsis")),
    )
