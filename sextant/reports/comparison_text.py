"""A comparison as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.comparison import Comparison
from sextant.reports.comparison_view import Section, comparison_view


def lines(comparison: Comparison) -> Iterator[str]:
    """What changed and why, for a terminal."""
    view = comparison_view(comparison)
    yield view.organization
    yield f"  before: {view.before}"
    yield f"  after:  {view.after}"
    yield ""
    for pair in view.key_figures:
        yield f"{pair.name}: {pair.value}"
    yield from view.notes
    for section in view.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"{section.title} ({len(section.rows)})"
    for row in section.rows:
        first, *rest = row.cells
        moved = " -> ".join(c for c in rest[:2] if c)
        yield f"  {first}: {'; '.join((moved, *rest[2:]))}"
        for why in row.why:
            yield f"      {why}"
