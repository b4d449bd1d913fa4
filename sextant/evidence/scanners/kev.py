"""CISA's Known Exploited Vulnerabilities catalogue (JSON): marks CVEs of the other evidence.

It is never fetched: a catalogue is used only where it is handed in as evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from sextant.evidence.material import HEAD, Given, Limits, Material, Unreadable
from sextant.evidence.scanners.json_values import mapping, text, values
from sextant.evidence.scanners.observations import day
from sextant.evidence.scanners.recognition import BY_MODULE


def read(given: Given) -> Material:
    """Nothing is said about the organisation: the catalogue only marks what others found."""
    known = dict(_entries(given))
    if not known:
        raise Unreadable("holds no known exploited vulnerabilities")
    told = f"{len(known):,} exploited CVEs to look for"
    return Material(reliability="document", told=(told,))


def exploited_beside(given: Given) -> Mapping[str, date | None]:
    """CVE -> the day by which it was to be mended, from every catalogue among the evidence."""
    found: dict[str, date | None] = {}
    for path in given.beside.values():
        if path.suffix.lower() == ".json":
            found |= _catalogue(path, _mark(path), given.limits)
    return found


def _mark(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=64)
def _catalogue(path: Path, mark: tuple[int, int], limits: Limits) -> Mapping[str, date | None]:
    """The catalogue at the path, or nothing where there is none that can be read."""
    try:
        with path.open("rb") as file:
            if not BY_MODULE["kev"](path.name, file.read(HEAD)):
                return {}
        return dict(_entries(Given(path.name, path, limits)))
    except (OSError, Unreadable):
        return {}


def _entries(given: Given) -> Iterator[tuple[str, date | None]]:
    for found in values(given, ("vulnerabilities.item",)):
        entry = mapping(found.value)
        if cve := text(entry.get("cveID")):
            yield cve, day(entry.get("dueDate"))
