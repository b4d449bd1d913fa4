"""A comparison as an HTML page and as Markdown."""

from __future__ import annotations

import re

from markupsafe import Markup

from sextant.comparison import Comparison
from sextant.reports import html, markdown
from sextant.reports.comparison_view import comparison_view


def render_html(comparison: Comparison) -> str:
    """One HTML document with nothing to load and nothing to run; free text is escaped."""
    style, digest = html.style()
    page = html.environment().get_template("comparison.html.j2")
    return page.render(
        v=comparison_view(comparison), style=Markup(style), style_hash=digest, anchors=frozenset()
    )


def render_markdown(comparison: Comparison) -> str:
    """CommonMark with tables. Free text cannot add markup, links or HTML."""
    view = markdown.disarmed(comparison_view(comparison).as_dict())
    text = markdown.environment().get_template("comparison.md.j2").render(v=view)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
