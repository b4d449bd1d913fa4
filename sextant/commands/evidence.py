"""`sextant evidence`: what was understood of files, without assessing anything."""

from __future__ import annotations

import argparse
from pathlib import Path

from sextant.commands.console import DEGRADED, DONE, Commands, say, tell


def add(commands: Commands) -> None:
    evidence = commands.add_parser("evidence", help="show what is understood of files")
    evidence.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="files or folders")
    evidence.add_argument("--json", action="store_true", help="the same as data")
    evidence.add_argument("--quiet", action="store_true", help="no progress on standard error")
    evidence.add_argument(
        "--max-age-months", type=_months, metavar="N",
        help="from which age on evidence counts for less; default: 12",
    )  # fmt: skip
    evidence.set_defaults(command=_evidence)


def _months(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 120:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of months from 1 to 120")
    return int(text)


def _evidence(options: argparse.Namespace) -> int:
    from sextant.evidence_report import lines
    from sextant.service import understand_evidence

    quiet = options.quiet
    report = understand_evidence(
        options.paths,
        options.max_age_months,
        (lambda step: None) if quiet else (lambda step: tell(f"  {step} ...")),
    )
    if options.json:
        say(report.model_dump_json(indent=2))
    else:
        say("\n".join(lines(report)))
    return DEGRADED if any(f.file.skipped or f.file.notes for f in report.files) else DONE
