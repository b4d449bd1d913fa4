"""Countries by the names that people know them by, from the public table beside the time zones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sextant.profile_words import COUNTRY_CODES


@cache
def names() -> Mapping[str, str]:
    """Every country of a profile by its code, in the order of the names."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    known = {parts[0]: parts[1] for parts in lines if len(parts) == 2}
    found = {code: known.get(code, code) for code in COUNTRY_CODES}
    return dict(sorted(found.items(), key=lambda entry: entry[1]))
