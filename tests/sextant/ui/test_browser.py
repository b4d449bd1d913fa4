"""A person's way through the web app in a real browser: nothing is asked of another machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sextant.ui.launch import command

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
HOSTILE = "![x](https://example.invalid/x.png) <img src=//example.invalid/y> [l](//example.invalid)"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium: install it to test the web app")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a server that `sextant ui` would start."""
    port = _free_port()
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(command(port), stdout=log, stderr=log, cwd=tmp_path)
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_the_clinic_is_assessed_and_downloaded_without_asking_another_machine(
    address: str, tmp_path: Path
) -> None:
    api = pytest.importorskip("playwright.sync_api")
    asked: list[str] = []
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1200, "height": 1600})
        page.set_default_timeout(120_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda sock: asked.append(sock.url.replace("ws://", "http://")))
        page.goto(address)
        page.get_by_role("button", name="Assess").click()
        page.get_by_role("link", name="Knowledge").click()  # the run goes on meanwhile
        page.get_by_text("Find an outcome").wait_for()
        page.get_by_role("link", name="Result").click()
        page.get_by_text("The gravest risks").wait_for()
        page.get_by_role("link", name="Downloads").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="HTML").click()
        download.value.save_as(tmp_path / "report.html")
        _hostile_profile(page, tmp_path)
        browser.close()
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Juniper Street Family Medicine" in report
    inside = (address, f"blob:{address}", "data:")
    assert asked and [url for url in asked if not url.startswith(inside)] == []


def _hostile_profile(page: Any, folder: Path) -> None:
    """A profile whose texts try to load something from elsewhere is shown as written."""
    text = f"organization:\n  name: '{HOSTILE}'\n  sector: other\n  description: '{HOSTILE}'\n"
    text += f"practices: [{{topic: '{HOSTILE}', statement: 'We have no backups. {HOSTILE}'}}]\n"
    (folder / "hostile.yaml").write_text(text, encoding="utf-8")
    page.get_by_role("link", name="New assessment").click()
    page.get_by_text("Upload a profile").click()
    page.locator("input[type=file]").first.set_input_files(folder / "hostile.yaml")
    page.get_by_text("hostile.yaml").wait_for()
    page.get_by_role("button", name="Assess").click()
    page.get_by_text("example.invalid").first.wait_for()
    page.get_by_role("link", name="Result").click()
    page.get_by_text("The gravest risks").wait_for()
    assert page.locator("img").count() == 0
