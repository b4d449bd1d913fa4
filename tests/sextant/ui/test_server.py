"""What the server does beside pages: nothing slow before the first page is made."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from sextant.ui import launch, menu, server

ROOT = Path(__file__).resolve().parents[3]
PAGES = Path(menu.__file__).with_name("pages.py")
FIRST = f"""
import sys
from streamlit.testing.v1 import AppTest
at_start = set(sys.modules)
test = AppTest.from_file({str(PAGES)!r}, default_timeout=60).run()
assert not test.exception and test.title[0].value == "New assessment"
slow = {{"sqlalchemy", "pydantic", "langgraph", "pyarrow", "pandas", "frameworks"}}
print(*sorted(slow & (set(sys.modules) - at_start)))
"""


def test_the_first_page_imports_no_database_and_no_knowledge() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_streamlit_run_has_the_settings_of_the_command() -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        told = tomllib.load(file)
    assert told["server"].pop("address") == launch.LOOPBACK
    for option, value in launch._OPTIONS.items():
        *path, name = option.split(".")
        section = told
        for part in path:
            section = section[part]
        found = section[name]
        assert (str(found).lower() if isinstance(found, bool) else str(found)) == value, option


@pytest.mark.parametrize("title", menu.PAGES)
def test_every_page_is_where_the_menu_says(title: str) -> None:
    from importlib import import_module

    assert callable(import_module(menu.module(title)).page)


def test_what_was_put_off_for_the_first_page_is_done_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported: list[str] = []
    monkeypatch.setattr(server, "DRAWING_SECONDS", 0.0)
    monkeypatch.setattr(server, "import_module", imported.append)
    monkeypatch.setattr("sextant.ui.runs.RUNS.take_up", lambda: None)
    server.page_made()
    server._prepare()
    assert {menu.module(title) for title in menu.PAGES} < set(imported)


def test_whoever_stops_the_command_stops_the_server(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "sextant", "ui", f"--port={port}"]
    with (tmp_path / "log").open("wb") as log:
        command = subprocess.Popen(words, stdout=log, stderr=log)
    end = time.monotonic() + 60
    while not answers(port):
        assert command.poll() is None and time.monotonic() < end, (tmp_path / "log").read_text()
        time.sleep(0.1)
    command.terminate()
    command.wait(30)
    assert not answers(port)


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
