"""The command line: `sextant` and `python -m sextant` (contract: DESIGN section 6).

Exit codes: 0 done, 1 assessed but degraded (said on stderr), 2 wrong input, 3 internal.
Progress and errors go to stderr; results to stdout.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from sextant import __version__
from sextant.commands import (
    answer,
    assess,
    batch,
    compare,
    evidence,
    history,
    init,
    knowledge,
    model,
    new,
    portfolio,
    review,
    schema,
    ui,
    validate,
    whatif,
)
from sextant.commands.console import DONE, INTERNAL, WRONG_INPUT, tell
from sextant.errors import InputError, KnowledgeError, OutputError, SextantError

# In the order in which `sextant --help` lists them.
COMMANDS = (
    assess, evidence, batch, portfolio, whatif, answer, review, history, compare, validate, init,
    knowledge, model, new, schema, ui,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises for bad input."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except InputError as exc:
        for problem in exc.problems:
            tell(str(problem))
        count = len(exc.problems)
        tell(f"{count} problem{'s' if count > 1 else ''} found; nothing was assessed.")
        return WRONG_INPUT
    except KnowledgeError as exc:
        for fault in exc.faults:
            tell(fault)
        tell("Sextant's own knowledge files are damaged: `sextant knowledge check` says more.")
        return INTERNAL
    except (OutputError, SextantError) as exc:
        tell(str(exc))
        return WRONG_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        tell("Stopped. The same command goes on where it was.")
        return INTERNAL


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sextant", description="A NIST CSF 2.0 risk assessment from a profile and evidence."
    )
    parser.add_argument("--version", action="version", version=f"sextant {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
