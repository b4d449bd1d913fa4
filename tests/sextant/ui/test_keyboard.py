"""Every page by keyboard alone: all is reached, one sees where one is, and every step is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sextant.database import open_database
from sextant.service import Finished, what_if
from sextant.storage import save_assessment
from sextant.ui.result import PARTS

FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")
MOST_STOPS = 250
# A text that stands on the page once it is whole.
WHOLE = {
    "": "Assess", "run": "New assessment", "history": "Compare", "knowledge": "Find an outcome",
    "downloads": "PDF", "what-if": "What would change", "review": "The trail",
    "portfolio": "Upload clients",
}  # fmt: skip


def settled(page: Any) -> None:
    page.wait_for_timeout(700)
    page.locator("[data-test-script-state=notRunning]").first.wait_for()


def stops(page: Any) -> list[dict[str, Any]]:
    """Where Tab leads, from the page's beginning to its end."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate("kb.focus()")
        if focus is None or (found and focus == found[0]):
            break
        found.append(focus)
    return found


def tab_to(page: Any, name: str) -> None:
    """Tab until what has the focus says `name`."""
    page.evaluate(FOCUS)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate("kb.focus()")
        if focus and name in focus["said"]:
            return
    raise AssertionError(f"{name} is not reached")


@pytest.fixture
def kept(clinic: Finished) -> str:
    """The clinic in the history, twice."""
    database = open_database()
    identity = save_assessment(database, clinic.assessment, clinic.state, clinic.profile)
    save_assessment(database, what_if(clinic, ["PR.PS-05=implemented"]).after)
    return identity


def test_every_control_of_every_page_is_reached_and_the_focus_is_seen(
    server: Any, screen: Callable[..., Any], kept: str
) -> None:
    page = screen(height=1000).page
    pages = [(f"{name}?saved={kept}", sign) for name, sign in WHOLE.items()]
    parts = [(f"result?saved={kept}&part={p}", "Juniper Street Family Medicine") for p in PARTS]
    for address, sign in (*pages, *parts):
        page.goto(f"{server.address}/{address}")
        page.get_by_text(sign).first.wait_for()
        settled(page)
        page.evaluate(FOCUS)
        controls = dict(page.evaluate("kb.controls()"))
        way = stops(page)
        reached = {stop["control"] for stop in way}
        assert {n: c for n, c in controls.items() if n not in reached} == {}, address
        assert [s["said"] for s in way if not s["onScreen"]] == [], address
        assert [s["said"] for s in way if not s["seen"]] == [], address


def test_from_an_example_to_a_risk_an_answer_and_a_what_if_without_a_mouse(
    server: Any, screen: Callable[..., Any]
) -> None:
    window = screen()
    page = window.page
    page.goto(server.address)
    page.get_by_text("How to begin").wait_for()
    settled(page)
    tab_to(page, "Assess")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="See the result").wait_for()
    settled(page)
    tab_to(page, "See the result")
    page.keyboard.press("Enter")
    page.get_by_text("What could really happen").wait_for()
    settled(page)
    tab_to(page, "Choose a cell above, or here")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="Risk register").wait_for()
    settled(page)
    tab_to(page, PARTS[0])
    for _ in range(PARTS.index("Questions")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.get_by_role("heading", name="Questions worth asking").wait_for()
    settled(page)
    tab_to(page, "Yes")
    page.keyboard.press("Space")
    settled(page)
    tab_to(page, "Compute again with 1 answer")
    page.keyboard.press("Enter")
    page.get_by_text("The result was computed again").wait_for()
    settled(page)
    tab_to(page, "What if")  # in the menu
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What would change").wait_for()
    settled(page)
    tab_to(page, "In place")
    page.keyboard.press("Space")
    page.get_by_text("Today → with your changes").wait_for()
    window.shot("keyboard-what-if")


def test_a_dialog_is_opened_used_and_left_by_keyboard(
    server: Any, screen: Callable[..., Any], kept: str
) -> None:
    page = screen().page
    page.goto(f"{server.address}/history")
    page.get_by_text("Compare").first.wait_for()
    settled(page)
    tab_to(page, "Delete")
    page.keyboard.press("Enter")
    page.get_by_text("for everyone").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("for everyone").wait_for(state="detached")
    page.keyboard.press("Enter")
    page.get_by_text("for everyone").wait_for()
    tab_to(page, "Delete it")
    page.keyboard.press("Enter")
    page.get_by_text("With a second assessment").wait_for()
