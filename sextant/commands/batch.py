"""`sextant batch`: every organisation below a folder, on this machine or a cluster."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.commands import model_options
from sextant.commands.console import DEGRADED, DONE, Commands, refuse_unknown, say, tell
from sextant.commands.portfolio import FAIL_ON, add_title, conditions, rebuild, verdict
from sextant.errors import SextantError

if TYPE_CHECKING:
    from sextant.batch.driver import Batch, Result, Stop
    from sextant.batch.events import Listener
    from sextant.batch.pool import Crew

DEFAULT_FORMATS = "html,json"
PORTFOLIO_FORMATS = ("html", "json")
SHOWN_FAILURES = 200


def add(commands: Commands) -> None:
    batch = commands.add_parser("batch", help="assess every organisation below a folder")
    batch.add_argument("folder", type=Path, help="profiles with their evidence, at any depth")
    batch.add_argument("--out", type=Path, help="folder for results; default: sextant-batch")
    batch.add_argument("--format", default=DEFAULT_FORMATS, help=f"default: {DEFAULT_FORMATS}")
    batch.add_argument("--workers", type=int, metavar="N", help="processes; default: one a core")
    batch.add_argument("--branding", type=Path, metavar="FILE", help="of the clients' reports")
    batch.add_argument("--resume", action="store_true", help="keep results that are still right")
    batch.add_argument("--profile-timeout", type=float, metavar="SECONDS", help="for one profile")
    batch.add_argument("--cluster", metavar="ADDRESS", help="a dask scheduler, tcp:// or tls://")
    batch.add_argument("--tls", metavar="CA,CERT,KEY", help="files for a tls:// cluster")
    batch.add_argument("--json", action="store_true", help="events on standard output, one a line")
    batch.add_argument("--quiet", action="store_true", help="no progress on standard error")
    add_title(batch)
    model_options.add(batch)
    batch.set_defaults(command=_batch)


def _batch(options: argparse.Namespace) -> int:
    from sextant.batch.driver import Stop, drive

    batch, stop = _described(options), Stop()
    crew, listener = _crew(options), _listener(options)
    with _interrupts(stop):
        result = drive(batch, crew, listener, stop)
    if not options.json:
        _report(result, batch)
    code = DEGRADED if result.bad or not result.complete else DONE
    return max(code, _portfolio(batch, options)) if result.complete else code


def _portfolio(batch: Batch, options: argparse.Namespace) -> int:
    """The report on all clients, beside their results."""
    from sextant.portfolio.writing import write

    portfolio = rebuild(batch.out, batch.out, options.title)
    for path in write(portfolio, batch.out, PORTFOLIO_FORMATS):
        if not options.json:
            say(f"Portfolio: {path}")
    return verdict(portfolio, conditions(options.fail_on))


def _described(options: argparse.Namespace) -> Batch:
    from sextant.batch.driver import Batch
    from sextant.batch.tasks import BatchOptions
    from sextant.branding import read_branding
    from sextant.reports import FORMATS

    formats = [f.strip() for f in options.format.split(",") if f.strip()]
    refuse_unknown("format", formats, FORMATS)
    refuse_unknown("condition", conditions(options.fail_on), FAIL_ON)
    if options.dry_run:
        raise SextantError("--dry-run shows one organisation's prompts: use it with assess")
    out = options.out or Path("sextant-batch")
    # The portfolio and the next run's comparison are made from the data.
    names = tuple(dict.fromkeys([*formats, "json"]))
    branding = read_branding(options.branding) if options.branding else None
    wanted = BatchOptions(names, model_options.chosen(options, out), branding)
    return Batch(options.folder, out, wanted, options.resume)


def _crew(options: argparse.Namespace) -> Callable[[], Crew]:
    from sextant.batch.pool import TIMEOUT_SECONDS, LocalCrew, begin_loading
    from sextant.batch.work import perform

    if options.cluster:
        return _cluster(options)
    workers = options.workers or _cores()
    if workers < 1:
        raise SextantError(f"--workers {workers}: at least one is needed")
    timeout = options.profile_timeout or TIMEOUT_SECONDS
    begin_loading()
    return lambda: LocalCrew(workers, perform, timeout=timeout)


def _cluster(options: argparse.Namespace) -> Callable[[], Crew]:
    from sextant.batch.cluster import ClusterCrew

    given = dict(zip(("ca", "cert", "key"), (options.tls or "").split(","), strict=False))
    if options.cluster.startswith("tls://") != (len(given) == 3):
        raise SextantError("--cluster tls://... and --tls CA,CERT,KEY go together (docs/batch.md)")
    certificates = given if len(given) == 3 else None
    return lambda: ClusterCrew(options.cluster, certificates=certificates)


def _cores() -> int:
    """Those that this process may use, where the system says so."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _listener(options: argparse.Namespace) -> Listener:
    from sextant.batch.events import JsonLines, ProgressLine

    if options.json:
        return JsonLines(_line)
    return ProgressLine(lambda text: None) if options.quiet else ProgressLine()


def _line(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


@contextmanager
def _interrupts(stop: Stop) -> Iterator[None]:
    """The first Ctrl-C, or a request to end, lets what is in hand finish; the second does not."""

    def asked(number: int, frame: object) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.ask()
        tell("\nStopping: finishing what is in hand. Again to stop at once.")

    former = {s: signal.signal(s, asked) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _report(result: Result, batch: Batch) -> None:
    """What was done, and a table of what was not, with the reasons."""
    tally = result.tally
    parts = [f"{tally[s]:,} {words}" for s, words in _STATES.items() if tally.get(s)]
    say(f"{len(result.items):,} profiles: {', '.join(parts)}.")
    if result.bad:
        width = min(50, max(len(item.client) for item in result.bad))
        say(f"\n{'Profile':<{width}}  Why it was not assessed")
        for item in result.bad[:SHOWN_FAILURES]:
            reasons = [str(p).removeprefix(item.client).lstrip(": ") for p in item.problems]
            for number, reason in enumerate(reasons):
                say(f"{'' if number else item.client:<{width}}  {reason}")
        if len(result.bad) > SHOWN_FAILURES:
            say(f"... and {len(result.bad) - SHOWN_FAILURES} more, in the events of --json.")
    if not result.complete:
        say("Not all is done; the same command with --resume goes on.")
    say(f"Results: {batch.out}")


_STATES = {
    "done": "assessed",
    "unchanged": "unchanged",
    "failed": "failed",
    "crashed": "given up",
    "pending": "not begun",
    "claimed": "in another driver's hands",
}
