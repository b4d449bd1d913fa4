"""How fast the web app answers in Chromium, on the example with the most risks.

    python -m benchmarks.web_app

Starts a server with an empty data folder, assesses the example, and measures from the click to the
text that it brings. Limits: first page 2.5 s, page change 0.5 s, what-if 0.3 s. Exit code 1 when
a median is over its limit (wall-clock: run it on a quiet machine).
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from sextant import settings
from sextant.service import assess_files
from sextant.settings import EXAMPLES
from sextant.ui.launch import command

LIMITS = {"first page": 2.5, "page change": 0.5, "what-if": 0.3}
PAGES = {
    "Result": "What could really happen", "What if": "What would change", "History": "Assessments",
    "Downloads": "Report for reading", "Review": "The trail", "Knowledge": "Find an outcome",
}  # fmt: skip
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip


def served(home: str) -> tuple[subprocess.Popen[bytes], str]:
    """A server and its address, as soon as it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        command(port), env=settings.with_home(home), stdout=subprocess.DEVNULL
    )
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return server, f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.05)


def timed(act: Callable[[], Any], sign: Callable[[], Any]) -> float:
    started = time.perf_counter()
    act()
    sign()
    return time.perf_counter() - started


def largest() -> str:
    assert EXAMPLES is not None
    profiles = sorted(EXAMPLES.glob("*/profile.yaml"))
    return max(profiles, key=lambda p: len(assess_files(p).assessment.risks)).parent.name


def measured(page: Any, address: str, example: str) -> dict[str, list[float]]:
    def seen(text: str) -> Callable[[], None]:
        return lambda: page.get_by_text(text).first.wait_for()

    found: dict[str, list[float]] = {name: [] for name in LIMITS}
    found["first page"].append(timed(lambda: page.goto(address), seen("How to begin")))
    page.get_by_test_id("stSelectbox").filter(has_text="Example").get_by_role("combobox").click()
    page.get_by_role("option", name=example.capitalize()).click()
    page.get_by_role("button", name="Assess", exact=True).click()
    page.get_by_role("button", name="See the result").click()
    page.get_by_text("What could really happen").wait_for()
    for name, sign in [*PAGES.items()] * 3:
        link = page.get_by_role("link", name=name, exact=True)
        found["page change"].append(timed(link.click, seen(sign)))
        page.wait_for_timeout(500)
    page.get_by_role("link", name="What if", exact=True).click()
    group = page.get_by_role("radiogroup").first
    group.wait_for()
    for round_, choice in enumerate(["In place", "Not in place"] * 3):
        if round_ == 0:
            page.wait_for_timeout(1000)
        band = page.locator(".sx-band").first
        before = band.inner_text()
        started = time.perf_counter()
        group.get_by_role("radio", name=choice, exact=True).click()
        while band.inner_text() == before and time.perf_counter() - started < 5:
            page.wait_for_timeout(10)
        found["what-if"].append(time.perf_counter() - started)
        page.wait_for_timeout(500)
    return found


def main() -> int:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("needs Chromium")
        return 1
    example = largest()
    with tempfile.TemporaryDirectory() as home, sync_playwright() as driver:
        begun = time.perf_counter()
        server, address = served(home)
        up = time.perf_counter() - begun
        try:
            browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
            page = browser.new_page(viewport={"width": 1280, "height": 1400})
            found = measured(page, address, example)
            browser.close()
        finally:
            server.terminate()
            server.wait(30)
    print(f"Example: {example}; the server answered {up:.2f} s after its start")
    for name, values in found.items():
        middle, worst = statistics.median(values), max(values)
        print(f"{name:12} median {middle:.2f} s, worst {worst:.2f} s (limit {LIMITS[name]} s)")
    over = [n for n, v in found.items() if statistics.median(v) > LIMITS[n]]
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
