"""What the web app's server does beside pages: the door, resumed runs, an apology for a defect."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

from sextant import settings
from sextant.ui.door import Admission, Door
from sextant.ui.password import checked

__all__ = ["Door", "admission", "apologise", "lifespan"]

# Slow to import and needed by the second page at the latest, so fetched while the first is read:
# not while it is made, which would only take longer.
FIRST_PAGE_SECONDS = 4.0
_SOON = ("pandas", "pyarrow", "langgraph.graph", "sextant.reports.view", "sextant.storage")


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


def _prepare() -> None:
    from sextant.ui import drafts, portfolio_runs
    from sextant.ui.runs import RUNS
    from sextant.ui.shown import knowledge

    knowledge()
    RUNS.take_up()
    drafts.discard_old()
    portfolio_runs.discard_old()
    import_module("sextant.ui.menu")
    time.sleep(FIRST_PAGE_SECONDS)
    for name in _SOON:
        import_module(name)


def apologise(error: Exception) -> bool:
    """Says on the page that Sextant failed, without a traceback; the log has it."""
    from sextant.ui.failing import failure

    failure(error)
    return True
