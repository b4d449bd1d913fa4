"""Prowler findings in OCSF (JSON): a cloud account's settings, check by check, passed or failed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.conclusions import conclude
from sextant.evidence.scanners.json_values import listed, mapping, text, values
from sextant.evidence.scanners.observations import (
    Dated,
    Event,
    Heading,
    Observation,
    Outcome,
    Subject,
    day,
    severity_of_word,
)

_PLATFORM = re.compile(r"prowler-([a-z0-9]+)-")  # "prowler-aws-iam_user_mfa_enabled_..."
_OUTCOMES: dict[str, Outcome] = {"PASS": "pass", "FAIL": "fail"}


def read(given: Given) -> Material:
    return conclude(given, "prowler", observe(given))


def observe(given: Given) -> Iterator[Event]:
    """The events of one file. What the tool's user muted counts as seen, neither good nor bad."""
    for found in values(given, ("item",)):
        finding = mapping(found.value)
        product = mapping(mapping(finding.get("metadata")).get("product"))
        yield Heading(text(product.get("name")) or "Prowler", f"{found.place}.metadata.product")
        if on := day(finding.get("time_dt")) or day(finding.get("time")):
            yield Dated(on)
        yield (seen := _finding(finding, found.place))
        yield Subject(seen.subject)


def _finding(finding: Mapping[str, Any], place: str) -> Observation:
    about, meta = mapping(finding.get("finding_info")), mapping(finding.get("metadata"))
    resources = listed(finding.get("resources"))
    resource = mapping(resources[0]) if resources else {}
    subject = text(resource.get("uid")) or text(resource.get("name")) or text(about.get("uid"))
    check, title = text(meta.get("event_code")), text(about.get("title"))
    muted = text(finding.get("status")).lower() == "suppressed"
    outcome = _OUTCOMES.get(text(finding.get("status_code")).upper(), "seen")
    made_of = _PLATFORM.match(text(about.get("uid")))
    return Observation(
        check=check,
        title=title,
        subject=subject,
        place=f"{place}, {check}",
        outcome="seen" if muted else outcome,
        severity=severity_of_word(finding.get("severity")),
        family=text(mapping(resource.get("group")).get("name")),
        quote=text(finding.get("status_detail")) or text(finding.get("message")) or title,
        exposed=True,
        platform=made_of.group(1) if made_of else "",
        texts=(text(resource.get("name")), text(about.get("desc"))),
    )
