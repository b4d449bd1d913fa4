"""Dates as programs write them into a file's metadata."""

from __future__ import annotations

import re
from datetime import date

_EARLIEST = 1990
_COMPACT = re.compile(r"(?:D:)?\s*(\d{4})-?(\d{2})-?(\d{2})")


def day(year: str, month: str, number: str) -> date | None:
    """The day, if there is such a one and it is not before there were such files."""
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def metadata_day(text: str) -> date | None:
    """The day of "D:20240131..." (PDF) or "2024-01-31T..." (ISO 8601); None where it is neither."""
    match = _COMPACT.match(text)
    return day(*match.groups()) if match else None
