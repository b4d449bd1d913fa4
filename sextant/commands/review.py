"""`sextant review`: a person accepts, changes or rejects what was found, in a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from sextant.commands.console import DEGRADED, DONE, Commands, say, tell
from sextant.errors import InputError, Problem

_MOST_BYTES = 5 * 1024 * 1024


def add(commands: Commands) -> None:
    review = commands.add_parser("review", help="accept, change or reject ratings and risks")
    actions = review.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write a file to fill in")
    export.add_argument("assessment", metavar="ID", help="an id in the history")
    export.add_argument(
        "--out", type=Path, default=Path("review.yaml"), help="review.yaml or review.xlsx"
    )
    export.add_argument("--force", action="store_true", help="replace an existing file")
    export.set_defaults(command=_export)
    apply = actions.add_parser("apply", help="take the decisions of a file, and compute again")
    apply.add_argument("file", type=Path, help="the filled-in file")
    apply.add_argument("assessment", metavar="ID", nargs="?", help="default: as the file says")
    apply.add_argument("--by", default="", help="the reviewer, where the file names none")
    apply.set_defaults(command=_apply)
    trail = actions.add_parser("trail", help="what was decided, in order")
    trail.add_argument("assessment", metavar="ID", help="an id in the history")
    trail.add_argument("--json", action="store_true", help="as JSON on standard output")
    trail.set_defaults(command=_trail)


def _export(options: argparse.Namespace) -> int:
    from sextant.database import open_database
    from sextant.errors import SextantError
    from sextant.reports.writing import write_atomically
    from sextant.service import review_file
    from sextant.storage import load

    if options.out.exists() and not options.force:
        raise SextantError(f"{options.out} exists; --force replaces it")
    saved = load(open_database(), options.assessment)
    workbook = options.out.suffix.lower() == ".xlsx"
    content = review_file(saved, saved.entry.id, "xlsx" if workbook else "yaml")
    write_atomically(options.out, content)
    tell(f"{options.out}: fill it in, then `sextant review apply {options.out} {saved.entry.id}`.")
    return DONE


def _apply(options: argparse.Namespace) -> int:
    from sextant.comparison import compare
    from sextant.database import open_database
    from sextant.reports.comparison_text import lines
    from sextant.service import read_review, review
    from sextant.storage import load, save_reviewed

    given = read_review(_bytes(options.file), str(options.file), options.by)
    reference = options.assessment or given.assessment
    if not reference:
        raise InputError([Problem(str(options.file), "say which assessment it is about: its id")])
    if not given.requests:
        raise InputError([Problem(str(options.file), "holds no decision")])
    database = open_database()
    saved = load(database, reference)
    outcome = review(saved, given.requests)
    if outcome.added:
        save_reviewed(database, saved.entry.id, outcome.assessment)
    for line in lines(compare(saved.assessment, outcome.assessment)):
        say(line or "\n")
    tell(f"{len(outcome.added)} of {len(given.requests)} decisions taken.")
    for reason in (*outcome.refused, *outcome.stale):
        tell(reason)
    return DEGRADED if outcome.refused or outcome.stale else DONE


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError([Problem(str(path), "is too large for a review")])
        return path.read_bytes()
    except OSError as exc:
        raise InputError([Problem(str(path), f"cannot be read: {exc.strerror or exc}")]) from exc


def _trail(options: argparse.Namespace) -> int:
    from sextant.documents import find_document
    from sextant.reports.view_reviews import trail

    document = find_document(options.assessment)
    if options.json:
        import json

        say(json.dumps([r.model_dump() for r in document.reviews], indent=2, ensure_ascii=False))
        return DONE
    for entry in trail(document).entries:
        say(f"{entry.number} {entry.when} {entry.by}: {entry.decision} {entry.subject}")
        say(f"    found: {entry.found}; holds: {entry.verdict}")
        if entry.reason:
            say(f"    {entry.reason}")
        if entry.state:
            say(f"    {entry.state}")
    return DONE
