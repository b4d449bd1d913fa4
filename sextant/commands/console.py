"""What every command shares: exit codes, where its words go, and unknown names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from typing import TypeAlias

from sextant.errors import SextantError

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
DONE, DEGRADED, WRONG_INPUT, INTERNAL = 0, 1, 2, 3


def tell(text: str) -> None:
    """One line of progress or trouble, to standard error."""
    sys.stderr.write(text + "\n")


def say(text: str) -> None:
    """A result, to standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def refuse_unknown(what: str, names: Sequence[str], known: Collection[str]) -> None:
    """Raises SextantError for the first name that is not known, with the nearest that is."""
    from frameworks.checks import near

    for name in names:
        if name not in known:
            raise SextantError(
                f"unknown {what} {name!r}{near(name, known)}; known: {', '.join(known)}"
            )
