"""`sextant init`: a commented profile to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from sextant.commands.console import DONE, Commands, refuse_unknown, say, tell
from sextant.errors import SextantError


def add(commands: Commands) -> None:
    init = commands.add_parser("init", help="write a commented profile to fill in")
    init.add_argument("--sector", default="other", help="sector id, e.g. healthcare")
    init.add_argument("--out", type=Path, help="file to write; standard output without it")
    init.add_argument("--force", action="store_true", help="replace an existing file")
    init.set_defaults(command=_init)


def _init(options: argparse.Namespace) -> int:
    from frameworks.loader import load
    from sextant.init_profile import render
    from sextant.reports.writing import write_atomically

    knowledge = load()
    refuse_unknown("sector", [options.sector], knowledge.sectors)
    text = render(options.sector, knowledge)
    if options.out is None:
        say(text)
        return DONE
    if options.out.exists() and not options.force:
        raise SextantError(f"{options.out} exists; --force replaces it")
    write_atomically(options.out, text.encode())
    tell(f"{options.out}: fill it in, then run `sextant assess {options.out}`.")
    return DONE
