"""`sextant new`: start a new knowledge file."""

from __future__ import annotations

import argparse

from sextant.commands.console import DONE, Commands, tell


def add(commands: Commands) -> None:
    new = commands.add_parser("new", help="start a new knowledge file")
    new.add_argument("kind", choices=("threat", "recommendation"))
    new.add_argument("id", help="lower-case words joined by hyphens")
    new.set_defaults(command=_new)


def _new(options: argparse.Namespace) -> int:
    from sextant.new_knowledge import create

    path = create(options.kind, options.id)
    tell(f"{path}: fill it in, then run `sextant knowledge check`.")
    return DONE
