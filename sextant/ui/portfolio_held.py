"""A portfolio as a batch's folder holds it, and where in it a client's reports are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from pydantic import ValidationError

from sextant.portfolio.document import Client, Portfolio
from sextant.portfolio.view import PortfolioView, portfolio_view
from sextant.portfolio.writing import PORTFOLIO_FORMATS


class Held(NamedTuple):
    """A portfolio with its view; `folder` is the batch's, where the reports are."""

    folder: Path
    portfolio: Portfolio
    view: PortfolioView

    def client(self, identity: str) -> Client | None:
        return next((c for c in self.portfolio.clients if c.id == identity), None)


def read(folder: Path) -> Held | None:
    """The portfolio that the last complete batch wrote to `folder`; None without a readable one."""
    path = folder / PORTFOLIO_FORMATS["json"].file
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValidationError):
        return None


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Held:
    found = Portfolio.model_validate_json(path.read_bytes())
    return Held(path.parent, found, portfolio_view(found))


def inside(folder: Path, link: str) -> Path | None:
    """What a relative link leads to; None when it is empty or leads out of the folder."""
    path = (folder / unquote(link)).resolve()
    return path if link and path.is_relative_to(folder.resolve()) else None
