"""Which rules of frameworks/scanners/ an observation falls under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from functools import lru_cache

from frameworks.loader import Knowledge
from frameworks.schema import Scanner, ScannerMatch, ScannerRule
from sextant.evidence.scanners.observations import SEVERITIES, Observation

_WORDS = re.compile(r"[a-z0-9]+(?:[.'+][a-z0-9]+)*")
_Key = tuple[str, str, str, int, bool, bool, str]


def rules_of(scanner: Scanner, knowledge: Knowledge) -> tuple[ScannerRule, ...]:
    """The tool's own rules, then those it shares with others."""
    shared = (r for i in scanner.includes for r in knowledge.scanners[i].rules)
    return (*scanner.rules, *shared)


class RuleBook:
    """The rules of one tool, made ready. Observations of one kind are matched once."""

    def __init__(self, rules: Iterable[ScannerRule]) -> None:
        self._tests = [(rule, _Test(rule.match)) for rule in rules]
        self._known: dict[_Key, tuple[ScannerRule, ...]] = {}

    def rules_for(self, seen: Observation) -> tuple[ScannerRule, ...]:
        """Every rule that the observation falls under."""
        key = (
            seen.check, seen.title, seen.family, seen.port, seen.exposed, bool(seen.cves),
            seen.severity,
        )  # fmt: skip
        found = self._known.get(key)
        if found is None:
            found = tuple(rule for rule, test in self._tests if test.holds(seen))
            self._known[key] = found
        return found


class _Test:
    """One rule's conditions, compiled."""

    def __init__(self, match: ScannerMatch) -> None:
        self._match = match
        self._checks = _any_of(match.checks)
        self._never = _any_of(match.never)
        self._families = _any_of(match.families)
        self._words = tuple(map(_phrase, match.words))
        self._without = tuple(map(_phrase, match.without))

    def holds(self, seen: Observation) -> bool:
        return all(self._conditions(seen))

    def _conditions(self, seen: Observation) -> Iterator[bool]:
        match = self._match
        yield not match.ports or seen.port in match.ports
        yield seen.exposed or not match.exposed
        yield match.cve is None or bool(seen.cves) == match.cve
        yield SEVERITIES.index(seen.severity) >= SEVERITIES.index(match.least)
        check, family = seen.check.lower(), seen.family.lower()
        yield self._checks is None or bool(self._checks.match(check))
        yield self._never is None or not self._never.match(check)
        yield self._families is None or bool(self._families.match(family))
        title = _phrase(seen.title)
        yield not self._words or any(w in title for w in self._words)
        yield not any(w in title for w in self._without)


@lru_cache(maxsize=1024)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(translate(p.lower()) for p in patterns)) if patterns else None


@lru_cache(maxsize=4096)
def _phrase(text: str) -> str:
    """The words with one space around each, so that whole words are found."""
    return f" {' '.join(_WORDS.findall(text[:500].lower()))} "
