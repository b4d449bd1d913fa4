"""Microsoft Secure Score (Graph API, JSON): how far each control of a tenant is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.json_values import mapping, text, values
from sextant.evidence.scanners.observations import Dated, Event, Heading, Observation, Subject, day

_ROOTS = ("", "value.item.", "secureScore.value.item.")


def read(given: Given) -> Material:
    return conclude(given, "secure-score", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of the newest score in the file: the API lists one for each day."""
    days = {
        found.place.removesuffix("createdDateTime"): day(found.value) or date.min
        for found in values(given, [f"{r}createdDateTime" for r in _ROOTS])
    }
    newest = max(days, key=lambda run: days[run], default=None)
    if newest is not None and days[newest] != date.min:
        yield Dated(days[newest])
    for found in values(given, [r + f for r in _ROOTS for f in ("controlScores.item", "id")]):
        if newest is not None and not found.place.startswith(newest):
            continue
        if found.kind.endswith("item"):
            yield from _control(mapping(found.value), found.place)
        elif text(found.value):
            yield Heading(text(found.value), found.place)


def _control(control: Mapping[str, Any], place: str) -> Iterator[Event]:
    name = text(control.get("controlName"))
    share = _number(control.get("scoreInPercentage"))
    if not name or share is None:
        return
    count, total = _number(control.get("count")), _number(control.get("total"))
    counted = (int(count), int(total)) if count is not None and total and count <= total else None
    yield Subject(name)
    yield Observation(
        check=name,
        title=name,
        subject=name,
        place=f"{place}, {name}",
        outcome="pass" if share >= 100 else "fail",
        severity="medium",
        family=text(control.get("controlCategory")),
        quote=text(control.get("implementationStatus")) or name,
        counted=counted,
        texts=(text(control.get("description")),),
    )


def _number(value: object) -> float | None:
    """A number, also where it is written as text; None for anything else."""
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return found if 0 <= found < 1e9 else None
