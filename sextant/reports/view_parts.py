"""The small pieces that every chapter of a report is made of: tags, links, quotes, loss ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sextant.assessment import Assessment, ControlPart
from sextant.clipping import clipped
from sextant.records import SEVERITIES, LossRange, Quote, Severity, Status
from sextant.reports import words
from sextant.reports.figures import money, money_range, plain, slug
from sextant.restated import Remarks

_LINE = 150  # characters of a quote in the summary
SPARSE = 0.1  # share of outcomes assessed


@dataclass(frozen=True)
class Tag:
    """A word that is also shown by tone and, where one exists, by a sign."""

    text: str
    tone: str
    sign: str = ""


@dataclass(frozen=True)
class Link:
    """A reference inside the report. `anchor` is empty when the report has no such place."""

    text: str
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True)
class QuoteView:
    quote: str
    where: str
    says: Tag
    weight: str
    scope: str
    summary: str = ""
    asked: str = ""  # the question that the quote answers
    file: Link = Link("")  # to the list of what was read
    locator: str = ""


@dataclass(frozen=True)
class LossView:
    """A loss in US dollars: for people (`middle`, `span`) and for charts and sheets."""

    middle: str
    span: str
    p10: int
    p50: int
    p90: int


@dataclass(frozen=True)
class Pair:
    """One line of a list of facts: what it is, and its value."""

    name: str
    value: str


def sparse(assessment: Assessment) -> bool:
    """Whether so little is known that what is unknown is only listed, not told one by one."""
    return assessment.scores.overall.coverage < SPARSE


def severity_tag(severity: Severity) -> Tag:
    return Tag(words.SEVERITY[severity], severity)


def status_tag(status: Status) -> Tag:
    return Tag(words.STATUS[status], status, words.STATUS_SIGN[status])


def place(source: str, locator: str) -> str:
    return ", ".join(part for part in (source, locator) if part)


def _says(item: Quote) -> str:
    """A status that the profile gives is told apart from the words that stand beside it."""
    text = words.POLARITY[item.polarity]
    return text.replace("Says:", "Status given:", 1) if is_status(item) else text


def _weight(item: Quote) -> str:
    """How its voice is heard, and how old it is where that is known."""
    words_of = words.VOICE[item.reliability]
    if not item.dated:
        return words_of
    return f"{words_of} of {item.dated}" + (", out of date" if item.stale else "")


def quotes(
    evidence: Iterable[Quote], index: Index, *, bare_status: bool = False
) -> tuple[QuoteView, ...]:
    """What was said, in full, each once: a few words with the question or topic that they stand
    under, an export's line behind what it comes to. `bare_status`: of a status that was given not
    the words beside it."""
    items = tuple(evidence)
    told = {(item.source, entry(item.locator)) for item in items if not is_status(item)}
    return tuple(
        QuoteView(
            quote=_quoted(item, bare_status),
            where=place(item.source, item.locator),
            says=Tag(_says(item), words.POLARITY_TONE[item.polarity]),
            weight=_weight(item),
            scope=item.scope,
            summary=f"The export's line: {item.quote}" if _is_counted(item) else item.summary,
            asked=_leading(item),
            file=index.file(item.source),
            locator=item.locator,
        )
        for item in _distinct(items)
        if not (is_status(item) and (item.source, entry(item.locator)) in told)
    )


def _distinct(items: Sequence[Quote]) -> Iterator[Quote]:
    """Each once; a bare answer that stands again beside the remark on it only there."""
    seen, remarks = set(), Remarks(items)
    for item in items:
        key = (item.source, item.quote, item.asked, is_status(item))
        if key not in seen and not remarks.tell(item):
            seen.add(key)
            yield item


def is_status(item: Quote) -> bool:
    """Whether it is the status that the profile gives, and not the words that stand beside it."""
    return ".status" in item.locator


def _is_counted(item: Quote) -> bool:
    """Whether a tool counted it, so that the quote is one line of many."""
    return bool(item.summary) and item.reliability in ("configuration", "scanner")


def found_here(evidence: Sequence[Quote]) -> str:
    """The first of the evidence in a line, with what it answers or stands under; a plan only where
    there is nothing else."""
    if not evidence:
        return ""
    item = next((e for e in evidence if e.polarity != "planned"), evidence[0])
    return f"Found here: {in_line(item)}"


def in_line(item: Quote) -> str:
    """What was said in a line, with what it answers or stands under and its source."""
    words = clipped(_quoted(item), _LINE)
    said = words if _is_counted(item) else f"“{words}”"
    return f"{_leading(item)} {said} ({item.source})".strip()


def entry(locator: str) -> str:
    """The practice, field or passage of a place: "practices[2]"."""
    return locator.split(".", 1)[0].split(" ", 1)[0]


def _quoted(item: Quote, bare_status: bool = False) -> str:
    if is_status(item) and (bare_status or item.quote in ("", item.about)):
        return f"status: {words.POLARITY[item.polarity].removeprefix('Says: ')}"
    return item.summary if _is_counted(item) else item.quote


def _leading(item: Quote) -> str:
    """ "Is there a plan?", "Is there a plan? Yes:", "Restore drill:"."""
    if _is_counted(item):
        return ""
    asked = f"{item.asked} {item.about}".strip()
    return asked if not asked or asked.endswith("?") else f"{asked.rstrip(' .:')}:"


def loss(amount: LossRange) -> LossView:
    return LossView(
        middle=money(amount.p50),
        span=money_range(amount.p10, amount.p90),
        p10=amount.p10,
        p50=amount.p50,
        p90=amount.p90,
    )


def severity_counts(counts: dict[Severity, int]) -> tuple[Tag, ...]:
    """'2 critical', '1 high': worst first, without zeros."""
    return tuple(
        Tag(f"{counts[name]} {words.SEVERITY[name].lower()}", name)
        for name in reversed(SEVERITIES)
        if counts.get(name)
    )


@dataclass(frozen=True)
class Index:
    """Where everything that can be referred to stands. Unknown ids become plain text."""

    controls: dict[str, ControlPart]
    risk_codes: dict[str, str]
    risk_titles: dict[str, str]
    action_codes: dict[str, str]
    action_titles: dict[str, str]
    obligations: dict[str, str]
    assets: dict[str, str]
    techniques: dict[str, str]
    sources: dict[str, str]
    files: dict[str, str]

    def control(self, identifier: str) -> Link:
        part = self.controls.get(identifier)
        return Link(identifier, f"c-{slug(identifier)}", part.title) if part else Link(identifier)

    def risk(self, identifier: str) -> Link:
        code = self.risk_codes.get(identifier)
        if code is None:
            return Link(plain(identifier))
        return Link(code, code.lower(), self.risk_titles[identifier])

    def action(self, identifier: str) -> Link:
        code = self.action_codes.get(identifier)
        if code is None:
            return Link(plain(identifier))
        return Link(code, code.lower(), self.action_titles[identifier])

    def obligation(self, identifier: str) -> Link:
        title = self.obligations.get(identifier)
        if not title:
            return Link(plain(identifier))
        return Link(title.partition(" (")[0], f"o-{slug(identifier)}", title)

    def source(self, text: str) -> Link:
        code = self.sources[text]
        return Link(code, code.lower(), text)

    def file(self, source: str) -> Link:
        """To the file's row in the list of what was read."""
        return Link(source, self.files.get(source, ""))

    def technique(self, identifier: str) -> str:
        return f"{identifier} {self.techniques.get(identifier, '')}".strip()

    def asset_names(self, identifiers: Iterable[str]) -> tuple[str, ...]:
        names = tuple(self.assets.get(i, plain(i)) for i in identifiers)
        return names or ("The organisation as a whole",)


