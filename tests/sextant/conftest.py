"""Fixtures: databases of both kinds, and a finished assessment of an example."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sextant.database import Database, open_database
from sextant.service import Finished, assess_files

sys.path.insert(0, str(Path(__file__).parent))

import postgres

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def clinic() -> Finished:
    return assess_files(ROOT / "examples" / "clinic" / "profile.yaml")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own; skipped, with the reason, where there is none."""
    with postgres.server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'history.sqlite'}")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite")  # type: ignore[no-any-return]
    return open_database(postgres.fresh(request.getfixturevalue("postgres_url")))
