"""`sextant knowledge`: check it, look at one entry."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sextant.commands.console import DONE, WRONG_INPUT, Commands, say, tell
from sextant.errors import SextantError

if TYPE_CHECKING:
    from frameworks.loader import Knowledge


def add(commands: Commands) -> None:
    knowledge = commands.add_parser("knowledge", help="look at and check what Sextant knows")
    actions = knowledge.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="schema, references and the whole set")
    check.add_argument("--root", type=Path, help="another knowledge folder")
    check.set_defaults(command=_knowledge_check)
    show = actions.add_parser("show", help="print one entry by its id")
    show.add_argument("id")
    show.set_defaults(command=_knowledge_show)
    overview = actions.add_parser("overview", help="print what is covered, as Markdown")
    overview.set_defaults(command=_knowledge_overview)


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
    from frameworks.loader import HERE, load

    paths = {p.stem: p for p in sorted(HERE.rglob("*.yaml"))}
    if options.id in paths:
        say(paths[options.id].read_text(encoding="utf-8"))
        return DONE
    entries = dict(_entries(load()))
    if options.id not in entries:
        raise SextantError(
            f"no knowledge entry {options.id!r}{near(options.id, [*paths, *entries])}"
        )
    say(_as_yaml(entries[options.id]))
    return DONE


def _entries(knowledge: Knowledge) -> Iterator[tuple[str, Any]]:
    """What has an id but shares its file with others."""
    yield from ((i, {"technique": i, "name": n}) for i, n in knowledge.techniques.items())
    yield from ((i, {"concept": i, "phrases": list(p)}) for i, p in knowledge.concepts.items())
    for entries in (knowledge.facts, knowledge.asset_kinds):
        for entry_id, entry in entries.items():
            yield entry_id, entry.model_dump(mode="json", exclude_defaults=True)


def _as_yaml(entry: Any) -> str:
    import yaml

    return str(yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=100))


def _knowledge_overview(options: argparse.Namespace) -> int:
    from frameworks.loader import load
    from sextant.knowledge_overview import render

    say(render(load()))
    return DONE
