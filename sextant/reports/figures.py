"""How numbers, amounts, dates and identifiers are written in every report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from math import floor, log10

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ABBREVIATED = frozenset(
    ("ai", "api", "aws", "byod", "cctv", "cd", "ci", "crm", "erp", "hmi", "hr", "iiot", "iot", "it",
     "mfa", "nas", "ot", "phi", "pii", "plc", "pos", "saas", "scada", "ssh", "usb", "usd", "vpn")
)  # fmt: skip


def plain(identifier: str) -> str:
    """An identifier as words, for values that have no entry in a vocabulary."""
    parts = identifier.replace("_", " ").replace("-", " ").split()
    words = " ".join(p.upper() if p in _ABBREVIATED else p for p in parts)
    return words[:1].upper() + words[1:]


def sentence(text: str) -> str:
    """`text` with a capital at the start and a stop at the end; empty stays empty."""
    text = " ".join(text.split())
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?:…" else ".")


def ended(text: str) -> str:
    """As `sentence`, but the name of a file that opens it keeps its case."""
    first = text.split(" ", 1)[0]
    named = "/" in first or "." in first.rstrip(".")
    return first[:1] + sentence(text)[1:] if named else sentence(text)


def count(number: int, one: str, many: str = "") -> str:
    """'1 risk', '3 risks', 'no risks'."""
    noun = one if number == 1 else many or one + "s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def two_digits(amount: float) -> int:
    """Rounded to two significant digits, as befits an estimate."""
    if amount < 1:
        return 0
    step = 10 ** max(0, floor(log10(amount)) - 1)
    return int(floor(amount / step + 0.5) * step)


def money(amount: float) -> str:
    """US dollars to two significant digits: '$45,000', '$1.2 million'."""
    rounded = two_digits(amount)
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if rounded >= size:
            return f"${rounded / size:.3g} {name}"
    return f"${rounded:,}"


def money_range(low: float, high: float, nothing: str = "$0") -> str:
    """'$1,200 to $4,500'; one amount when both ends round to it; `nothing` for zero."""
    first, last = money(low), money(high)
    if last == "$0":
        return nothing
    if first == last:
        return f"about {last}"
    return f"up to {last}" if first == "$0" else f"{first} to {last}"


def number(value: float) -> str:
    """A small quantity with at most one decimal: '0.5', '3', '12'."""
    return f"{value:.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def _days(value: float) -> str:
    """In quarters, as they are estimated, so that what is added up on paper comes out."""
    return f"{value:.0f}" if value >= 10 else f"{round(value * 4) / 4:g}"


def days_range(low: float, high: float) -> str:
    """'2 to 5 days'; 'under half a day' for what takes less."""
    if high < 0.5:
        return "under half a day"
    first, last = _days(low), _days(high)
    unit = "day" if last == "1" else "days"
    return f"{last} {unit}" if first == last else f"{first} to {last} {unit}"


def percent(share: float) -> str:
    """A share as a whole percentage; only nothing is 0% and only everything is 100%."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def confidence(value: float) -> str:
    """'High (90%)': how much and how reliable the evidence is."""
    word = "High" if value >= 0.75 else "Moderate" if value >= 0.4 else "Low"
    return f"{word} ({percent(value)})"


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def date(text: str) -> str:
    """'21 November 2026'; what is not an ISO moment comes back as it was."""
    parsed = _parsed(text)
    return f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}" if parsed else text


def moment(text: str) -> datetime:
    """A document's own date in UTC, so that the same assessment gives the same bytes."""
    parsed = _parsed(text) or datetime(1980, 1, 1, tzinfo=UTC)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def listing(items: Sequence[str], last: str = "and") -> str:
    """'a, b and c'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def slug(text: str) -> str:
    """Safe in an HTML id and a PDF label."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()
