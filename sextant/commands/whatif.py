"""`sextant whatif`: the same organisation with some practices or facts switched."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.commands.compare import add_output, show
from sextant.commands.console import DONE, Commands

if TYPE_CHECKING:
    from sextant.service import Finished
    from sextant.storage import Saved


def add(commands: Commands) -> None:
    whatif = commands.add_parser(
        "whatif", help="scores, risks and money if practices were otherwise"
    )
    whatif.add_argument("subject", metavar="PROFILE", help="a profile, or an id in the history")
    whatif.add_argument(
        "--set", action="append", default=[], metavar="SUBJECT=VALUE", dest="changes",
        help="PR.AA-03=implemented, PR.AA-03.strong=partial, remote_desktop_exposed=false, "
        "employees=40; may be given several times",
    )  # fmt: skip
    whatif.add_argument(
        "--evidence", type=Path, action="append", default=[], metavar="PATH",
        help="a further file or folder that would be handed in",
    )  # fmt: skip
    add_output(whatif)
    whatif.set_defaults(command=_whatif)


def _whatif(options: argparse.Namespace) -> int:
    from sextant.service import what_if

    show(what_if(_subject(options.subject), options.changes, options.evidence).difference, options)
    return DONE


def _subject(name: str) -> Finished | Saved:
    path = Path(name)
    if path.exists() or path.suffix in (".yaml", ".yml"):
        from sextant.service import assess_files

        return assess_files(path)
    from sextant.database import open_database
    from sextant.storage import load

    return load(open_database(), name)
