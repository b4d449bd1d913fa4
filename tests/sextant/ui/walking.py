"""Steps that a person takes through the web app in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LONG = "We keep backups in another building and restore them every month. " * 8


def begin(page: Any, address: str, source: str) -> None:
    page.goto(address)
    page.get_by_text(source, exact=True).click()


def assess(page: Any) -> None:
    button = page.get_by_role("button", name="Assess", exact=True)
    button.click()
    page.get_by_role("heading", name="Run", exact=True).wait_for()


def result_of(page: Any) -> None:
    page.get_by_role("button", name="See the result").click()
    page.get_by_text("What could really happen").wait_for()


def chooser(page: Any, label: str) -> Any:
    """The file input of the uploader whose label begins so."""
    uploader = page.get_by_test_id("stFileUploader").filter(has_text=label)
    return uploader.locator("input[type=file]")


def settled(page: Any) -> None:
    """Waits until the server has said all that it has to say about the page."""
    page.wait_for_timeout(300)
    page.locator("[data-test-script-state=notRunning]").first.wait_for()


def drop(page: Any, label: str, *files: Path) -> None:
    settled(page)
    chooser(page, label).set_input_files(list(files))
    for file in files:
        page.get_by_role("button", name=f"Remove {file.name}").wait_for()


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
