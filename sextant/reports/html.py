"""The HTML report: one file with nothing to load and nothing to run."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sextant.assessment import Assessment
from sextant.branding import Branding
from sextant.reports import charts
from sextant.reports.kept_templates import KeptTemplates
from sextant.reports.view import ReportView, build_view
from sextant.reports.view_parts import LossView
from sextant.reports.view_risks import MoneyView
from sextant.reports.view_summary import ScoreView
from sextant.settings import TEMPLATES

_FOLDER = TEMPLATES / "report"


class PageCharts:
    """What a template may draw. The SVG text escapes its own words."""

    def __init__(self, view: ReportView) -> None:
        self._most = max((line.annual.p90 for line in view.plan.standing), default=0)

    def score(self, score: ScoreView) -> Markup:
        title = f"{score.name}: {score.score_text}, target {score.target_text}"
        return Markup(charts.score_bar(score.score, score.target, title))

    def range(self, loss: LossView) -> Markup:
        title = f"{loss.middle}, range {loss.span}"
        return Markup(charts.range_bar(loss, self._most, title))

    def curve(self, money: MoneyView) -> Markup:
        title = f"Loss curve. {money.curve_text}"
        return Markup(charts.exceedance_curve(money.curve, title))


@cache
def environment() -> Environment:
    """The templates of templates/report/, escaping all that is put into them."""
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=KeptTemplates(_FOLDER / "__pycache__"),
    )


@cache
def style(branding: Branding | None = None) -> tuple[str, str]:
    """The style sheet, and its hash for the content security policy."""
    text = re.sub(r"\s*\n\s*", "\n", (_FOLDER / "report.css").read_text(encoding="utf-8")).strip()
    if branding is not None:
        text += environment().get_template("branding.css.j2").render(b=branding)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return text, f"sha256-{digest}"


def _anchors(view: ReportView) -> frozenset[str]:
    """Every place in the report that can be linked to. What has a text is a link or a word, and
    holds nothing else."""
    found: set[str] = set()
    left: list[Any] = [view]
    while left:
        value = left.pop()
        if isinstance(value, list | tuple):
            left += [item for item in value if item and not isinstance(item, str)]
        elif isinstance(value, dict):
            left += value.values()
        elif is_dataclass(value) and "text" not in (fields := vars(value)):
            found.add(fields.get("anchor", ""))
            left += [item for item in fields.values() if item and not isinstance(item, str)]
    return frozenset(found - {""})


def _logo(branding: Branding | None) -> str:
    """The logo inside the page: nothing is fetched."""
    if branding is None or not branding.logo:
        return ""
    return f"data:image/png;base64,{base64.b64encode(branding.logo).decode()}"


def render(assessment: Assessment, branding: Branding | None = None) -> str:
    """The report as one HTML document.

    Free text is escaped; there is no script, and the policy in the head forbids any.
    """
    view = build_view(assessment, branding)
    text, digest = style(branding)
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            v=view,
            charts=PageCharts(view),
            anchors=_anchors(view),
            style=Markup(text),
            style_hash=digest,
            logo=_logo(branding),
        )
    )
