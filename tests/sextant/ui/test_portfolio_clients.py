"""A portfolio's clients on the pages about one assessment: who may open which, and what follows."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import PROFILE, client, examples, zipped
from streamlit.testing.v1 import AppTest

from sextant import storage
from sextant.database import open_database
from sextant.ui import portfolio_clients, portfolio_held
from sextant.ui.portfolio_runs import Workplace

OWNER, OTHER = "a" * 32, "b" * 32
AT_A = "/a/profile.yaml"


def opened(page: str, owner: str = OWNER, at: str = AT_A) -> AppTest:
    test = AppTest.from_string(f"from sextant.ui import {page}\n{page}.page()\n",
                               default_timeout=60)  # fmt: skip
    test.session_state["owner"] = owner
    test.query_params["client"] = at
    return test.run()


def said(test: AppTest) -> str:
    parts = (*test.info, *test.warning, *test.caption, *test.title)
    return "\n".join([*(str(p.value) for p in parts), *(e.proto.body for e in test.get("html"))])


def labels(test: AppTest) -> list[str]:
    return [b.label for b in test.button]


def assessed(place: Workplace, files: dict[str, str]) -> Workplace:
    place.take(zipped(files), "clients.zip")
    place.start()
    end = time.monotonic() + 120
    while place.progress().state == "running":
        assert time.monotonic() < end, "the batch did not end"
        time.sleep(0.2)
    return place


@pytest.fixture
def place() -> Workplace:
    """Two clients, assessed."""
    return assessed(Workplace(OWNER), {**client("a"), **client("b & c", "Ferry Company")})


def test_each_client_of_the_table_leads_to_its_result(place: Workplace) -> None:
    page = opened("portfolio")
    assert not page.exception
    assert 'href="result?client=%2Fa%2Fprofile.yaml"' in said(page)
    assert 'href="result?client=%2Fb+%26+c%2Fprofile.yaml"' in said(page)
    assert "Open the result" in labels(page)
    assert "Corner Shop" in said(opened("result"))
    assert "Ferry Company" in said(opened("result", at="/b & c/profile.yaml"))


@pytest.mark.parametrize("page", ["result", "what_if", "review", "downloads"])
def test_a_client_is_shown_to_nobody_else(place: Workplace, page: str) -> None:
    stranger = opened(page, OTHER)
    assert not stranger.exception
    assert "not yours to see" in said(stranger)
    assert "Corner Shop" not in said(stranger)


@pytest.mark.parametrize(
    "address",
    ["", "/", "/nobody/profile.yaml", "/../../x", "../a/profile.yaml", "x/a/profile.yaml", "//"],
)
def test_an_address_of_no_client_shows_none(place: Workplace, address: str) -> None:
    page = opened("result", at=address)
    assert not page.exception
    assert "Corner Shop" not in said(page)


def test_a_client_of_the_servers_own_batches_is_open_to_everyone(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "kept"
    root.mkdir()
    place.results.rename(root / "spring")
    monkeypatch.setenv("SEXTANT_UI_PORTFOLIOS", str(root))
    assert "Corner Shop" in said(opened("result", OTHER, f"spring{AT_A}"))


@pytest.mark.parametrize("page", ["what_if", "review", "downloads"])
def test_kept_in_the_history_a_client_can_be_played_through_and_reviewed(
    place: Workplace, page: str
) -> None:
    test = opened(page)
    assert "is not in the history" in said(test)
    next(b for b in test.button if b.label == "Keep it in the history").click().run()
    assert not test.exception
    assert "is not in the history" not in said(test)
    (entry,) = storage.history(open_database(), "Corner Shop")
    kept = storage.load(open_database(), entry.id)
    assert kept.state is not None
    assert kept.profile == (PROFILE % "Corner Shop").encode()
    held = portfolio_held.read(place.results)
    assert held is not None
    assert kept.assessment.meta.generated_at == held.portfolio.clients[0].assessed_at


def test_a_client_whose_files_are_others_by_now_is_shown_as_it_was_assessed(
    place: Workplace,
) -> None:
    before, result = opened("result"), portfolio_clients.result(AT_A, OWNER).assessment
    assert portfolio_clients.computed_again(AT_A, OWNER, result) is not None
    place.take(zipped({**client("a"), "a/notes.md": "There are no backups."}), "clients.zip")
    assert said(opened("result")) == said(before)
    assert portfolio_clients.computed_again(AT_A, OWNER, result) is None


def test_from_the_portfolio_to_one_clients_result_and_its_what_if(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    archive = tmp_path / "clients.zip"
    archive.write_bytes(zipped(examples("clinic", "retailer")).getvalue())
    window = screen()
    page = window.page
    page.goto(f"{server.address}/portfolio")
    page.locator("input[type=file]").set_input_files(archive)
    page.get_by_role("button", name="Assess 2 clients").click()
    page.get_by_text("2 clients of 2 assessed").wait_for()
    page.get_by_role("link", name="Marlow & Finch").click()  # in the table
    page.get_by_text("What could really happen").wait_for()
    page.get_by_text("Marlow & Finch").first.wait_for()
    window.shot("portfolio-client")
    page.reload()
    page.get_by_text("What could really happen").wait_for()
    page.get_by_text("Marlow & Finch").first.wait_for()
    page.get_by_role("link", name="Portfolio", exact=True).click()
    chooser = page.get_by_role("combobox", name="Client")
    chooser.click()
    page.get_by_role("option", name="Juniper Street").click()
    page.get_by_role("button", name="Open the result").click()
    page.get_by_text("Juniper Street Family Medicine").first.wait_for()
    page.get_by_role("button", name="What if …").click()
    page.get_by_role("button", name="Keep it in the history").click()
    page.get_by_role("heading", name="What would change").wait_for()
    stranger = screen().page
    stranger.goto(f"{server.address}/result?client=%2Fclinic%2Fprofile.yaml")
    stranger.get_by_text("not yours to see").wait_for()
    assert stranger.get_by_text("Juniper Street").count() == 0
    inside = (server.address, f"blob:{server.address}", "data:")
    assert [url for url in window.asked if not url.startswith(inside)] == []
