"""From counts to Statements and Mentions: one for each part of an outcome that a rule speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from frameworks.loader import Knowledge, load
from frameworks.schema import Scanner, ScannerProof, ScannerSays, ScannerUnit
from sextant.clipping import clipped
from sextant.evidence.material import Given, Material
from sextant.evidence.scanners.kev import exploited_beside
from sextant.evidence.scanners.matching import RuleBook, rules_of
from sextant.evidence.scanners.observations import SEVERITIES, Event, Observation, Severity
from sextant.evidence.scanners.suspicion import Suspicion
from sextant.evidence.scanners.tally import Count, Named, Tally, name_of, tally, weight
from sextant.records import Mention, Polarity, Statement

_QUOTED = 300  # characters of a quote
_NAME = 40  # characters of a tool's name
_RESULTS = ScannerUnit(one="result", many="results")
_NAMED = 3  # CVEs named in a summary
_OWN_NAME = re.compile(r":(?!\d+$)|/")  # what stands before it in "arn:aws:s3::1111:bucket"
_URGENT = 4  # findings named that are to be mended at once
_GRAVE: tuple[Severity, ...] = ("critical", "high")
_MINOR: tuple[Severity, ...] = ("medium", "low")
_CLIPPED = 120  # characters of the name of one


def conclude(given: Given, tool: str, events: Iterable[Event]) -> Material:
    """What one export comes to. `tool` is an id of frameworks/scanners/."""
    knowledge = load()
    scanner = knowledge.scanners[tool]
    suspicion = Suspicion(given.name)
    counted = tally(events, RuleBook(rules_of(scanner, knowledge)), suspicion)
    exploited = exploited_beside(given) if any(c.cves for c in counted.counts.values()) else {}
    writer = _Writer(given.name, scanner, counted, exploited)
    return Material(
        reliability=scanner.reliability,
        statements=tuple(writer.statements()),
        mentions=tuple(writer.mentions(knowledge)),
        findings=tuple(suspicion.findings.values()),
        dated=counted.on,
        dated_from=f"{scanner.title} export" if counted.on else "",
        notes=(*_unplaced(scanner, counted, _GRAVE), *_passed_over(suspicion)),
        told=tuple(_unplaced(scanner, counted, _MINOR)),
    )


class _Writer:
    """Writes down what was counted in one file."""

    def __init__(
        self, source: str, scanner: Scanner, counted: Tally, exploited: Mapping[str, date | None]
    ) -> None:
        self._source = source
        self._scanner = scanner
        self._tally = counted
        self._exploited = exploited

    def statements(self) -> Iterator[Statement]:
        yield from self._of_running()
        for count in self._tally.counts.values():
            shown = count.worst or count.good
            if shown is None:
                continue
            polarity, summary = self._polarity(count), self._summary(count)
            told = self._is_told(count)
            urgent = () if polarity == "implemented" else tuple(self._urgent(count))
            for said in count.rule.says:
                spared = polarity == "not_implemented" and said.at_worst == "partial"
                statement = self._statement(
                    said, "partial" if spared else polarity, _quote(shown), shown.place, summary
                )
                hint = spared or (polarity == "partial" and count.rule.verdict == "partial")
                wrong = "ceiling" if statement.polarity == "partial" and not told else ""
                yield statement.model_copy(update={
                    "hedged": hint, "bound": wrong, "affected": len(count.failed),
                    "urgent": urgent, "systems": tuple(self._systems(count)),
                })  # fmt: skip

    def _systems(self, count: Count) -> Iterator[str]:
        """The kinds of asset whose settings were looked at; none where one of them is not known."""
        if count.rule.everywhere:
            return
        kinds = [self._scanner.platforms.get(p, ()) for p in sorted(count.platforms)]
        if all(kinds):
            yield from dict.fromkeys(k for of in kinds for k in of)

    def mentions(self, knowledge: Knowledge) -> Iterator[Mention]:
        for count in self._tally.counts.values():
            urgent = next(iter(self._named(count)), None)
            for fact, shown in (
                (count.rule.fact, count.worst),
                (count.rule.urgent.fact if count.rule.urgent else "", urgent and urgent.worst),
            ):
                if fact and shown:
                    yield Mention(
                        kind="fact", id=fact, present=True, quote=_quote(shown),
                        source=self._source, locator=shown.place,
                    )  # fmt: skip

    def _named(self, count: Count) -> list[Named]:
        """What is to be mended at once: what is attacked, and what is as grave as the rule says."""
        if count.rule.urgent is None:
            return []
        least = SEVERITIES.index(count.rule.urgent.least)
        found = [
            n for n in count.named.values()
            if SEVERITIES.index(n.worst.severity) >= least or self._is_attacked(n)
        ]  # fmt: skip
        return sorted(found, key=lambda n: (self._is_attacked(n), weight(n.worst)), reverse=True)

    def _is_attacked(self, named: Named) -> bool:
        return named.worst.exploited or bool(named.cves & self._exploited.keys())

    def _urgent(self, count: Count) -> Iterator[str]:
        for named in self._named(count)[:_URGENT]:
            name = clipped(name_of(named.worst), _CLIPPED)
            places = [p for p in named.places if p and _OWN_NAME.split(p)[-1] not in name]
            more = named.subjects - len(named.places)
            where = ", ".join(places) + (f" and {more:,} more" if more else "")
            known = sorted(named.cves, key=lambda c: (c not in self._exploited, c))
            cves = [c for c in known if c not in name][:1]
            attacked = ["known to be exploited"] if self._is_attacked(named) else []
            details = "; ".join(filter(None, (where, *cves, *attacked)))
            yield f"{name} ({details})" if details else name

    def _of_running(self) -> Iterator[Statement]:
        """That the tool was run, whatever it found."""
        heading, looked_at = self._tally.heading, len(self._tally.subjects)
        if heading is None or (self._scanner.lists_all and not looked_at):
            return
        summary = f"{_many(looked_at, self._scanner.unit)} looked at{self._when()}."
        if not self._scanner.lists_all:
            summary = f"{_many(self._tally.observations, _RESULTS)}{self._when()}."
        for proof in self._scanner.proves:
            yield self._statement(
                proof, proof.polarity, _short(heading.quote), heading.place, summary
            )

    def _statement(
        self, said: ScannerSays, polarity: Polarity, quote: str, place: str, summary: str
    ) -> Statement:
        return Statement(
            id="", subcategories=(said.subcategory,), aspect=said.aspect, polarity=polarity,
            quote=quote, source=self._source, locator=place,
            reliability=self._scanner.reliability, summary=summary,
            bound="floor" if isinstance(said, ScannerProof) and polarity == "partial" else "",
        )  # fmt: skip

    def _polarity(self, count: Count) -> Polarity:
        if not count.findings:
            return "implemented"
        if count.rule.verdict == "any" or self._overdue(count):
            return "not_implemented"
        if count.rule.verdict == "partial":
            return "partial"
        fine, of = self._share(count)
        failing = (of - fine) / of if of else 0.0
        return "not_implemented" if of and failing >= self._scanner.lacking_from else "partial"

    def _share(self, count: Count) -> tuple[int, int]:
        """How many subjects are in order, of how many. A tool that reports only what is wrong is
        taken at the number of subjects it looked at."""
        if self._is_told(count):
            return count.numbers
        if not self._scanner.lists_all:
            return 0, 0
        of = max(len(self._tally.subjects), len(count.failed))
        return of - len(count.failed), of

    def _is_told(self, count: Count) -> bool:
        """Whether the tool says what is in order, and not only what is wrong."""
        return self._scanner.passes or bool(count.passed or count.in_all)

    def _overdue(self, count: Count) -> bool:
        """Whether a weakness is open that is attacked in the wild and was to be mended by then."""
        on = self._tally.on
        due = [self._exploited[c] for c in self._attacked(count) if c in self._exploited]
        return any(d is None or on is None or d < on for d in due) or bool(
            count.flagged - self._exploited.keys()
        )

    def _attacked(self, count: Count) -> list[str]:
        return sorted(c for c in count.cves if c in self._exploited or c in count.flagged)

    def _summary(self, count: Count) -> str:
        unit = count.rule.unit or self._scanner.unit
        fine, of = self._share(count)
        about = count.rule.about[:1].upper() + count.rule.about[1:]
        if self._is_told(count):
            counted = f"{fine:,} of {_many(of, unit)} in order" + f", {of - fine:,} not" * (
                fine < of
            )
        else:
            counted = _found(count, of, unit)
        parts = [f"{about}: {counted}{self._when()}."]
        if attacked := self._attacked(count):
            named = ", ".join(attacked[:_NAMED]) + (" and others" if attacked[_NAMED:] else "")
            parts.append(f"Known to be exploited by attackers: {len(attacked)} ({named}).")
        if count.oldest:
            parts.append(f"The oldest is public since {count.oldest}.")
        return " ".join(parts)

    def _when(self) -> str:
        tool = (self._tally.heading and self._tally.heading.tool) or self._scanner.title
        return f", {tool[:_NAME]} of {self._tally.on}" if self._tally.on else ""


def _found(count: Count, of: int, unit: ScannerUnit) -> str:
    """ "412 findings on 31 of 40 hosts (12 critical, 80 high)"."""
    where = f"{len(count.failed):,} of {_many(of, unit)}" if of else _many(len(count.failed), unit)
    if count.rule.seen:
        return where
    found = f"{count.findings:,} finding{'s' if count.findings > 1 else ''}"
    levels = ", ".join(
        f"{count.severities[s]:,} {s}" for s in reversed(SEVERITIES[1:]) if count.severities[s]
    )
    return f"{found} on {where}" + (f" ({levels})" if levels else "")


def _many(number: int, unit: ScannerUnit) -> str:
    return f"{number:,} {unit.one if number == 1 else unit.many}"


def _quote(seen: Observation) -> str:
    return _short(seen.quote or seen.title) or seen.check


def _short(words: str) -> str:
    return " ".join(words[:_QUOTED].split())


def _unplaced(scanner: Scanner, counted: Tally, of: Collection[Severity]) -> Iterator[str]:
    """How many observations no rule is about. Only where one of them is grave is the assessment
    incomplete for it."""
    found = {s: n for s, n in counted.unplaced.items() if s in of}
    if found:
        levels = ", ".join(f"{found[s]:,} {s}" for s in reversed(SEVERITIES) if s in found)
        yield (
            f"{sum(found.values()):,} of {counted.observations:,} observations of "
            f"{scanner.title} bear on no rating ({levels})"
        )


def _passed_over(suspicion: Suspicion) -> Iterator[str]:
    if suspicion.passed_over:
        yield f"{suspicion.passed_over:,} further texts were not looked through for orders"
