"""The PDF report, set by typst: tagged, with bookmarks, page numbers and its own fonts."""

from __future__ import annotations

import json
import logging
from typing import Any

from sextant.assessment import Assessment
from sextant.reports import charts
from sextant.reports.figures import moment
from sextant.reports.view import ReportView, build_view
from sextant.settings import TEMPLATES

_FOLDER = TEMPLATES / "report"
_LOG = logging.getLogger(__name__)


def _drawings(view: ReportView) -> dict[str, Any]:
    """The charts as SVG text, in the order in which the template shows them."""
    most = max((line.annual.p90 for line in view.plan.standing), default=0)
    overall = view.summary.score

    def bar(score: float | None, target: float, name: str) -> str:
        return charts.score_bar(score, target, name, charts.PRINT)

    return {
        "functions": [
            bar(f.score.score, f.score.target, f.score.name) for f in view.controls.functions
        ],
        "overall": bar(overall.score, overall.target, overall.name),
        "standing": [
            charts.range_bar(line.annual, most, line.moment, charts.PRINT)
            for line in view.plan.standing
        ],
        "curve": charts.exceedance_curve(view.money.curve, "Loss curve", charts.PRINT),
    }


def render(assessment: Assessment) -> bytes:
    """The report as PDF/UA-1; as plain tagged PDF when that standard cannot be met.

    PDF/UA refuses a text with characters that no shipped font has (some scripts). The report is
    then made without the standard, such characters show as boxes, and a warning is logged.
    """
    import typst

    view = build_view(assessment)
    options: dict[str, Any] = {
        "input": str(_FOLDER / "report.typ"),
        "root": str(_FOLDER),
        "font_paths": [str(_FOLDER / "fonts")],
        "ignore_system_fonts": True,
        "format": "pdf",
        "sys_inputs": {
            "view": json.dumps(view.as_dict(), ensure_ascii=False),
            "charts": json.dumps(_drawings(view), ensure_ascii=False),
        },
        "timestamp": moment(assessment.meta.generated_at),
    }
    try:
        return bytes(typst.compile(**options, pdf_standards="ua-1"))
    except typst.TypstError as error:
        _LOG.warning("The PDF does not meet PDF/UA-1: %s", error)
        return bytes(typst.compile(**options))
