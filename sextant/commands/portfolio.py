"""`sextant portfolio`: one report on many clients, made again from their results."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.commands.console import DEGRADED, DONE, Commands, refuse_unknown, say, tell
from sextant.errors import SextantError

if TYPE_CHECKING:
    from sextant.portfolio.document import Portfolio

DEFAULT_FORMATS = "html,json"
FAIL_ON = ("worse", "critical")
SHOWN = 50


def add(commands: Commands) -> None:
    portfolio = commands.add_parser("portfolio", help="one report on many clients' results")
    portfolio.add_argument("folder", type=Path, help="a batch's output, or any assessments")
    portfolio.add_argument("--format", default=DEFAULT_FORMATS, help="of html, pdf, xlsx, json")
    portfolio.add_argument("--out", type=Path, help="folder to write to; default: the folder")
    portfolio.add_argument("--json", action="store_true", help="portfolio.json to standard output")
    add_title(portfolio)
    portfolio.set_defaults(command=_portfolio)


def add_title(parser: argparse.ArgumentParser) -> None:
    """What a portfolio is called, and when it makes the command fail."""
    parser.add_argument("--title", default="Portfolio", help="of the portfolio report")
    parser.add_argument(
        "--fail-on", default="", metavar="WHAT",
        help="exit with 1 when a client got 'worse', has a 'critical' risk, or 'worse,critical'",
    )  # fmt: skip


def _portfolio(options: argparse.Namespace) -> int:
    from sextant.portfolio.writing import PORTFOLIO_FORMATS, write

    formats = [f.strip() for f in options.format.split(",") if f.strip()]
    refuse_unknown("format", formats, PORTFOLIO_FORMATS)
    refuse_unknown("condition", conditions(options.fail_on), FAIL_ON)
    if not options.folder.is_dir():
        raise SextantError(f"{options.folder}: is not a folder")
    out = options.out or options.folder
    portfolio = rebuild(options.folder, out, options.title)
    if not portfolio.clients:
        raise SextantError(f"{options.folder}: no assessment.json below it")
    written = write(portfolio, out, formats)
    if options.json:
        say(portfolio.to_json())
    else:
        for path in written:
            say(str(path))
    return verdict(portfolio, conditions(options.fail_on))


def rebuild(folder: Path, out: Path, title: str) -> Portfolio:
    """The portfolio of the results in `folder`, for files that will stand in `out`."""
    from sextant.batch.histories import sources_of
    from sextant.portfolio.building import build
    from sextant.running import now

    return build(sources_of(folder), out, now(), title)


def conditions(given: str) -> list[str]:
    return [c.strip() for c in given.split(",") if c.strip()]


def verdict(portfolio: Portfolio, fail_on: list[str]) -> int:
    """DEGRADED, with the clients named, when one of the conditions holds."""
    found = []
    for client in portfolio.clients:
        if "worse" in fail_on and client.change.verdict == "worse":
            reasons = "; ".join(client.change.reasons) or "the yearly loss grew"
            found.append(f"worse: {client.name} ({client.id}): {reasons}")
        if "critical" in fail_on and client.severities["critical"]:
            found.append(f"critical: {client.name} ({client.id}): {client.top_risk}")
    for line in found[:SHOWN]:
        tell(line)
    if len(found) > SHOWN:
        tell(f"... and {len(found) - SHOWN} more")
    return DEGRADED if found else DONE
