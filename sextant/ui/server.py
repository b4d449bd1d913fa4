"""What the web app's server does beside pages: the door, resumed runs, an apology for a defect."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from threading import Event
from typing import Any

from sextant import settings
from sextant.ui.door import Admission, Door
from sextant.ui.password import checked

__all__ = ["Door", "admission", "apologise", "lifespan", "page_made"]

# Slow to import and needed by the second page at the latest, so fetched while the first is read:
# not while it is made and drawn, which would only take longer.
NOBODY_CAME_SECONDS, DRAWING_SECONDS = 5.0, 1.0
_SOON = ("pandas", "pyarrow", "langgraph.graph", "sextant.reports.view", "sextant.storage")
_FIRST_PAGE_MADE = Event()


def admission() -> Admission:
    """Who may come in, as the environment says (docs/web-app.md). Raises SextantError."""
    kept = settings.ui_password_hash()
    return Admission(
        password=checked(kept) if kept else "",
        user_header=settings.ui_user_header(),
        anyone=settings.ui_open_to_anyone(),
    )


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Takes up the runs that an earlier server left, and imports what pages will want."""
    task = asyncio.create_task(asyncio.to_thread(_prepare))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def page_made() -> None:
    """Told after every page: the server may now turn to what it has put off for the first."""
    _FIRST_PAGE_MADE.set()


def _prepare() -> None:
    if _FIRST_PAGE_MADE.wait(NOBODY_CAME_SECONDS):
        time.sleep(DRAWING_SECONDS)
    from sextant.ui import drafts, menu, portfolio_runs
    from sextant.ui.runs import RUNS
    from sextant.ui.shown import knowledge

    knowledge()
    RUNS.take_up()
    drafts.discard_old()
    portfolio_runs.discard_old()
    for name in (*map(menu.module, menu.PAGES), *_SOON):
        import_module(name)


def apologise(error: Exception) -> bool:
    """Says on the page that Sextant failed, without a traceback; the log has it."""
    from sextant.ui.failing import failure

    failure(error)
    return True
