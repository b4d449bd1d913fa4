"""The words and the order of a portfolio report, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sextant.portfolio.document import Portfolio, SharedAction, Weakness
from sextant.portfolio.view_due import DueView, due_view
from sextant.portfolio.view_rows import (
    ChangeRow,
    ClientRow,
    HeatRow,
    change_rows,
    client_row,
    heat_row,
)
from sextant.reports.figures import count, date, days_range, money, money_range, percent
from sextant.reports.view import Chapter, clean
from sextant.reports.view_parts import Pair
from sextant.reports.words import FUNCTIONS, PHASE

NAMED = 8  # clients that are named in one row; the rest are counted


@dataclass(frozen=True)
class WeaknessRow:
    outcome: str
    title: str
    lacking: str
    share: float
    share_text: str
    unknown: str
    clients: str
    counts: tuple[int, int, int, int]


@dataclass(frozen=True)
class ActionRow:
    title: str
    outcomes: str
    clients: str
    removes: str
    cost: str
    effort: str
    when: str
    ask: str
    figures: tuple[int, int, float, float]


@dataclass(frozen=True)
class QuestionRow:
    text: str
    outcomes: str
    clients: str
    worth: str


@dataclass(frozen=True)
class Absent:
    client: str
    reason: str


@dataclass(frozen=True)
class PortfolioView:
    title: str
    date: str
    generated_at: str
    headline: str
    notes: tuple[str, ...]
    key_figures: tuple[Pair, ...]
    chapters: tuple[Chapter, ...]
    one_action: str
    one_action_why: str
    functions: tuple[str, ...]
    clients: tuple[ClientRow, ...]
    heat: tuple[HeatRow, ...]
    weaknesses: tuple[WeaknessRow, ...]
    actions: tuple[ActionRow, ...]
    questions: tuple[QuestionRow, ...]
    worse: tuple[ChangeRow, ...]
    better: tuple[ChangeRow, ...]
    change_note: str
    due: DueView
    absent: tuple[Absent, ...]
    method: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


CHAPTERS = tuple(
    Chapter(number, title, anchor)
    for number, (anchor, title) in enumerate(
        (
            ("summary", "Summary"),
            ("clients", "Clients by risk"),
            ("heat", "Clients and Functions"),
            ("shared", "Weaknesses they share"),
            ("actions", "Actions that help most"),
            ("changes", "Change since last time"),
            ("due", "What is due, what is old"),
            ("absent", "Not assessed"),
            ("method", "How to read this"),
        ),
        1,
    )
)


def portfolio_view(portfolio: Portfolio) -> PortfolioView:
    """The view of one portfolio, with characters that no format can carry replaced."""
    p = Portfolio.model_validate(clean(portfolio.model_dump(by_alias=True)))
    codes = {client.id: f"C{n}" for n, client in enumerate(p.clients, 1)}
    names = {client.id: client.name for client in p.clients}
    best = next((a for a in p.actions if a.risk_reduction), None)
    return PortfolioView(
        title=p.title, date=date(p.generated_at), generated_at=p.generated_at,
        headline=" ".join(_headline(p)), notes=tuple(_notes(p)),
        key_figures=tuple(_key_figures(p)), chapters=CHAPTERS,
        one_action=best.title if best else "", one_action_why=_best(best, p) if best else "",
        functions=tuple(FUNCTIONS.values()),
        clients=tuple(client_row(c, codes[c.id]) for c in p.clients),
        heat=tuple(heat_row(c, codes[c.id]) for c in p.clients),
        weaknesses=tuple(_weakness(w, names) for w in p.weaknesses),
        actions=tuple(_action(a) for a in p.actions),
        questions=tuple(
            QuestionRow(q.text, ", ".join(q.subcategories), count(q.clients, "client"),
                        f"up to {money(q.value)} a year" if q.value else "")
            for q in p.questions
        ),
        worse=change_rows(p.clients, "worse", codes),
        better=change_rows(p.clients, "better", codes),
        change_note=_change_note(p), due=due_view(p, codes),
        absent=tuple(Absent(n.id, _absent_reason(n.reason, n.has_older)) for n in p.not_assessed),
        method=_METHOD,
    )  # fmt: skip


def _headline(p: Portfolio) -> Iterator[str]:
    t = p.totals
    if not t.clients:
        yield "No assessment was found."
        return
    yield f"{count(t.clients, 'client').capitalize()} assessed."
    if t.with_critical or t.with_high:
        parts = []
        if t.with_critical:
            parts.append(f"{_have(t.with_critical)} at least one critical risk")
        if t.with_high:
            other = "other " if t.with_critical else ""
            parts.append(f"{_have(t.with_high, other)} a high one")
        yield f"{' and '.join(parts)}."
    else:
        yield "None has a high or critical risk that could be established."
    yield (
        f"The middle estimates of their yearly losses add up to {money(t.middle_loss_usd)}; with "
        f"every roadmap done, to {money(t.middle_after_usd)}."
    )


def _have(number: int, other: str = "") -> str:
    return f"{number:,} {other}{'has' if number == 1 else 'have'}"


def _key_figures(p: Portfolio) -> Iterator[Pair]:
    t = p.totals
    yield Pair("Clients", f"{t.clients:,}")
    yield Pair("With a critical risk", f"{t.with_critical:,}")
    yield Pair("Yearly losses, added up", money(t.middle_loss_usd) if t.clients else "—")
    if t.worse or t.better or t.same:
        yield Pair("Worse, better since last time", f"{t.worse:,}, {t.better:,}")
    else:
        yield Pair("Not assessed", f"{len(p.not_assessed):,}")


def _notes(p: Portfolio) -> Iterator[str]:
    if p.not_assessed:
        yield f"{_could_not(len(p.not_assessed))} be assessed this time: see chapter 8."
    if p.totals.versions > 1:
        yield (
            f"The assessments were made with {p.totals.versions} versions of Sextant or its "
            "knowledge, so small differences between clients may come from that."
        )
    degraded = sum(bool(c.degraded) for c in p.clients)
    if degraded:
        at = count(degraded, "client")
        yield f"At {at} some evidence could not be used; their reports say what."


def _could_not(number: int) -> str:
    return f"{count(number, 'profile').capitalize()} could not"


def _best(action: SharedAction, p: Portfolio) -> str:
    """What speaks for the one action, and what must be asked first."""
    text = (
        f"It is in the roadmap of {len(action.clients):,} of {count(p.totals.clients, 'client')} "
        f"and there lowers their yearly losses by {money(action.risk_reduction)} in all: more than "
        f"any other action. It costs {_cost(action)} in the first year, all of them together."
    )
    if action.ask_first:
        text += (
            f" At {count(action.ask_first, 'client')} nothing was said of it: ask first whether it "
            "is in place already."
        )
    return text


def _cost(action: SharedAction) -> str:
    return money_range(action.cost_usd.low, action.cost_usd.high, nothing="no extra spend")


def _action(action: SharedAction) -> ActionRow:
    phases = [(part.phase, part.clients) for part in action.phases]
    return ActionRow(
        title=action.title, outcomes=", ".join(action.subcategories),
        clients=f"{len(action.clients):,}", removes=money(action.risk_reduction),
        cost=_cost(action), effort=days_range(action.effort_days.low, action.effort_days.high),
        when="; ".join(f"{PHASE[phase].lower()}: {n:,}" for phase, n in phases),
        ask=f"ask first at {action.ask_first:,}" if action.ask_first else "",
        figures=(len(action.clients), action.risk_reduction, action.cost_usd.low,
                 action.cost_usd.high),
    )  # fmt: skip


def _weakness(w: Weakness, names: dict[str, str]) -> WeaknessRow:
    known = w.lacking + w.partial + w.in_place
    share = (w.lacking + w.partial) / known
    shown = ", ".join(names[i] for i in w.clients[:NAMED])
    rest = len(w.clients) - NAMED
    return WeaknessRow(
        outcome=w.subcategory, title=w.title,
        lacking=f"{w.lacking:,} lack it, {w.partial:,} have it in part",
        share=100 * share, share_text=f"{percent(share)} of {known:,} where it is known",
        unknown=f"{w.unknown:,}", clients=shown + (f" and {rest:,} more" if rest > 0 else ""),
        counts=(w.lacking, w.partial, w.in_place, w.unknown),
    )  # fmt: skip


def _change_note(p: Portfolio) -> str:
    t = p.totals
    if t.new == t.clients:
        return "This is the first assessment of every client, so there is nothing to compare with."
    parts = [f"{number:,} {word}" for number, word in (
        (t.worse, "worse"), (t.better, "better"), (t.same, "the same"),
        (t.new, "assessed for the first time")) if number]  # fmt: skip
    text = f"Against each client's assessment before: {', '.join(parts)}."
    if any(c.change.knowledge_changed for c in p.clients):
        text += " Sextant or its knowledge changed in between at some: marked in the rows."
    return text


def _absent_reason(reason: str, has_older: bool) -> str:
    return f"{reason} (its older assessment is shown)" if has_older else reason


_METHOD = (
    "Clients stand in order of risk: more critical risks first, then more high ones, then the "
    "larger middle estimate of the yearly loss. Each risk's severity follows the tables of "
    "NIST SP 800-30; each client's report says how.",
    "Yearly losses are middle estimates with wide ranges. Their sum says how large the matter "
    "is; it is no forecast of what a year will cost.",
    "A score counts only outcomes that could be judged. Where fewer than three of a Function "
    "could be, no score is given. Unknown does not mean missing.",
    "A weakness is shared where two clients or more are known to lack an outcome that they "
    "need, or to have it in part. Clients where it is unknown are counted beside it, never as "
    "lacking.",
    "What an action removes is the sum of what it removes in each client's own roadmap, where "
    "it stands after the actions before it.",
    "Worse or better is decided by the number of critical, then high, then moderate risks; "
    "with the same numbers, by a move of the yearly loss of more than 5%.",
    "An action is due 30, 60 or 90 days after the first assessment in a row that proposed it. "
    "Sextant knows that it is done only from the evidence of a later assessment.",
)
