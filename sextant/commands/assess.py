"""`sextant assess`: one organisation, from profile and evidence to reports."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sextant import collector
from sextant.commands import model_options
from sextant.commands.console import DEGRADED, DONE, Commands, refuse_unknown, say, tell
from sextant.errors import InputError, OutputError

if TYPE_CHECKING:
    from sextant.branding import Branding
    from sextant.service import Finished

DEFAULT_FORMATS = "html,pdf,json"


def add(commands: Commands) -> None:
    assess = commands.add_parser("assess", help="assess one organisation")
    assess.add_argument("profile", type=Path, help="the organisation's profile, YAML")
    assess.add_argument(
        "--evidence", type=Path, action="append", default=[], metavar="PATH",
        help="a further file or folder; may be given several times",
    )  # fmt: skip
    assess.add_argument("--out", type=Path, help="folder for the reports; default: sextant-NAME")
    assess.add_argument("--format", default=DEFAULT_FORMATS, help=f"default: {DEFAULT_FORMATS}")
    model_options.add(assess)
    assess.add_argument(
        "--no-redact", action="store_true",
        help="leave secrets and personal data in the reports; prompts are not affected",
    )  # fmt: skip
    assess.add_argument("--json", action="store_true", help="assessment.json on standard output")
    assess.add_argument(
        "--branding", type=Path, metavar="FILE",
        help="a YAML with your name, logo, colours and texts, for HTML and PDF",
    )  # fmt: skip
    assess.add_argument(
        "--save", action="store_true",
        help="keep it in the history, with profile and statements; nothing is kept without this",
    )  # fmt: skip
    assess.add_argument(
        "--reviews", metavar="EARLIER",
        help="an earlier assessment (id or assessment.json) whose reviews hold on",
    )  # fmt: skip
    assess.add_argument("--note", default="", help="with --save: a word to know it by")
    assess.add_argument("--quiet", action="store_true", help="no progress on standard error")
    assess.set_defaults(command=_assess)


def _assess(options: argparse.Namespace) -> int:
    with collector.lasting():  # the process ends with it
        return _assess_and_report(options)


def _assess_and_report(options: argparse.Namespace) -> int:
    from sextant.reports import FORMATS
    from sextant.running import RunOptions
    from sextant.service import assess_files

    formats = [f.strip() for f in options.format.split(",") if f.strip()]
    refuse_unknown("format", formats, FORMATS)
    branding = _branding(options.branding)
    out = options.out or Path(f"sextant-{options.profile.stem}")
    checkpoint = _checkpoint(out)
    model = model_options.chosen(options, out)
    how = RunOptions(
        progress=(lambda step: None) if options.quiet else (lambda s: tell(f"  {s} ...")),
        checkpoint=checkpoint,
        model=model,
        redact=not options.no_redact,
    )
    try:
        finished = assess_files(options.profile, options.evidence, how)
    except InputError:
        with suppress(OSError):
            out.rmdir()  # only if it is empty: nothing was there before
        raise
    finished = _with_reviews(finished, options.reviews)
    assessment = finished.assessment
    from sextant.reports.writing import write_all

    written = write_all(assessment, out, formats, branding)
    checkpoint.unlink(missing_ok=True)
    if options.save:
        _save(finished, options.note)
    if options.json:
        say(assessment.to_json())
    else:
        from sextant.summary import lines

        for line in (*lines(assessment), *(str(p) for p in written)):
            say(line)
    if model and model.record:
        tell(f"Dry run: nothing was sent; {model.record} shows what would be.")
    for reason in assessment.meta.degraded:
        tell(f"Degraded: {reason}")
    for number in assessment.stale_reviews:
        about = assessment.reviews[number - 1].subject
        tell(f"Review {number} ({about}) holds no longer: what it was about has changed since.")
    return DEGRADED if assessment.meta.degraded or assessment.stale_reviews else DONE


def _with_reviews(finished: Finished, earlier: str | None) -> Finished:
    if earlier is None:
        return finished
    from sextant.documents import find_document
    from sextant.service import carry_reviews

    return carry_reviews(finished, find_document(earlier))


def _branding(path: Path | None) -> Branding | None:
    """Read before anything is assessed, so that a mistake costs no time."""
    if path is None:
        return None
    from sextant.branding import read_branding

    return read_branding(path)


def _save(finished: Finished, note: str) -> None:
    from sextant.database import open_database
    from sextant.storage import save_assessment

    identity = save_assessment(
        open_database(), finished.assessment, finished.state, finished.profile, note=note
    )
    tell(f"Saved as {identity}: `sextant history` lists it.")


def _checkpoint(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(f"{out}: cannot be made: {exc.strerror or exc}") from exc
    return out / ".sextant-run.sqlite"
