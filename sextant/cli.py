"""The command line: `sextant` and `python -m sextant` (contract: DESIGN section 6).

Exit codes: 0 done, 1 assessed but degraded (said on stderr), 2 wrong input, 3 internal.
Progress and errors go to stderr; results to stdout.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from sextant import __version__
from sextant.errors import InputError, KnowledgeError, OutputError, SextantError

DONE, DEGRADED, WRONG_INPUT, INTERNAL = 0, 1, 2, 3
DEFAULT_FORMATS = "html,pdf,json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises for bad input."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except InputError as exc:
        for problem in exc.problems:
            _tell(str(problem))
        count = len(exc.problems)
        _tell(f"{count} problem{'s' if count > 1 else ''} found; nothing was assessed.")
        return WRONG_INPUT
    except KnowledgeError as exc:
        for fault in exc.faults:
            _tell(fault)
        _tell("Sextant's own knowledge files are damaged: `sextant knowledge check` says more.")
        return INTERNAL
    except (OutputError, SextantError) as exc:
        _tell(str(exc))
        return WRONG_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        _tell("Stopped. The same command goes on where it was.")
        return INTERNAL


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


def _say(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sextant", description="A NIST CSF 2.0 risk assessment from a profile and evidence."
    )
    parser.add_argument("--version", action="version", version=f"sextant {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_assess(commands.add_parser("assess", help="assess one organisation"))
    validate = commands.add_parser("validate", help="check a profile without assessing it")
    validate.add_argument("profile", type=Path)
    validate.set_defaults(command=_validate)
    init = commands.add_parser("init", help="write a commented profile to fill in")
    init.add_argument("--sector", default="other", help="sector id, e.g. healthcare")
    init.add_argument("--out", type=Path, help="file to write; standard output without it")
    init.add_argument("--force", action="store_true", help="replace an existing file")
    init.set_defaults(command=_init)
    _add_knowledge(commands.add_parser("knowledge", help="look at and check what Sextant knows"))
    new = commands.add_parser("new", help="start a new knowledge file")
    new.add_argument("kind", choices=("threat", "recommendation"))
    new.add_argument("id", help="lower-case words joined by hyphens")
    new.set_defaults(command=_new)
    schema = commands.add_parser("schema", help="print a published JSON Schema")
    schema.add_argument("document", choices=("profile", "assessment"))
    schema.set_defaults(command=_schema)
    ui = commands.add_parser("ui", help="open the web app on this machine")
    ui.add_argument("--port", type=int, default=8501)
    ui.set_defaults(command=_ui)
    return parser


def _add_assess(assess: argparse.ArgumentParser) -> None:
    assess.add_argument("profile", type=Path, help="the organisation's profile, YAML")
    assess.add_argument(
        "--evidence", type=Path, action="append", default=[], metavar="PATH",
        help="a further file or folder; may be given several times",
    )  # fmt: skip
    assess.add_argument("--out", type=Path, help="folder for the reports; default: sextant-NAME")
    assess.add_argument("--format", default=DEFAULT_FORMATS, help=f"default: {DEFAULT_FORMATS}")
    assess.add_argument("--model", default="none", help="'none': no model is used")
    assess.add_argument("--context-window", type=int, metavar="N", help="tokens, with a model")
    assess.add_argument("--json", action="store_true", help="assessment.json on standard output")
    assess.add_argument("--quiet", action="store_true", help="no progress on standard error")
    assess.set_defaults(command=_assess)


def _add_knowledge(knowledge: argparse.ArgumentParser) -> None:
    actions = knowledge.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="schema, references and the whole set")
    check.add_argument("--root", type=Path, help="another knowledge folder")
    check.set_defaults(command=_knowledge_check)
    show = actions.add_parser("show", help="print one entry by its id")
    show.add_argument("id")
    show.set_defaults(command=_knowledge_show)


def _assess(options: argparse.Namespace) -> int:
    from sextant.reports import FORMATS
    from sextant.service import run_assessment

    formats = [f.strip() for f in options.format.split(",") if f.strip()]
    _known("format", formats, FORMATS)
    if options.model != "none":
        raise SextantError("--model: this version assesses without a model; use --model none")
    out = options.out or Path(f"sextant-{options.profile.stem}")
    checkpoint = _checkpoint(out)
    try:
        assessment = run_assessment(
            options.profile,
            options.evidence,
            progress=(lambda step: None) if options.quiet else (lambda s: _tell(f"  {s} ...")),
            checkpoint=checkpoint,
        )
    except InputError:
        with suppress(OSError):
            out.rmdir()  # only if it is empty: nothing was there before
        raise
    from sextant.reports.writing import write_all

    written = write_all(assessment, out, formats)
    checkpoint.unlink(missing_ok=True)
    if options.json:
        _say(assessment.to_json())
    else:
        from sextant.summary import lines

        for line in (*lines(assessment), *(str(p) for p in written)):
            _say(line)
    for reason in assessment.meta.degraded:
        _tell(f"Degraded: {reason}")
    return DEGRADED if assessment.meta.degraded else DONE


def _checkpoint(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(f"{out}: cannot be made: {exc.strerror or exc}") from exc
    return out / ".sextant-run.sqlite"


def _known(what: str, names: Sequence[str], known: Collection[str]) -> None:
    from frameworks.checks import near

    for name in names:
        if name not in known:
            raise SextantError(
                f"unknown {what} {name!r}{near(name, known)}; known: {', '.join(known)}"
            )


def _validate(options: argparse.Namespace) -> int:
    from sextant.intake import read_profile
    from sextant.vocabulary import vocabulary

    intake = read_profile(options.profile, vocabulary())
    profile = intake.profile
    _say(
        f"{options.profile}: valid. {profile.name}: {len(profile.assets)} assets, "
        f"{len(profile.practices)} practices, {len(intake.evidence)} evidence paths."
    )
    return DONE


def _init(options: argparse.Namespace) -> int:
    from frameworks.loader import load
    from sextant.init_profile import render
    from sextant.reports.writing import write_atomically

    knowledge = load()
    _known("sector", [options.sector], knowledge.sectors)
    text = render(options.sector, knowledge)
    if options.out is None:
        _say(text)
        return DONE
    if options.out.exists() and not options.force:
        raise SextantError(f"{options.out} exists; --force replaces it")
    write_atomically(options.out, text.encode())
    _tell(f"{options.out}: fill it in, then run `sextant assess {options.out}`.")
    return DONE


def _knowledge_check(options: argparse.Namespace) -> int:
    from frameworks.checks import check
    from frameworks.loader import HERE, read

    faults = check(options.root or HERE)
    for fault in faults:
        _tell(fault)
    if faults:
        _tell(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in the knowledge.")
        return WRONG_INPUT
    knowledge, _ = read(options.root or HERE)
    if knowledge:
        _say(
            f"Sound: {len(knowledge.controls)} controls, {len(knowledge.threats)} threats, "
            f"{len(knowledge.recommendations)} recommendations, {len(knowledge.sectors)} sectors, "
            f"{len(knowledge.obligations)} obligations, {len(knowledge.crosswalks)} crosswalks."
        )
    return DONE


def _knowledge_show(options: argparse.Namespace) -> int:
    from frameworks.checks import near
    from frameworks.loader import HERE

    paths = {p.stem: p for p in sorted(HERE.rglob("*.yaml"))}
    if options.id not in paths:
        raise SextantError(f"no knowledge file {options.id!r}{near(options.id, paths)}")
    _say(paths[options.id].read_text(encoding="utf-8"))
    return DONE


def _new(options: argparse.Namespace) -> int:
    from sextant.new_knowledge import create

    path = create(options.kind, options.id)
    _tell(f"{path}: fill it in, then run `sextant knowledge check`.")
    return DONE


def _schema(options: argparse.Namespace) -> int:
    import json

    if options.document == "assessment":
        from sextant.assessment import json_schema

        document = json_schema()
    else:
        from frameworks.loader import load
        from sextant.profile_schema import profile_json_schema

        document = profile_json_schema(load())
    _say(json.dumps(document, indent=2))
    return DONE


def _ui(options: argparse.Namespace) -> int:
    from sextant.ui.launch import launch

    return launch(options.port)
