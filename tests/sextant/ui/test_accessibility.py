"""Every page by axe-core (build/axe, fetched by .ci/run): no serious finding, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sextant.database import open_database
from sextant.service import Finished, what_if
from sextant.storage import save_assessment
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
