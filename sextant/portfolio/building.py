"""From the clients' assessments to the portfolio: ranking, what they share, what is due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from sextant.assessment import Range
from sextant.portfolio.changes import change, severities
from sextant.portfolio.document import (
    Client,
    DueAction,
    NotAssessed,
    PhaseCount,
    Portfolio,
    SharedAction,
    SharedQuestion,
    StaleEvidence,
    Totals,
    Weakness,
)
from sextant.portfolio.entries import Entry, Source, read_entry
from sextant.reports import FORMATS

REASSESS_AFTER_DAYS = 365
DUE_SOON_DAYS = 30
LONG_PHASE = 365  # actions for the rest of the year are planned, not due
HISTORY_READ = 12  # earlier assessments of a client that are looked into for its actions
SHARED_SHOWN = 30


@dataclass(frozen=True)
class _Read:
    source: Source
    path: Path
    entry: Entry
    before: Entry | None
    earlier: tuple[Entry, ...]  # newest first, each other than the one after it


def build(
    sources: Iterable[Source],
    base: Path,
    moment: datetime,
    title: str = "Portfolio",
    step: Callable[[], None] = lambda: None,
) -> Portfolio:
    """The portfolio of these clients as it stands at `moment`; links are relative to `base`."""
    reads: list[_Read] = []
    missing: list[NotAssessed] = []
    for source in sources:
        read = _read(source)
        if read:
            reads.append(read)
        if source.problem or not read:
            reason = source.problem or "its assessment cannot be read"
            missing.append(NotAssessed(id=source.client, reason=reason, has_older=bool(read)))
        step()
    clients = sorted((_client(read, base, moment.date()) for read in reads), key=_rank)
    return Portfolio(
        title=title,
        generated_at=moment.astimezone(UTC).replace(microsecond=0).isoformat(),
        totals=_totals(clients, reads),
        clients=tuple(clients),
        weaknesses=tuple(_weaknesses(reads)),
        actions=tuple(_actions(reads)),
        questions=tuple(_questions(reads)),
        not_assessed=tuple(missing),
    )


def _read(source: Source) -> _Read | None:
    if not source.files or not (entry := read_entry(source.files[0])):
        return None
    earlier: list[Entry] = []
    last = source.files[0]
    for path in source.files[1:HISTORY_READ]:
        if path != last and (older := read_entry(path)):
            earlier.append(older)
        last = path
    same = len(source.files) > 1 and source.files[1] == source.files[0]
    before = entry if same else earlier[0] if earlier else None
    return _Read(source, source.files[0], entry, before, tuple(earlier))


def _rank(client: Client) -> tuple[int, int, int, str]:
    """More critical risks first, then more high ones, then the larger yearly loss."""
    counts = client.severities
    return -counts["critical"], -counts["high"], -client.annual_loss_usd.p50, client.id


def _client(read: _Read, base: Path, today: date) -> Client:
    entry, organization = read.entry, read.entry.organization
    age = max(0, (today - _day(entry.meta.generated_at, today)).days)
    worst = min(entry.risks, key=lambda r: (-_order(r.severity), -r.annual_loss_usd.p50, r.id),
                default=None)  # fmt: skip
    first = next(
        iter(sorted(entry.recommendations, key=lambda a: (a.phase, -a.risk_reduction))), None
    )
    folder = _relative(read.path.parent, base)
    return Client(
        id=read.source.client, name=organization.name, sector=organization.sector,
        sector_title=organization.sector_title, size_tier=organization.size_tier,
        employees=organization.employees, assessed_at=entry.meta.generated_at, age_days=age,
        reassess=age > REASSESS_AFTER_DAYS, overall=entry.scores.overall,
        functions=entry.scores.functions, severities=severities(entry),
        annual_loss_usd=entry.money.annual_loss_usd, after_roadmap_usd=entry.after_roadmap,
        top_risk=worst.title if worst else "", first_action=first.title if first else "",
        change=change(entry, read.before),
        stale=tuple(StaleEvidence(source=i.source, dated=i.dated)
                    for i in entry.meta.inputs if i.stale),
        due=tuple(_due(read, today)), degraded=entry.meta.degraded,
        folder=folder, report=_report(read.path.parent, folder),
    )  # fmt: skip


def _order(severity: str) -> int:
    return ("low", "moderate", "high", "critical").index(severity)


def _day(moment: str, otherwise: date) -> date:
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return otherwise


def _relative(folder: Path, base: Path) -> str:
    try:
        return quote(folder.resolve().relative_to(base.resolve()).as_posix())
    except ValueError:
        return ""


def _report(folder: Path, link: str) -> str:
    """The best of its reports to open, where the portfolio stands beside them."""
    names = [FORMATS[name].file for name in ("html", "pdf", "md")]
    return next((f"{link}/{n}" for n in names if link and (folder / n).is_file()), "")


def _due(read: _Read, today: date) -> Iterator[DueAction]:
    """Actions of the first 90 days, counted from when they were first proposed without a break."""
    for action in read.entry.recommendations:
        if action.phase >= LONG_PHASE:
            continue
        first = _day(read.entry.meta.generated_at, today)
        for older in read.earlier:
            if action.id not in {a.id for a in older.recommendations}:
                break
            first = min(first, _day(older.meta.generated_at, today))
        due = first + timedelta(days=action.phase)
        yield DueAction(id=action.id, title=action.title, proposed=first.isoformat(),
                        due=due.isoformat(), overdue=due < today)  # fmt: skip


def _totals(clients: Sequence[Client], reads: Sequence[_Read]) -> Totals:
    verdicts = Counter(client.change.verdict for client in clients)
    due = [action for client in clients for action in client.due]
    return Totals(
        clients=len(clients),
        with_critical=sum(c.severities["critical"] > 0 for c in clients),
        with_high=sum(c.severities["high"] > 0 == c.severities["critical"] for c in clients),
        worse=verdicts["worse"], better=verdicts["better"], new=verdicts["new"],
        same=verdicts["same"],
        middle_loss_usd=sum(c.annual_loss_usd.p50 for c in clients),
        middle_after_usd=sum(c.after_roadmap_usd for c in clients),
        with_stale=sum(bool(c.stale) for c in clients),
        to_reassess=sum(c.reassess for c in clients),
        overdue_actions=sum(a.overdue for a in due),
        due_soon_actions=sum(not a.overdue for a in due),
        versions=len({(r.entry.meta.version, r.entry.meta.knowledge) for r in reads}),
    )  # fmt: skip


def _weaknesses(reads: Sequence[_Read]) -> list[Weakness]:
    """Most widely lacking first. Where a client's target asks for no more, nothing is lacking."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    titles: dict[str, str] = {}
    for read in reads:
        for control in read.entry.controls:
            titles.setdefault(control.subcategory, control.title)
            state = control.status if control.gap != "none" else "implemented"
            found[control.subcategory][state].append(read.source.client)
    shared = [
        Weakness(
            subcategory=identifier, title=titles[identifier],
            lacking=len(states["not_implemented"]), partial=len(states["partial"]),
            in_place=len(states["implemented"]), unknown=len(states["unknown"]),
            clients=(*states["not_implemented"], *states["partial"]),
        )
        for identifier, states in found.items()
        if len(states["not_implemented"]) + len(states["partial"]) > 1
    ]  # fmt: skip
    return sorted(shared, key=lambda w: (-len(w.clients), -w.lacking, w.subcategory))[:SHARED_SHOWN]


