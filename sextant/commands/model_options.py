"""The options that say which model helps, for every command that assesses."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.errors import SextantError

if TYPE_CHECKING:
    from sextant.llm.limits import Price
    from sextant.llm.options import ModelOptions


def add(command: argparse.ArgumentParser) -> None:
    """The options, as a group of their own in the command's help."""
    group = command.add_argument_group("language model", "docs/models.md has the settings")
    group.add_argument(
        "--model", default="none", metavar="SPEC",
        help="none (default), PROVIDER:NAME, http://ADDRESS/v1#NAME, or gguf:PATH",
    )  # fmt: skip
    group.add_argument("--context-window", type=int, metavar="N", help="tokens; default: asked for")
    group.add_argument("--max-tokens", type=int, metavar="N", help="limit of tokens for the run")
    group.add_argument("--max-cost", type=float, metavar="USD", help="limit of cost for the run")
    group.add_argument(
        "--price", type=_price, metavar="PROMPT,ANSWER",
        help="US dollars for a million tokens, where the list price is not known",
    )  # fmt: skip
    group.add_argument(
        "--timeout", type=float, default=300.0, metavar="SECONDS", help="for one call; default: 300"
    )
    group.add_argument("--threads", type=int, metavar="N", help="of a local model")
    group.add_argument("--dry-run", action="store_true", help="write what would be sent; send none")
    group.add_argument(
        "--send-unredacted", action="store_true",
        help="leave secrets and personal data in the prompts",
    )  # fmt: skip
    group.add_argument("--no-cache", action="store_true", help="ask again what was answered before")


def chosen(options: argparse.Namespace, out: Path) -> ModelOptions | None:
    """What the user chose; None for no model. Raises SextantError for what cannot be meant.

    Answers are kept in the folder of the reports, with what else is known of that client.
    """
    if options.model == "none" and not options.dry_run:
        return None
    from sextant.llm.options import ModelOptions, check, parse_spec

    if parse_spec(options.model).kind == "none":
        if options.dry_run:
            raise SextantError("--dry-run shows what a model would be sent: name one with --model")
        return None
    found = ModelOptions(
        spec=options.model,
        context_window=options.context_window,
        max_tokens=options.max_tokens,
        max_cost=options.max_cost,
        price=options.price,
        timeout=options.timeout,
        cache=None if options.no_cache else out / ".sextant-answers.sqlite",
        dry_run=options.dry_run,
        record=out / "model-prompts.md" if options.dry_run else None,
        redact=not options.send_unredacted,
        threads=options.threads,
    )
    check(found)
    return found


def _price(text: str) -> Price:
    from sextant.llm.limits import Price

    try:
        prompt, answer = (float(part) for part in text.split(","))
    except ValueError:
        prompt = answer = -1.0
    if prompt < 0 or answer < 0:
        raise argparse.ArgumentTypeError("two numbers, for example 0.15,0.60")
    return Price(prompt, answer)