def risk_order(assessment: Assessment) -> tuple[str, ...]:
    """Worst first, and within a severity as the register has them."""
    ranked = sorted(assessment.risks, key=lambda r: -SEVERITIES.index(r.severity))
    return tuple(risk.id for risk in ranked)


def action_order(assessment: Assessment) -> tuple[str, ...]:
    """As the roadmap has them; whatever it does not name comes after, by phase."""
    known = {part.id for part in assessment.recommendations}
    planned = [i for phase in assessment.roadmap for i in phase.recommendations if i in known]
    rest = sorted(assessment.recommendations, key=lambda part: part.phase)
    return tuple(dict.fromkeys([*planned, *(part.id for part in rest)]))


def _sources(assessment: Assessment) -> tuple[str, ...]:
    """Where the loss figures come from, each once."""
    named = [source for risk in assessment.risks for source in risk.loss_sources]
    return tuple(dict.fromkeys([*assessment.money.sources, *named]))


def _files(assessment: Assessment) -> dict[str, str]:
    """The anchor of each file in the list of what was read; the profile stands there with it."""
    meta = assessment.meta
    names = dict.fromkeys((meta.profile, *(i.source for i in meta.inputs))) if meta.inputs else ()
    return {name: f"e{number}" for number, name in enumerate(names)}


def index(assessment: Assessment) -> Index:
    """Codes are given here: R1 is the worst risk, A1 the first action, S1 a source."""
    return Index(
        controls={c.subcategory: c for c in assessment.controls},
        risk_codes={i: f"R{n}" for n, i in enumerate(risk_order(assessment), 1)},
        risk_titles={r.id: r.title for r in assessment.risks},
        action_codes={i: f"A{n}" for n, i in enumerate(action_order(assessment), 1)},
        action_titles={r.id: r.title for r in assessment.recommendations},
        obligations={o.id: o.title for o in assessment.obligations if o.id},
        assets={a.id: a.name for a in assessment.assets},
        techniques={t.id: t.name for threat in assessment.threats for t in threat.techniques},
        files=_files(assessment),
        sources={text: f"S{n}" for n, text in enumerate(_sources(assessment), 1)},
    )
