"""One client out of a portfolio: where its result is, for who may see that portfolio.

An address is `<portfolio>/<client>`; the portfolio's name is empty for what the person uploaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from pydantic import ValidationError

from sextant import settings
from sextant.assessment import Assessment
from sextant.errors import SextantError, StorageError
from sextant.portfolio.document import Client
from sextant.portfolio.writing import PORTFOLIO_FORMATS
from sextant.reports import FORMATS
from sextant.reports.view import ReportView, build_view
from sextant.service import Finished, assess_files
from sextant.ui.portfolio_held import inside, read
from sextant.ui.portfolio_runs import Workplace

UPLOADED = ""  # the name of a person's own portfolio, which no folder can have
_HELD = 12


class Shown(NamedTuple):
    """A client's result as the pages show it."""

    assessment: Assessment
    view: ReportView


def offered() -> dict[str, Path]:
    """Batches in the folder that whoever runs the server named; nobody types a path here."""
    root = settings.ui_portfolios()
    if root is None or not root.is_dir():
        return {}
    file = PORTFOLIO_FORMATS["json"].file
    return {
        f.name: f
        for f in sorted(root.iterdir())
        if not f.name.startswith(".") and not f.is_symlink() and (f / file).is_file()
    }


def address(portfolio: str, client: Client) -> str:
    """What the page's address says of a client."""
    return f"{portfolio}/{client.id}"


def link(portfolio: str, client: Client) -> str:
    """Where the page with its result is, seen from the page of the portfolio."""
    return f"result?{urlencode({'client': address(portfolio, client)})}"


def result(identity: str, owner: str) -> Shown:
    """The result of the client at an address. Raises StorageError when there is none, or it is not
    this owner's to see."""
    portfolio, _, client = identity.partition("/")
    root = Workplace(owner).results if portfolio == UPLOADED else offered().get(portfolio)
    held = read(root) if root else None
    found = held.client(client) if held else None
    folder = inside(held.folder, found.folder) if held and found else None
    if folder is None:
        raise StorageError("there is no such client")
    path = folder / FORMATS["json"].file
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValidationError) as error:
        raise StorageError("its result cannot be read") from error


@lru_cache(maxsize=_HELD)
def _read(path: Path, changed: int) -> Shown:
    found = Assessment.model_validate_json(path.read_bytes())
    return Shown(found, build_view(found))


def computed_again(identity: str, owner: str, assessment: Assessment) -> Finished | None:
    """The same result with what it can be computed from, which a batch does not keep.

    None where the profile is not here, a model took part, or the result would be another one now.
    """
    portfolio, _, client = identity.partition("/")
    clients = Workplace(owner).clients
    path = (clients / client).resolve()
    here = portfolio == UPLOADED and path.is_relative_to(clients.resolve()) and path.is_file()
    if not here or assessment.meta.model != "none":
        return None
    try:
        done = assess_files(path)
    except SextantError:
        return None
    same = _judged(done.assessment) == _judged(assessment)
    return Finished(assessment, done.state, done.profile) if same else None


def _judged(assessment: Assessment) -> Mapping[str, object]:
    return assessment.model_dump(exclude={"meta", "trace"})
