"""One client in the tables of a portfolio report: its row, its heat-map line, its change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sextant.portfolio.document import Client, Verdict
from sextant.records import Severity
from sextant.reports.figures import date, money, percent, sentence
from sextant.reports.view_parts import LossView, Tag, loss, severity_counts
from sextant.reports.view_summary import ScoreView, score_view
from sextant.reports.words import FUNCTIONS, SIZE

# A score's band, from below: the tone of its field in the heat map.
BANDS = ((25.0, "high"), (50.0, "moderate"), (75.0, "partial"), (float("inf"), "implemented"))
_VERDICT: dict[Verdict, Tag] = {
    "worse": Tag("Worse", "high", "▲"),
    "better": Tag("Better", "implemented", "▼"),
    "same": Tag("Same", "unknown", "="),
    "new": Tag("New", "unknown"),
}


@dataclass(frozen=True)
class ClientRow:
    code: str
    anchor: str
    name: str
    about: str
    report: str
    risks: tuple[Tag, ...]
    loss: LossView
    after: str
    score: ScoreView
    top_risk: str
    first_action: str
    change: Tag
    assessed: str
    figures: tuple[int, int, int, int, int]


@dataclass(frozen=True)
class HeatCell:
    text: str
    tone: str
    title: str


@dataclass(frozen=True)
class HeatRow:
    code: str
    anchor: str
    name: str
    cells: tuple[HeatCell, ...]
    overall: HeatCell
    coverage: str


@dataclass(frozen=True)
class ChangeRow:
    code: str
    anchor: str
    name: str
    since: str
    reasons: tuple[str, ...]
    own: str  # said where part of it may come from Sextant's knowledge


def client_row(client: Client, code: str) -> ClientRow:
    counts = client.severities
    grave: dict[Severity, int] = {s: n for s, n in counts.items() if s in ("critical", "high")}
    size = SIZE[client.size_tier].lower()
    people = f"{client.employees:,} people" if client.employees is not None else f"{size}, assumed"
    return ClientRow(
        code=code, anchor=code.lower(), name=client.name,
        about=f"{client.sector_title}, {people}", report=client.report,
        risks=severity_counts(grave), loss=loss(client.annual_loss_usd),
        after=money(client.after_roadmap_usd), score=score_view("Overall", client.overall),
        top_risk=client.top_risk, first_action=client.first_action,
        change=_VERDICT[client.change.verdict], assessed=date(client.assessed_at),
        figures=(counts["critical"], counts["high"], counts["moderate"], counts["low"],
                 client.after_roadmap_usd),
    )  # fmt: skip


def heat_row(client: Client, code: str) -> HeatRow:
    scores = [score_view(words, client.functions[f]) for f, words in FUNCTIONS.items()]
    overall = score_view("Overall", client.overall)
    return HeatRow(
        code=code, anchor=code.lower(), name=client.name,
        cells=tuple(_cell(s) for s in scores), overall=_cell(overall),
        coverage=percent(client.overall.coverage),
    )  # fmt: skip


def _cell(score: ScoreView) -> HeatCell:
    title = f"{score.name}: {score.score_text}; {score.assessed_text} assessed"
    if score.score is None:
        return HeatCell("?", "unknown", title)
    tone = next(tone for limit, tone in BANDS if score.score < limit)
    return HeatCell(f"{score.score:.0f}", tone, title)


def change_rows(
    clients: Iterable[Client], verdict: Verdict, codes: Mapping[str, str]
) -> tuple[ChangeRow, ...]:
    return tuple(
        ChangeRow(
            code=codes[c.id], anchor=codes[c.id].lower(), name=c.name,
            since=date(c.change.since),
            reasons=tuple(sentence(r) for r in c.change.reasons) or (_LOSS_ONLY[verdict],),
            own="Sextant's knowledge changed too." if c.change.knowledge_changed else "",
        )
        for c in clients
        if c.change.verdict == verdict
    )  # fmt: skip


_LOSS_ONLY: dict[Verdict, str] = {
    "worse": "The same risks, with a larger yearly loss.",
    "better": "The same risks, with a smaller yearly loss.",
    "same": "",
    "new": "",
}
