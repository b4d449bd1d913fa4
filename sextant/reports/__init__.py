"""Reports: every format in which an Assessment can be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sextant.assessment import Assessment
    from sextant.branding import Branding

Renderer = Callable[..., bytes | str]


@dataclass(frozen=True)
class Format:
    """`file` is the name it is written under; the renderer is imported when first used."""

    file: str
    module: str
    branded: bool = False

    def render(self, assessment: Assessment, branding: Branding | None = None) -> bytes:
        """The file's bytes; `branding` is for formats that are made to be looked at."""
        renderer: Renderer = import_module(self.module).render
        content = renderer(assessment, branding) if self.branded else renderer(assessment)
        return content.encode() if isinstance(content, str) else content


FORMATS: dict[str, Format] = {
    "json": Format("assessment.json", "sextant.reports.document"),
    "html": Format("report.html", "sextant.reports.html", branded=True),
    "pdf": Format("report.pdf", "sextant.reports.pdf", branded=True),
    "md": Format("report.md", "sextant.reports.markdown"),
    "xlsx": Format("risk-register.xlsx", "sextant.reports.xlsx"),
    "csv": Format("risk-register.csv", "sextant.reports.register_csv"),
}
