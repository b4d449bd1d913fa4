"""A person's way through the web app in a real browser: nothing is asked of another machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.sextant.ui.walking import LONG, assess, begin, drop, result_of, settled, written


def go(page: Any, name: str) -> None:
    settled(page)
    # As long as a finger takes: Streamlit hands over a field that is left a moment after the press.
    page.get_by_role("link", name=name, exact=True).click(delay=120)


def test_from_upload_to_a_downloaded_pdf_without_asking_another_machine(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    window = screen()
    page = window.page
    begin(page, server.address, "Upload a profile")
    profile = "organization: {name: Bäckerei Süß & Söhne, sector: retail, employees: 12}\n"
    drop(page, "Profile (YAML)", written(tmp_path, "profile.yaml", profile))
    drop(page, "Evidence, if you have any", written(tmp_path, "notes.md", LONG))
    window.shot("new-upload")
    assess(page)
    page.get_by_text("is assessed").wait_for()
    window.shot("run-done")
    result_of(page)
    page.get_by_text("Bäckerei Süß & Söhne").first.wait_for()
    go(page, "Downloads")
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    download.value.save_as(tmp_path / "report.pdf")
    text = "".join(p.extract_text() for p in PdfReader(tmp_path / "report.pdf").pages)
    assert "Bäckerei Süß & Söhne" in text
    inside = (server.address, f"blob:{server.address}", "data:")
    assert window.asked and [url for url in window.asked if not url.startswith(inside)] == []


def field(page: Any) -> Any:
    return page.get_by_role("textbox", name="What do you do, and how do you work?")


def test_what_is_being_typed_survives_a_reload_and_leaving_the_page(
    server: Any, screen: Callable[..., Any]
) -> None:
    page = screen().page
    begin(page, server.address, "Answer questions")
    page.get_by_label("Name of the organisation").fill("Corner Shop")
    area = field(page)
    area.click()
    area.press_sequentially("Two tills and a laptop, all of them old", delay=15)
    page.wait_for_timeout(2500)  # still in the field: nobody pressed anything
    page.reload()
    field(page).wait_for()
    assert page.get_by_label("Name of the organisation").input_value() == "Corner Shop"
    area = field(page)
    assert area.input_value() == "Two tills and a laptop, all of them old"
    area.fill("Three tills")
    go(page, "Knowledge")
    page.get_by_text("Find an outcome").wait_for()
    go(page, "New assessment")
    area = field(page)
    area.wait_for()
    assert area.input_value() == "Three tills"


def slow_evidence(folder: Path) -> list[Path]:
    """Enough to read for some seconds: no sentence stands there twice."""
    line = (
        "Server {n} in room {i} keeps backups of share {k} in another building, and person {k} "
        "restores number {n}-{i} every {i} weeks unless cabinet {k} is locked.\n\n"
    )
    return [
        written(folder, f"talk-{n}.md",
                "".join(line.format(n=n, i=i, k=7 * i + n) for i in range(1000)))
        for n in range(8)
    ]  # fmt: skip


def test_a_run_survives_a_reload_and_the_death_of_the_server(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    window = screen()
    page = window.page
    begin(page, server.address, "Upload a profile")
    profile = "organization: {name: Corner Shop, sector: retail}\n"
    drop(page, "Profile (YAML)", written(tmp_path, "profile.yaml", profile))
    drop(page, "Evidence, if you have any", *slow_evidence(tmp_path))
    assess(page)
    page.get_by_role("button", name="Stop this assessment").wait_for()
    assert re.search(r"run=\w{24}", page.url)
    window.shot("run-under-way")
    page.reload()
    page.get_by_role("button", name="Stop this assessment").wait_for()
    server.kill()
    server.start()
    page.goto(page.url)
    page.get_by_text("is assessed").wait_for()
    result_of(page)
    stranger = screen().page
    stranger.goto(page.url.replace("saved=", "run="))
    stranger.get_by_text("not yours to see").wait_for()


@pytest.mark.parametrize("kind", ["phone", "dark"])
def test_the_result_can_be_read_on_a_phone_and_in_the_dark(
    server: Any, screen: Callable[..., Any], kind: str
) -> None:
    how: dict[str, Any] = {"width": 390, "height": 1400} if kind == "phone" else {}
    window = screen(**how, color_scheme="dark" if kind == "dark" else "light")
    page = window.page
    page.goto(server.address)
    assess(page)
    result_of(page)
    page.wait_for_timeout(1500)
    window.shot(f"result-{kind}")
    overflow = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def test_a_review_is_computed_through_and_compared_with_what_was_before(
    server: Any, screen: Callable[..., Any]
) -> None:
    window = screen()
    page = window.page
    for _ in range(2):
        page.goto(server.address)
        assess(page)
        result_of(page)
    go(page, "Review")
    page.get_by_label("Your name, for the trail").fill("Ada Vogel")
    page.get_by_test_id("stRadio").get_by_text("Change", exact=True).click()
    page.get_by_label("It is really").first.wait_for()
    page.get_by_label("Reason").fill("Seen at the visit")
    page.get_by_label("Reason").blur()
    page.get_by_role("button", name="Put it on record").click()
    page.get_by_text("On record. What depends on it was computed again.").wait_for()
    window.shot("review-taken")
    page.get_by_role("cell", name="Ada Vogel").first.wait_for()
    go(page, "History")
    page.get_by_text("What changed, and why").wait_for()
    page.get_by_text("Seen at the visit").first.wait_for()
    window.shot("compare")


def test_a_cell_of_the_heat_map_leads_to_its_risks(server: Any, screen: Callable[..., Any]) -> None:
    page = screen().page
    page.goto(server.address)
    assess(page)
    result_of(page)
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.locator("canvas, svg").first.wait_for()
    box = chart.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.62, box["y"] + box["height"] * 0.42)
    page.get_by_role("heading", name="Risk register").wait_for()
    page.get_by_text("Risk in full").wait_for()
    shown = page.get_by_text("risks. Choose a row").inner_text()
    few, _, many = shown.partition(" risks")[0].partition(" of ")
    assert 0 < int(few) < int(many)