def _actions(reads: Sequence[_Read]) -> list[SharedAction]:
    """The one that removes most expected loss over all clients first."""
    proposed = defaultdict(list)
    for read in reads:
        for action in read.entry.recommendations:
            proposed[action.id].append((read.source.client, action))
    shared = []
    for identifier, pairs in proposed.items():
        actions = [action for _, action in pairs]
        shared.append(SharedAction(
            id=identifier, title=Counter(a.title for a in actions).most_common(1)[0][0],
            subcategories=tuple(dict.fromkeys(s for a in actions for s in a.subcategories)),
            clients=tuple(client for client, _ in pairs),
            risk_reduction=sum(a.risk_reduction for a in actions),
            effort_days=_sum(a.effort_days for a in actions),
            cost_usd=_sum(a.cost_usd for a in actions),
            phases=tuple(
                PhaseCount(phase=phase, clients=number)
                for phase, number in sorted(Counter(a.phase for a in actions).items())
            ),
            ask_first=sum(a.confirm_first for a in actions),
        ))  # fmt: skip
    return sorted(shared, key=lambda a: (-a.risk_reduction, -len(a.clients), a.id))[:SHARED_SHOWN]


def _sum(ranges: Iterable[Range]) -> Range:
    pairs = [(r.low, r.high) for r in ranges]
    return Range(low=round(sum(p[0] for p in pairs), 2), high=round(sum(p[1] for p in pairs), 2))


def _questions(reads: Sequence[_Read]) -> list[SharedQuestion]:
    asked = defaultdict(list)
    for read in reads:
        for question in read.entry.questions:
            asked[question.text].append(question)
    shared = [
        SharedQuestion(text=text, subcategories=questions[0].subcategories, clients=len(questions),
                       value=sum(q.value for q in questions))
        for text, questions in asked.items()
        if len(questions) > 1
    ]  # fmt: skip
    return sorted(shared, key=lambda q: (-q.value, -q.clients, q.text))[:20]
