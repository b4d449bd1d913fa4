"""The PDF report, set by typst: tagged, with bookmarks, page numbers and its own fonts."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from threading import Lock
from typing import Any

from sextant.assessment import Assessment
from sextant.branding import Branding
from sextant.reports import charts
from sextant.reports.figures import moment
from sextant.reports.view import ReportView, build_view
from sextant.settings import TEMPLATES

_FOLDER = TEMPLATES / "report"
_FORGETS_AFTER = 10  # compilations; typst 0.13 to 0.15
_LOGO_BOX = (80.0, 22.0)  # millimetres
_LOG = logging.getLogger(__name__)


def _brand(brand: Branding) -> dict[str, Any]:
    """Colours and logo for the template; typst takes bytes as a list of numbers."""
    colours = {n: getattr(brand, n) for n in ("cover", "cover_ink", "cover_soft", "accent")}
    return {**colours, "logo": list(brand.logo), "logo_width": _logo_width(brand.logo)}


def _logo_width(logo: bytes) -> float:
    """Its width on paper in millimetres; a PNG begins with its size."""
    if not logo:
        return 0.0
    width, height = (int.from_bytes(logo[at : at + 4], "big") for at in (16, 20))
    return min(_LOGO_BOX[0], _LOGO_BOX[1] * width / height)


def _drawings(view: ReportView, brand: Branding) -> dict[str, Any]:
    """The charts as SVG text, in the order in which the template shows them."""
    most = max((line.annual.p90 for line in view.plan.standing), default=0)
    overall = view.summary.score
    palette = replace(charts.PRINT, accent=brand.accent)

    def bar(score: float | None, target: float, name: str) -> str:
        return charts.score_bar(score, target, name, palette)

    return {
        "functions": [
            bar(f.score.score, f.score.target, f.score.name) for f in view.controls.functions
        ],
        "overall": bar(overall.score, overall.target, overall.name),
        "standing": [
            charts.range_bar(line.annual, most, line.moment, palette) for line in view.plan.standing
        ],
        "curve": charts.exceedance_curve(view.money.curve, "Loss curve", palette),
    }


class _Press:
    """One typst compiler for the whole process: fonts and template are read once.

    It is used by one thread at a time. Typst keeps what it made for its next ten compilations,
    130 MB and more a report, and no two reports share much of it: ten empty compilations make it
    forget, so that a process that prints thousands stays small.
    """

    def __init__(self) -> None:
        import typst

        self._compiler = typst.Compiler(
            root=str(_FOLDER),
            font_paths=[str(_FOLDER / "fonts")],
            ignore_system_fonts=True,
        )
        self._lock = Lock()

    def print(self, template: str, **options: Any) -> bytes:
        with self._lock:
            try:
                return self._compile(template, **options)
            finally:
                for _ in range(_FORGETS_AFTER):
                    self._compile("empty.typ", format="svg")

    def _compile(self, template: str, **options: Any) -> bytes:
        options = {"format": "pdf", **options}
        made = self._compiler.compile(str(_FOLDER / template), **options)
        return bytes(made)  # type: ignore[arg-type]  # one page or PDF is bytes, never a list


@cache
def _press() -> _Press:
    return _Press()


def render(assessment: Assessment, branding: Branding | None = None) -> bytes:
    """The report as PDF; see `typeset`."""
    view = build_view(assessment, branding)
    brand = branding or Branding()
    inputs = {"view": view, "charts": _drawings(view, brand), "brand": _brand(brand)}
    return typeset("report.typ", inputs, assessment.meta.generated_at)


def typeset(template: str, inputs: Mapping[str, Any], made: str) -> bytes:
    """A template of templates/report/ as PDF/UA-1; plain tagged PDF when that cannot be met.

    `inputs` reach it as JSON, records as objects; `made` is the document's own date, ISO 8601.
    PDF/UA refuses a text with characters that no shipped font has (some scripts). The report is
    then made without the standard, such characters show as boxes, and a warning is logged.
    """
    import orjson
    import typst

    texts = {name: orjson.dumps(value).decode() for name, value in inputs.items()}
    options: dict[str, Any] = {"sys_inputs": texts, "timestamp": moment(made)}
    try:
        return _press().print(template, **options, pdf_standards="ua-1")
    except typst.TypstError as error:
        _LOG.warning("The PDF does not meet PDF/UA-1: %s", error)
        return _press().print(template, **options)
