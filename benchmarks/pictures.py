"""The README's pictures, taken anew in Chromium of the clinic among the examples.

    python -m benchmarks.pictures

Writes docs/images/report.png, web-app.png and what-if.png.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.web_app import QUIET, served
from sextant.reports import FORMATS
from sextant.service import run_assessment
from sextant.settings import EXAMPLES

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH, HEIGHT = 1100, 1150
DRAWN = 2000  # ms until charts stand still


def taken(page: Any, name: str, height: int = HEIGHT) -> None:
    """Kept with 256 colours: small enough for a repository."""
    from PIL import Image

    page.set_viewport_size({"width": WIDTH, "height": height})
    page.mouse.move(2, height - 2)
    page.wait_for_timeout(DRAWN)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256).save(IMAGES / f"{name}.png", optimize=True)


def report(page: Any, folder: str) -> None:
    assert EXAMPLES is not None
    assessment = run_assessment(EXAMPLES / "clinic" / "profile.yaml")
    path = Path(folder) / "report.html"
    path.write_bytes(FORMATS["html"].render(assessment))
    page.goto(path.as_uri())
    taken(page, "report")


def app(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Assess", exact=True).click()
    page.get_by_role("button", name="See the result").click()
    page.get_by_text("What could really happen").wait_for()
    taken(page, "web-app", 900)
    page.get_by_role("link", name="What if", exact=True).click()
    practice = page.get_by_role("radiogroup").first
    practice.get_by_role("radio", name="In place", exact=True).click()
    page.get_by_text("Today → with your changes").wait_for()
    taken(page, "what-if", 760)


def main() -> int:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("needs Chromium")
        return 1
    with tempfile.TemporaryDirectory() as home, sync_playwright() as driver:
        server, address = served(home)
        try:
            browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            report(page, home)
            app(page, address)
            browser.close()
        finally:
            server.terminate()
            server.wait(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
