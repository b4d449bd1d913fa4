"""`sextant knowledge`: check it, look at one entry."""

from __future__ import annotations

import argparse
from pathlib import Path

from sextant.commands.console import DONE, WRONG_INPUT, Commands, say, tell
from sextant.errors import SextantError


def add(commands: Commands) -> None:
    knowledge = commands.add_parser("knowledge", help="look at and check what Sextant knows")
    actions = knowledge.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="schema, references and the whole set")
    check.add_argument("--root", type=Path, help="another knowledge folder")
    check.set_defaults(command=_knowledge_check)
    show = actions.add_parser("show", help="print one entry by its id")
    show.add_argument("id")
    show.set_defaults(command=_knowledge_show)


def _knowledge_check(options: argparse.Namespace) -> int:
    from frameworks.checks import check
    from frameworks.loader import HERE, read

    faults = check(options.root or HERE)
    for fault in faults:
        tell(fault)
    if faults:
        tell(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in the knowledge.")
        return WRONG_INPUT
    knowledge, _ = read(options.root or HERE)
    if knowledge:
        say(
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
    say(paths[options.id].read_text(encoding="utf-8"))
    return DONE
