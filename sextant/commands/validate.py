"""`sextant validate`: check a profile without assessing it."""

from __future__ import annotations

import argparse
from pathlib import Path

from sextant.commands.console import DONE, Commands, say


def add(commands: Commands) -> None:
    validate = commands.add_parser("validate", help="check a profile without assessing it")
    validate.add_argument("profile", type=Path)
    validate.set_defaults(command=_validate)


def _validate(options: argparse.Namespace) -> int:
    from sextant.intake import read_profile
    from sextant.vocabulary import vocabulary

    intake = read_profile(options.profile, vocabulary())
    profile = intake.profile
    say(
        f"{options.profile}: valid. {profile.name}: {len(profile.assets)} assets, "
        f"{len(profile.practices)} practices, {len(intake.evidence)} evidence paths."
    )
    return DONE
