"""The database: opening, migrations, two processes at once, and being killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from sextant import database as databases
from sextant import settings, tables
from sextant.database import Database, migrate, open_database
from sextant.errors import StorageError

ROOT = Path(__file__).resolve().parents[2]


def test_migrations_applied_again_change_nothing(database: Database) -> None:
    assert migrate(database) == ()
    assert migrate(database) == ()


def test_the_tables_in_use_are_those_that_the_migrations_make(database: Database) -> None:
    found = sa.inspect(database.engine)
    used = [t for t in vars(tables).values() if isinstance(t, sa.TableClause)]
    assert used
    for table in used:
        columns = {c["name"] for c in found.get_columns(table.name)}
        assert {c.name for c in table.c} == columns, table.name


def test_the_same_place_is_opened_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    assert open_database(url) is open_database(url)


def test_the_default_is_a_private_file_in_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path / "new" / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert settings.home() == tmp_path / "new" / "home"
    open_database()
    file = tmp_path / "new" / "home" / databases.FILE
    assert file.stat().st_mode & 0o077 == 0


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO schema_migrations VALUES ('m9999_later', 'x')")
    with pytest.raises(StorageError, match="newer version of Sextant"):
        migrate(database)


@pytest.mark.parametrize("url", ["nonsense", "mysql://u:secret@h/d", "sqlite://"])
def test_an_address_that_cannot_be_used_is_refused_without_showing_a_password(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        open_database(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StorageError) as caught:
        open_database("postgresql://user:secret@127.0.0.1:9/none")
    assert "secret" not in str(caught.value)
    assert "cannot be used" in str(caught.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"this is not a database" * 100)
    with pytest.raises(StorageError, match="not a database"):
        open_database(f"sqlite:///{tmp_path / 'a.sqlite'}")


def test_what_fails_half_way_leaves_nothing(database: Database) -> None:
    insert = "INSERT INTO settings VALUES ('a', '1', 'x')"
    with pytest.raises(StorageError), database.writing() as connection:
        connection.exec_driver_sql(insert)
        connection.exec_driver_sql(insert)
    with database.reading() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM settings")) == 0


_START = "from sextant.database import open_database; import sys; open_database(sys.argv[1])"


def _started(url: str, code: str, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, url, *more], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_processes_that_start_together_on_a_new_file_all_find_it_ready(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    for process in [_started(url, _START) for _ in range(4)]:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors


_COUNT = """
import sys
from sextant.database import open_database
from sextant.storage import set_setting
database = open_database(sys.argv[1])
for i in range(40):
    set_setting(database, f"{sys.argv[2]}-{i}", i)
"""


def test_two_processes_write_to_one_file_and_nothing_is_lost(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    for process in [_started(url, _COUNT, name) for name in ("one", "two")]:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with open_database(url).reading() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM settings")) == 80


_ENDLESS = """
import sys
from sextant.database import open_database
database = open_database(sys.argv[1])
number = 0
while True:
    number += 1
    with database.writing() as connection:
        for part in "ab":
            connection.exec_driver_sql(
                f"INSERT INTO settings VALUES ('{number}{part}', '{'x' * 9000}', 'now')")
            if number == 5:
                print("writing", flush=True)
"""


def test_a_process_killed_while_it_writes_leaves_whole_entries_and_a_usable_file(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    process = _started(url, _ENDLESS)
    assert process.stdout and process.stdout.readline() == "writing\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    database = open_database(url)
    with database.writing() as connection:
        rows = connection.scalars(sa.text("SELECT key FROM settings")).all()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert len(rows) >= 8
    assert {r[:-1] + "a" for r in rows} == {r for r in rows if r.endswith("a")}
    assert len(rows) % 2 == 0


def test_a_reader_does_not_wait_for_a_writer(sqlite: Database) -> None:
    seen: list[object] = []

    def look() -> None:
        with sqlite.reading() as connection:
            seen.append(connection.scalar(sa.text("SELECT count(*) FROM settings")))

    with sqlite.writing() as connection:
        connection.exec_driver_sql("INSERT INTO settings VALUES ('a', '1', 'x')")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(timeout=10)
    assert seen == [0]
