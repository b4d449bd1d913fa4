"""What a scanner or platform export says, one thing at a time, before anything is counted."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

Outcome = Literal["fail", "pass", "seen"]
Severity = Literal["none", "low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("none", "low", "medium", "high", "critical")
# RFC 5737 and RFC 3849: addresses that stand for public ones in examples and manuals.
_EXAMPLE_NETS = tuple(
    ipaddress.ip_network(n)
    for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that the tool saw on one subject (a host, an account, a package, a setting).

    `quote` stands in the file word for word; `texts` are the fields that a stranger may have
    written (a banner, a description), looked through for orders to the reader.
    """

    check: str  # the tool's own id of what it looked for
    title: str  # what it calls that, in the file's own words
    subject: str
    place: str  # where a person finds it: "host 10.0.0.5, plugin 57608, line 310"
    outcome: Outcome = "fail"
    severity: Severity = "none"
    family: str = ""
    quote: str = ""  # "" where the title is what to quote
    cves: tuple[str, ...] = ()
    exploited: bool = False  # the file itself says that it is attacked in the wild
    exposed: bool = False  # on an address of the public internet
    port: int = 0  # an open port, where the observation is about one
    known: date | None = None  # since when the weakness is publicly known
    counted: tuple[int, int] | None = None  # (in order, in all) where the tool gives only numbers
    platform: str = ""  # whose settings these are, where the tool looks at several: "aws"
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that was looked at, whether or not anything was found on it."""

    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Words of the file that show what was run, to quote for the fact that it was."""

    quote: str
    place: str
    tool: str = ""  # which tool, where a format is written by many


@dataclass(frozen=True, slots=True)
class Dated:
    """When the tool looked."""

    on: date


Event = Observation | Subject | Heading | Dated


def is_public(address: str) -> bool:
    """Whether the address is one of the public internet (or stands for one in an example)."""
    try:
        ip = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    return ip.is_global or any(ip.version == n.version and ip in n for n in _EXAMPLE_NETS)


def severity_of_score(score: str | float | None) -> Severity:
    """CVSS v3 qualitative rating of a score 0..10; "none" for what is no number."""
    try:
        value = float(score or 0)
    except (TypeError, ValueError):
        return "none"
    for least, severity in ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low")):
        if value >= least:
            return severity  # type: ignore[return-value]
    return "none"


def severity_of_word(word: object) -> Severity:
    """The severity that a tool's word stands for: "Moderate" is medium, "Info" is none."""
    known: dict[str, Severity] = {
        "critical": "critical", "high": "high", "serious": "high", "important": "high",
        "error": "high", "medium": "medium", "moderate": "medium", "warning": "medium",
        "low": "low", "minor": "low", "note": "low", "negligible": "low",
    }  # fmt: skip
    return known.get(str(word).strip().lower(), "none")


def day(text: object) -> date | None:
    """The day in an ISO date or time, "2024/01/09", or seconds since 1970; None for anything else
    and for what lies outside 1990 to 2100."""
    if isinstance(text, bool) or text is None:
        return None
    try:
        if isinstance(text, int | float) or str(text).isdecimal():
            found = datetime.fromtimestamp(float(text), UTC).date()  # type: ignore[arg-type]
        else:
            found = date.fromisoformat(str(text).strip()[:10].replace("/", "-"))
    except (ValueError, OverflowError, OSError):
        return None
    return found if 1990 <= found.year <= 2100 else None


def cves(words: Iterable[object]) -> tuple[str, ...]:
    """The CVE ids among the words, each once, as given."""
    return tuple(dict.fromkeys(w for w in words if isinstance(w, str) and w.startswith("CVE-")))
