"""Every page by axe-core (build/axe, fetched by .ci/run): no serious finding, light and dark;
and none that is wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import client, zipped
from strain import strained

from sextant.database import open_database
from sextant.service import Finished, what_if
from sextant.storage import save_assessment
from sextant.ui.password import make_hash
from sextant.ui.result import PARTS

AXE = Path(__file__).resolve().parents[3] / "build" / "axe" / "package" / "axe.min.js"
MISSING = "axe-core is not here: `npm pack axe-core` into build/axe as .ci/run does"
GRAVE = {"serious", "critical"}
# A heading, button or text that stands on the page once it is whole.
WHOLE = {
    "": "Assess", "run": "New assessment", "history": "Compare", "knowledge": "Find an outcome",
    "downloads": "PDF", "what-if": "What would change", "review": "Review",
    "portfolio": "Upload clients",
}  # fmt: skip


def findings(page: Any) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['impact']} {v['id']}: {node['html'][:200]}"
        for v in found["violations"]
        for node in v["nodes"]
        if v["impact"] in GRAVE
    ]


@pytest.mark.skipif(not AXE.is_file(), reason=MISSING)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_finding(
    server: Any, screen: Callable[..., Any], clinic: Finished, scheme: str
) -> None:
    database = open_database()
    identity = save_assessment(database, clinic.assessment, clinic.state, clinic.profile)
    switched = what_if(clinic, ["PR.PS-05=implemented"]).after
    save_assessment(database, switched)
    window = screen(color_scheme=scheme)
    addresses = [f"result?saved={identity}&part={part}" for part in PARTS]
    addresses += [f"{name}?saved={identity}" for name in WHOLE]
    for address in addresses:
        window.page.goto(f"{server.address}/{address}")
        sign = WHOLE.get(address.partition("?")[0], "Juniper Street Family Medicine")
        window.page.get_by_text(sign).first.wait_for()
        window.page.locator("[data-stale=true]").first.wait_for(state="detached")
        window.page.wait_for_timeout(700)  # charts and grids draw after their data
        page, _, part = address.replace(f"saved={identity}", "").partition("?")
        window.shot(f"{page or 'new'}{part.replace('&part=', '-')}-{scheme}")
        assert findings(window.page) == [], address


def whole(window: Any) -> None:
    window.page.locator("[data-stale=true]").first.wait_for(state="detached")
    window.page.wait_for_timeout(700)


@pytest.mark.skipif(not AXE.is_file(), reason=MISSING)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_has_no_serious_finding(
    server: Any, screen: Callable[..., Any], scheme: str
) -> None:
    server.kill()
    server.environment = {"SEXTANT_UI_PASSWORD_HASH": make_hash("correct horse battery")}
    server.start()
    for width in (1280, 390):
        window = screen(width=width, height=800, color_scheme=scheme)
        window.page.goto(server.address)
        window.page.get_by_label("Password").fill("a wrong password")
        window.page.get_by_role("button", name="Open").click()
        window.page.get_by_text("That is not the password.").wait_for()
        window.shot(f"door-{width}-{scheme}")
        # Its policy lets nothing in: axe comes through the debugger, not through the page.
        assert findings(window.page) == []
        assert too_wide(window.page) == 0


@pytest.mark.skipif(not AXE.is_file(), reason=MISSING)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_guided_form_a_run_and_a_portfolio_have_no_serious_finding(
    server: Any, screen: Callable[..., Any], tmp_path: Path, scheme: str
) -> None:
    archive = tmp_path / "clients.zip"
    archive.write_bytes(zipped({**client("a"), **client("b", "東京サンプル")}).getvalue())
    window = screen(color_scheme=scheme, height=2400)
    page = window.page
    page.goto(server.address)
    page.get_by_text("Answer questions", exact=True).click()
    page.get_by_label("Name of the organisation").fill("Corner Shop")
    for group in ("More about it", "Put the everyday safeguards"):
        page.get_by_text(group).click()
    whole(window)
    window.shot(f"form-{scheme}")
    assert findings(page) == []
    page.get_by_role("button", name="Assess", exact=True).click()
    page.get_by_role("button", name="See the result").wait_for()
    whole(window)
    assert findings(page) == []
    page.goto(f"{server.address}/portfolio")
    page.locator("input[type=file]").first.set_input_files(archive)
    page.get_by_role("button", name="Assess 2 clients").wait_for()
    whole(window)
    assert findings(page) == []
    page.get_by_role("button", name="Assess 2 clients").click()
    page.get_by_text("2 clients of 2 assessed").wait_for()
    page.get_by_role("heading", name="One client").wait_for()
    whole(window)
    window.shot(f"portfolio-done-{scheme}")
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 1400})
    whole(window)
    window.shot(f"portfolio-phone-{scheme}")
    assert too_wide(page) == 0


def too_wide(page: Any) -> int:
    """By how many pixels the page is wider than its window; tables that scroll by themselves are
    not counted."""
    return int(
        page.evaluate(
            """Math.max(...[document.documentElement,
              ...document.querySelectorAll("[data-testid=stMain]")].map(
                (box) => box.scrollWidth - box.clientWidth))"""
        )
    )


def test_no_page_is_wider_than_a_phone_with_300_risks_and_long_names(
    server: Any, screen: Callable[..., Any], clinic: Finished
) -> None:
    whole_one = strained(clinic.assessment)
    database = open_database()
    identity = save_assessment(database, whole_one, clinic.state, clinic.profile)
    save_assessment(database, whole_one)
    window = screen(width=390, height=1400)
    addresses = [f"result?saved={identity}&part={part}" for part in PARTS]
    addresses += [f"{name}?saved={identity}" for name in WHOLE]
    for address in addresses:
        window.page.goto(f"{server.address}/{address}")
        name, _, part = address.partition("?")
        sign = WHOLE.get(name, whole_one.organization.name)
        window.page.get_by_text(sign).first.wait_for(state="attached")
        whole(window)
        window.shot(f"strained-{name or 'new'}{part.partition('&part=')[2]}-phone")
        assert too_wide(window.page) == 0, address
