"""`sextant history`: what was saved, of one organisation or of all."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.commands.console import DONE, Commands, say, tell

if TYPE_CHECKING:
    from sextant.storage import Entry


def add(commands: Commands) -> None:
    history = commands.add_parser("history", help="assessments that were saved, newest first")
    history.add_argument("organization", nargs="?", help="name or id; all without it")
    history.add_argument("--json", action="store_true", help="as JSON on standard output")
    history.add_argument(
        "--add", type=Path, metavar="FILE", help="bring in an assessment.json (cannot be reviewed)"
    )
    history.add_argument("--delete", metavar="ID", help="delete one assessment with its reviews")
    history.set_defaults(command=_history)


def _history(options: argparse.Namespace) -> int:
    from sextant import storage
    from sextant.database import open_database
    from sextant.documents import read_document

    database = open_database()
    if options.add:
        identity = storage.save_assessment(database, read_document(options.add), origin="import")
        tell(f"Saved as {identity}.")
    if options.delete:
        storage.delete_assessment(database, options.delete)
        tell(f"Deleted {options.delete}.")
    entries = storage.history(database, options.organization)
    if options.json:
        rows = [asdict(e) | {"annual_loss_usd": e.annual_loss_usd.model_dump()} for e in entries]
        say(json.dumps(rows, indent=2, ensure_ascii=False))
    elif not entries:
        tell("Nothing was saved yet: `sextant assess PROFILE --save` keeps an assessment.")
    for entry in () if options.json else entries:
        say(_line(entry))
    return DONE


def _line(entry: Entry) -> str:
    score = "  –" if entry.score is None else f"{entry.score:3.0f}"
    note = f"  {entry.note}" if entry.note else ""
    return (
        f"{entry.id}  {entry.generated_at[:16].replace('T', ' ')}  {entry.organization}: "
        f"score {score} on {entry.coverage:.0%}, {entry.critical} critical, {entry.high} high, "
        f"${entry.annual_loss_usd.p50:,} a year{note}"
    )
