"""The Markdown report: complete but compact, for a wiki, a ticket or a diff."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sextant.assessment import Assessment
from sextant.reports.view import build_view
from sextant.settings import TEMPLATES

# Whatever could be markup, HTML, a link or a table cell anywhere in a line, and at its start. What
# can be nothing of the kind stays as it is, so that "Marlow & Finch" reads well unrendered too: an
# "&" that begins no entity, a "_" within a word, brackets that no address follows.
_MARKUP = re.compile(
    r"([\\`*<>#|~@]|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_])|!(?=\[)|\](?=\s*[\[(:])|^\[|\[(?=[\^!]))"
)
_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|-|$)|=+$))([-+=.)])")
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|file)(?=:)|\b(www)(?=\.)")


def inert(value: Any) -> Any:
    """Text without power: markup is escaped, addresses do not become links."""
    if not isinstance(value, str):
        return value
    escaped = _START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(value.split())))
    return _SCHEME.sub(_broken, escaped)


def _broken(match: re.Match[str]) -> str:
    return match.group(0) + "\\"  # before a colon or a stop, an escape that is not shown


@cache
def environment() -> Environment:
    """The templates of templates/report/ for text; give them only what `disarmed` has made."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "report"),
        autoescape=False,  # `inert` has been applied to every value
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def disarmed(value: Any) -> Any:
    """Every text in a nested value without power."""
    if isinstance(value, dict):
        return {key: disarmed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [disarmed(item) for item in value]
    return inert(value)


def render(assessment: Assessment) -> str:
    """The report as CommonMark with tables. Free text cannot add markup, links or HTML."""
    view = disarmed(build_view(assessment).as_dict())
    text = environment().get_template("report.md.j2").render(v=view)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
