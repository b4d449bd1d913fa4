"""What the knowledge covers, counted and listed: the text of docs/knowledge.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from frameworks.loader import Knowledge
from frameworks.schema import Control, Threat
from sextant.records import SizeTier
from sextant.settings import TEMPLATES

_SOURCES = {  # what a threat starts from (SP 800-30, table D-2), in words
    "criminal": "Criminals",
    "insider": "People inside",
    "vendor": "Suppliers",
    "accident": "Mistakes",
    "failure": "Failures",
    "nature": "Nature",
    "state": "States",
}


def render(knowledge: Knowledge) -> str:
    """The overview as Markdown. Deterministic."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "docs"),
        undefined=StrictUndefined,
        autoescape=False,  # Markdown of our own words
        trim_blocks=False,
        keep_trailing_newline=False,
    )
    template = environment.get_template("knowledge.md.j2")
    return template.render(
        counts=_counts(knowledge),
        functions=list(_functions(knowledge)),
        threats=list(_threats(knowledge.threats.values())),
        actions=_actions(knowledge),
        sectors=list(_sectors(knowledge)),
        obligations=[
            {**o.model_dump(), "requirements": len(o.requirements),
             "covers": _line(o.covers), "not_covered": _line(o.not_covered)}
            for o in knowledge.obligations.values()
        ],
        crosswalks=[
            {"framework": c.framework, "entries": len(c.references), "mapped": len(c.map),
             "source": _line(c.source)}
            for c in knowledge.crosswalks.values()
        ],
        sources=sorted(set(_figures(knowledge))),
        limits=[
            {"id": t.id, "text": _line(t.limits)}
            for t in knowledge.threats.values() if t.limits
        ],
    ) + "\n"  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())


def _counts(k: Knowledge) -> list[dict[str, Any]]:
    numbers = {
        "Subcategories": len(k.controls),
        "Tested example statements": sum(len(c.examples) for c in k.controls.values()),
        "Concepts (synonym lists)": len(k.concepts),
        "Threat scenarios": len(k.threats),
        "ATT&CK techniques used": len({t for x in k.threats.values() for t in x.techniques}),
        "Actions": len(k.recommendations),
        "Sectors": len(k.sectors),
        "Laws and standards": len(k.obligations),
        "Crosswalks": len(k.crosswalks),
        "Facts": len(k.facts),
        "Kinds of assets": len(k.asset_kinds),
    }
    return [{"what": what, "number": number} for what, number in numbers.items()]


def _functions(k: Knowledge) -> Iterator[dict[str, Any]]:
    for function in k.csf.functions:
        ids = [s.id for c in function.categories for s in c.subcategories]
        controls = [k.controls[i] for i in ids]
        yield {
            "title": f"{function.title} ({function.id})",
            "subcategories": len(ids),
            "aspects": sum(len(c.aspects) for c in controls),
            "patterns": sum(map(_patterns, controls)),
            "examples": sum(len(c.examples) for c in controls),
        }


def _patterns(control: Control) -> int:
    return sum(len(a.practice) + len(a.gap) + len(a.limited) for a in control.aspects)


def _threats(threats: Iterable[Threat]) -> Iterator[dict[str, Any]]:
    found = list(threats)
    for source, title in _SOURCES.items():
        scenarios = [t for t in found if t.source == source]
        if scenarios:
            yield {"title": title, "scenarios": scenarios}


def _actions(k: Knowledge) -> dict[str, Any]:
    rules = k.recommendations.values()
    return {
        "total": len(rules),
        "sizes": [(t, sum(t in r.sizes for r in rules)) for t in get_args(SizeTier)],
        "conditional": sum(r.applies_when is not None for r in rules),
    }


def _sectors(k: Knowledge) -> Iterator[dict[str, Any]]:
    for sector in k.sectors.values():
        yield {
            "title": sector.title,
            "data": ", ".join(sector.usual_data),
            "emphasis": f"{len(sector.emphasis)} Subcategories",
            "source": _line(sector.revenue_source),
        }


def _figures(k: Knowledge) -> Iterator[str]:
    yield from (_line(s) for s in (*k.scales.risk.sources, *k.scales.targets.sources))
    for kind in k.scales.losses.kinds.values():
        yield from (_line(s) for s in kind.sources)
    for threat in k.threats.values():
        yield from (_line(r) for r in threat.references)
