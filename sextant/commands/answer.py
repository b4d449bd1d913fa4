"""`sextant answer`: put an answer into a profile, and see what it changes."""

from __future__ import annotations

import argparse
from pathlib import Path

from sextant.commands.compare import add_output, show
from sextant.commands.console import DONE, Commands, tell


def add(commands: Commands) -> None:
    answer = commands.add_parser("answer", help="add an answer to a profile; see what it changes")
    answer.add_argument("subject", metavar="PROFILE", help="a profile, or an id in the history")
    answer.add_argument("answer", metavar="SUBCATEGORY=STATUS", help="e.g. RC.RP-03=implemented")
    answer.add_argument("--statement", default="", help="what is done, in your words")
    answer.add_argument(
        "--dry-run", action="store_true", help="only show what would change; write nothing"
    )
    add_output(answer)
    answer.set_defaults(command=_answer)


def _answer(options: argparse.Namespace) -> int:
    from sextant import service

    subcategory, _, status = (p.strip() for p in options.answer.partition("="))
    path = Path(options.subject)
    if path.exists() or path.suffix in (".yaml", ".yml"):
        result = service.answer(service.assess_files(path), subcategory, status, options.statement)
        show(result.difference, options)
        if not options.dry_run:
            from sextant.reports.writing import write_atomically

            write_atomically(path, result.profile)
            tell(f"{path}: the answer was added at the end of its practices.")
        return DONE
    from sextant import storage
    from sextant.database import open_database

    database = open_database()
    saved = storage.load(database, options.subject)
    result = service.answer(saved, subcategory, status, options.statement)
    show(result.difference, options)
    if not options.dry_run:
        identity = storage.save_assessment(
            database, result.assessment, result.state, result.profile, origin="answer",
            parent=saved.entry.id, note=options.answer,
        )  # fmt: skip
        tell(f"Saved as {identity}, beside {saved.entry.id}.")
    return DONE
