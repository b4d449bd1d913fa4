"""What is due and what is old, client by client, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sextant.portfolio.building import REASSESS_AFTER_DAYS
from sextant.portfolio.document import Client, DueAction, Portfolio
from sextant.reports.figures import count, date

SHOWN = 3  # actions or files that are named in a row; the rest are counted


@dataclass(frozen=True)
class DueRow:
    code: str
    anchor: str
    name: str
    when: str
    what: str
    overdue: bool


@dataclass(frozen=True)
class OldRow:
    code: str
    anchor: str
    name: str
    what: str


@dataclass(frozen=True)
class DueView:
    """`note` says how many; the rows are those with the nearest dates first."""

    note: str
    rows: tuple[DueRow, ...]
    old_note: str
    old: tuple[OldRow, ...]


def due_view(p: Portfolio, codes: Mapping[str, str]) -> DueView:
    rows = sorted(
        ((_next(c.due), c) for c in p.clients if c.due), key=lambda r: (r[0][0].due, r[1].id)
    )
    return DueView(
        note=_note(p),
        rows=tuple(_row(c, actions, codes[c.id]) for actions, c in rows),
        old_note=_old_note(p),
        old=tuple(
            OldRow(codes[c.id], codes[c.id].lower(), c.name, what)
            for c in p.clients
            if (what := " ".join(_old(c)))
        ),
    )


def _next(actions: tuple[DueAction, ...]) -> list[DueAction]:
    """Those that are due first, on the same day."""
    first = min(a.due for a in actions)
    return [a for a in actions if a.due == first]


def _row(client: Client, actions: list[DueAction], code: str) -> DueRow:
    shown = "; ".join(a.title for a in actions[:SHOWN])
    rest = len(actions) - SHOWN
    late = sum(a.overdue for a in client.due)
    when = date(actions[0].due)
    return DueRow(
        code=code, anchor=code.lower(), name=client.name,
        when=f"{when}: {count(late, 'action')} overdue" if late else when,
        what=shown + (f"; and {rest:,} more" if rest > 0 else ""), overdue=late > 0,
    )  # fmt: skip


def _note(p: Portfolio) -> str:
    t = p.totals
    if not (t.overdue_actions or t.due_soon_actions):
        return "No action of the first 90 days is open."
    open_ = count(t.overdue_actions + t.due_soon_actions, "action")
    late = f"{t.overdue_actions:,} of them overdue" if t.overdue_actions else "none of them overdue"
    return (
        f"{open_.capitalize()} of the first 90 days are proposed and not known to be done, {late}."
    )


def _old_note(p: Portfolio) -> str:
    t = p.totals
    if not (t.with_stale or t.to_reassess):
        return (
            f"No assessment is older than {REASSESS_AFTER_DAYS} days, and no evidence that says "
            "when it was made is too old."
        )
    parts = []
    if t.with_stale:
        parts.append(f"{count(t.with_stale, 'client')} with evidence that is too old")
    if t.to_reassess:
        parts.append(f"{count(t.to_reassess, 'assessment')} older than {REASSESS_AFTER_DAYS} days")
    return f"{'; '.join(parts).capitalize()}."


def _old(client: Client) -> Iterator[str]:
    if client.reassess:
        yield f"Assessed {client.age_days:,} days ago: assess again."
    if client.stale:
        shown = ", ".join(
            f"{s.source} ({date(s.dated)})" if s.dated else s.source for s in client.stale[:SHOWN]
        )
        rest = len(client.stale) - SHOWN
        yield f"Old evidence: {shown}{f' and {rest:,} more' if rest > 0 else ''}."
