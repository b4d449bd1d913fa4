"""Every test of the web app has a data folder of its own; browser tests, a server and Chromium."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sextant.database import open_database
from sextant.service import Finished
from sextant.storage import save_assessment
from sextant.ui.launch import command

sys.path.insert(0, str(Path(__file__).parent))

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip
PATIENCE = 120_000  # ms; two busy cores are slow
FAILED = pytest.StashKey[bool]()
SHOTS = Path(__file__).resolve().parents[3] / "build" / "screenshots"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this test's drafts, runs and history are kept."""
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "home"


@dataclass
class Server:
    """A server that `sextant ui` would start, on a port of its own; it can be killed."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command(self.port), stdout=log, stderr=log, cwd=self.folder,
                env={**os.environ, **self.environment},
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert self.process and self.process.poll() is None, self.log
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """As a power cut would."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    served = Server(tmp_path)
    served.start()
    try:
        yield served
    finally:
        served.kill()


@dataclass
class Screen:
    """A browser's page, and everything that it asked for."""

    page: Any
    asked: list[str]

    def shot(self, name: str) -> None:
        """A picture for people to look at (build/screenshots, not in the repository)."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remembers whether a test failed, for the pictures of its windows."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Iterator[Callable[..., Screen]]:
    """Opens windows in Chromium; each is a person of its own. Of those that are open when a test
    fails, a picture is kept."""
    if not CHROMIUM:
        pytest.skip("no chromium: install it to test the web app")
    api = pytest.importorskip("playwright.sync_api")
    with ExitStack() as stack:
        driver = stack.enter_context(api.sync_playwright())
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        stack.callback(browser.close)

        def opened(width: int = 1280, height: int = 1500, **how: Any) -> Screen:
            context = browser.new_context(viewport={"width": width, "height": height}, **how)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.on("websocket", lambda sock: asked.append(sock.url.replace("ws://", "http://")))
            return Screen(page, asked)

        yield opened
        if request.node.stash.get(FAILED, False):
            _keep_pictures(browser, request.node.name)


def _keep_pictures(browser: Any, test: str) -> None:
    name = re.sub(r"[^\w-]+", "-", test)
    pages = [page for context in browser.contexts for page in context.pages]
    for number, page in enumerate(pages):
        Screen(page, []).shot(f"failed-{name}-{number}")


@pytest.fixture
def saved(clinic: Finished) -> dict[str, str]:
    """The address of the clinic in the history."""
    identity = save_assessment(open_database(), clinic.assessment, clinic.state, clinic.profile)
    return {"saved": identity}
