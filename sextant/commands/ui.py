"""`sextant ui`: open the web app."""

from __future__ import annotations

import argparse

from sextant.commands.console import Commands


def add(commands: Commands) -> None:
    ui = commands.add_parser("ui", help="open the web app on this machine")
    ui.add_argument("--port", type=int, default=8501)
    ui.set_defaults(command=_ui)


def _ui(options: argparse.Namespace) -> int:
    from sextant.ui.launch import launch

    return launch(options.port)
