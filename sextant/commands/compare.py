"""`sextant compare`: what changed between two assessments, and why."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.commands.console import DONE, Commands, say, tell

if TYPE_CHECKING:
    from sextant.comparison import Comparison


def add(commands: Commands) -> None:
    compare = commands.add_parser("compare", help="what changed between two assessments, and why")
    compare.add_argument("before", metavar="BEFORE", help="id in the history, or assessment.json")
    compare.add_argument("after", metavar="AFTER", help="id in the history, or assessment.json")
    add_output(compare)
    compare.set_defaults(command=_compare)


def add_output(parser: argparse.ArgumentParser) -> None:
    """How a comparison can be written."""
    parser.add_argument("--json", action="store_true", help="as JSON on standard output")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as a page")
    parser.add_argument("--md", type=Path, metavar="FILE", help="write it as Markdown")


def _compare(options: argparse.Namespace) -> int:
    from sextant.comparison import compare
    from sextant.documents import find_document

    show(compare(find_document(options.before), find_document(options.after)), options)
    return DONE


def show(comparison: Comparison, options: argparse.Namespace) -> None:
    """To standard output as text or JSON, and to the files that were asked for."""
    if options.html or options.md:
        from sextant.reports.comparison import render_html, render_markdown
        from sextant.reports.writing import write_atomically

        for path, render in ((options.html, render_html), (options.md, render_markdown)):
            if path:
                write_atomically(path, render(comparison).encode())
                tell(f"{path}: written.")
    if options.json:
        say(comparison.to_json())
        return
    from sextant.reports.comparison_text import lines

    for line in lines(comparison):
        say(line or "\n")
