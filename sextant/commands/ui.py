"""`sextant ui`: open the web app."""

from __future__ import annotations

import argparse

from sextant.commands.console import Commands


def add(commands: Commands) -> None:
    ui = commands.add_parser("ui", help="open the web app on this machine")
    ui.add_argument("--port", type=int, default=8501)
    ui.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS",
        help="another address to serve; one that others reach needs a password (docs/web-app.md)",
    )  # fmt: skip
    ui.add_argument(
        "--without-password", action="count", default=0,
        help="serve an address that others reach without one: give it twice",
    )  # fmt: skip
    ui.add_argument(
        "--make-password", action="store_true",
        help="ask for a password and print the hash to set as SEXTANT_UI_PASSWORD_HASH",
    )  # fmt: skip
    ui.set_defaults(command=_ui)


def _ui(options: argparse.Namespace) -> int:
    if options.make_password:
        return _make_password()
    from sextant.ui.launch import launch

    return launch(options.port, options.host, options.without_password)


def _make_password() -> int:
    import sys
    from getpass import getpass

    from sextant.commands.console import DONE, say
    from sextant.errors import SextantError
    from sextant.ui.password import make_hash

    if sys.stdin.isatty():
        password = getpass("New password: ")
        if getpass("The same again: ") != password:
            raise SextantError("the two passwords differ; nothing was made")
    else:
        password = sys.stdin.readline().rstrip("\n")
    say(make_hash(password))
    return DONE
