"""Counting: ten thousand observations become one count per rule, with its worst example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from frameworks.schema import ScannerRule
from sextant.evidence.scanners.matching import RuleBook
from sextant.evidence.scanners.observations import (
    SEVERITIES,
    Dated,
    Event,
    Heading,
    Observation,
    Severity,
    Subject,
)
from sextant.evidence.scanners.suspicion import Suspicion

_MOST_SUBJECTS = 200_000  # beyond, subjects are no longer told apart
_MOST_NAMES = 2_000  # different findings under one rule
_MOST_PLACES = 3  # places named of each


@dataclass
class Named:
    """One finding wherever it was found: the worst instance, and a few of the places."""

    worst: Observation
    places: dict[str, None] = field(default_factory=dict)
    cves: set[str] = field(default_factory=set)
    subjects: int = 0

    def add(self, seen: Observation) -> None:
        self.cves.update(seen.cves)
        if weight(seen) > weight(self.worst):
            self.worst = seen
        if (place := _place(seen)) not in self.places:
            self.subjects += 1
            if len(self.places) < _MOST_PLACES:
                self.places[place] = None


def name_of(seen: Observation) -> str:
    """What was found, in the tool's words: "port 5900/tcp vnc"."""
    if seen.family == "open port":
        return f"port {seen.check} {seen.title}".strip()
    return seen.quote or seen.title


def _place(seen: Observation) -> str:
    """The host, package or file; with the line in it where that is known."""
    first = seen.place.split(", ", 1)[0]
    return first if first.startswith(f"{seen.subject}:") else seen.subject


@dataclass
class Count:
    """What the observations under one rule come to."""

    rule: ScannerRule
    failed: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    findings: int = 0
    in_order: int = 0  # told by the tool as a number; of several checks, the one on most subjects
    in_all: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    cves: set[str] = field(default_factory=set)
    flagged: set[str] = field(default_factory=set)  # CVEs that the file itself calls exploited
    platforms: set[str] = field(default_factory=set)
    oldest: date | None = None
    worst: Observation | None = None
    good: Observation | None = None
    named: dict[str, Named] = field(default_factory=dict)  # what may have to be mended at once

    def add(self, seen: Observation, nameable: bool = True) -> None:
        self.platforms.add(seen.platform)
        if seen.counted and seen.counted[1] > self.in_all:
            self.in_order, self.in_all = seen.counted
        if seen.outcome == "pass":
            self.good = self.good or seen
            _keep(self.passed, seen.subject)
            return
        self.findings += 1
        _keep(self.failed, seen.subject)
        self.severities[seen.severity] += 1
        self.cves.update(seen.cves)
        if seen.exploited:
            self.flagged.update(seen.cves)
        if seen.known and (self.oldest is None or seen.known < self.oldest):
            self.oldest = seen.known
        if self.worst is None or weight(seen) > weight(self.worst):
            self.worst = seen
        if nameable and self.rule.urgent:
            self._name(seen)

    def _name(self, seen: Observation) -> None:
        name = name_of(seen)
        if name not in self.named and len(self.named) < _MOST_NAMES:
            self.named[name] = Named(seen)
        if name in self.named:
            self.named[name].add(seen)

    @property
    def numbers(self) -> tuple[int, int]:
        """How many subjects are in order, and of how many. Who fails one check is not in order."""
        if self.in_all:
            return self.in_order, self.in_all
        fine = len(self.passed - self.failed)
        return fine, fine + len(self.failed)


@dataclass
class Tally:
    """One export, counted."""

    counts: dict[str, Count] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)
    observations: int = 0
    unplaced: Counter[Severity] = field(default_factory=Counter)  # findings that no rule is about
    heading: Heading | None = None
    on: date | None = None


def tally(events: Iterable[Event], book: RuleBook, suspicion: Suspicion) -> Tally:
    """Count everything. What is favourable counts only where no field of it gives orders."""
    result = Tally()
    for event in events:
        if isinstance(event, Observation):
            _observe(result, event, book, suspicion)
        elif isinstance(event, Subject):
            _keep(result.subjects, event.name)
        elif isinstance(event, Dated):
            result.on = max(result.on, event.on) if result.on else event.on
        else:
            result.heading = result.heading or event
    return result


def _observe(result: Tally, seen: Observation, book: RuleBook, suspicion: Suspicion) -> None:
    result.observations += 1
    ordered = suspicion.gives_orders(seen)
    if ordered and seen.outcome == "pass":
        return
    rules = book.rules_for(seen)
    if not rules and seen.outcome == "fail":
        result.unplaced[seen.severity] += 1
    for rule in rules:
        if seen.outcome == "seen" and not rule.seen:
            continue
        count = result.counts.get(rule.id)
        if count is None:
            count = result.counts[rule.id] = Count(rule)
        count.add(seen, nameable=not ordered)


def _keep(names: set[str], name: str) -> None:
    if name and len(names) < _MOST_SUBJECTS:
        names.add(name)


def weight(seen: Observation) -> tuple[bool, int, bool]:
    """How grave a finding is beside others of its kind."""
    return seen.exploited, SEVERITIES.index(seen.severity), bool(seen.cves)
