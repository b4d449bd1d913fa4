"""`sextant model`: get a small local model, try one out."""

from __future__ import annotations

import argparse

from sextant.commands.console import DONE, Commands, refuse_unknown, say, tell
from sextant.errors import SextantError


def add(commands: Commands) -> None:
    model = commands.add_parser("model", help="get or try a language model")
    actions = model.add_subparsers(required=True, metavar="ACTION")
    fetch = actions.add_parser("fetch", help="download a small model for --model gguf:NAME")
    fetch.add_argument("name", help="smollm2")
    fetch.set_defaults(command=_fetch)
    check = actions.add_parser("check", help="open a model, ask it one question, say how it went")
    check.add_argument("spec", help="as for --model")
    check.add_argument("--context-window", type=int, metavar="N", help="tokens")
    check.add_argument("--timeout", type=float, default=300.0, metavar="SECONDS")
    check.set_defaults(command=_check)


def _fetch(options: argparse.Namespace) -> int:
    from sextant.llm.fetching import CATALOG, fetch

    refuse_unknown("model", [options.name], CATALOG)
    entry = CATALOG[options.name]
    tell(f"Fetching {entry.title} ({entry.bytes // 1_000_000} MB, {entry.licence}) ...")
    say(str(fetch(options.name)))
    tell(f"{entry.note} Use it with --model gguf:{options.name}")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from sextant.llm.opening import open_model
    from sextant.llm.options import ModelOptions
    from sextant.llm.trial import TRIAL

    chosen = ModelOptions(options.spec, options.context_window, timeout=options.timeout)
    with open_model(chosen) as model:
        if model is None:
            raise SextantError("`none` is no model; name one, for example gguf:smollm2")
        say(f"{model.name}: window {model.window} tokens")
        answer = model.ask(TRIAL)
        took = f"{answer.prompt_tokens} + {answer.answer_tokens} tokens, {answer.seconds:.1f} s"
        say(f"answered {answer.text.strip()!r}: {took}")
    return DONE
