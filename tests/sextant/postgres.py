"""A PostgreSQL server for one test session, from the machine's own binaries, on a socket."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NO_NETWORK = "-c listen_addresses='' -c fsync=off -c max_connections=20"


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server that listens on a socket in `folder` alone; yield its URL; stop it."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    user = _user()
    if user is None:
        pytest.skip("PostgreSQL does not run as root, and there is no user 'postgres' to run it")
    home = Path("/tmp") / f"sextant-pg-{secrets.token_hex(4)}"  # a socket's path must be short
    home.mkdir(mode=0o700)
    try:
        if user:
            shutil.chown(home, "postgres", "postgres")
        data = home / "data"
        _run([*user, str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "sextant",
              "-E", "UTF8", "--locale=C", "--no-sync"])  # fmt: skip
        control = [*user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-l", str(home / "log"), "-o", f"-k {home} {_NO_NETWORK}", "start"])
        try:
            yield f"postgresql://sextant@/postgres?host={home}"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fresh(url: str) -> str:
    """The URL of a new, empty database on that server."""
    import psycopg

    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return url.replace("/postgres?", f"/{name}?")


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _user() -> list[str] | None:
    """How to become somebody who may run it: nothing to do, runuser, or impossible (None)."""
    if os.geteuid() != 0:
        return []
    import pwd

    known = any(entry.pw_name == "postgres" for entry in pwd.getpwall())
    return ["runuser", "-u", "postgres", "--"] if known and shutil.which("runuser") else None


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
