"""A batch's clients with their results, newest first, for the portfolio."""

from __future__ import annotations

from pathlib import Path

from sextant.batch.driver import LEDGER, open_ledger
from sextant.batch.ledger import Item
from sextant.batch.shelf import result_folder
from sextant.portfolio.entries import Source, find_sources
from sextant.reports import FORMATS


def sources_of(out: Path) -> tuple[Source, ...]:
    """From the ledger where the folder is a batch's; else from the documents that are there."""
    from sextant import settings

    if not (out / LEDGER).is_file() and not settings.database_url():
        return find_sources(out)
    ledger = open_ledger(out)
    runs = ledger.runs()
    if not runs:
        return find_sources(out)
    by_run = [{item.client: item for item in ledger.items(run)} for run in reversed(runs)]
    return tuple(_source(out, client, [r.get(client) for r in by_run]) for client in by_run[0])


def _source(out: Path, client: str, items: list[Item | None]) -> Source:
    """`items`: what came of it in each run, newest first. The newest may be a failure."""
    name = FORMATS["json"].file
    files = tuple(
        result_folder(out, client, item.key) / name for item in items if item and item.key
    )
    last = items[0]
    return Source(client, files, "; ".join(map(str, last.problems)) if last else "")
