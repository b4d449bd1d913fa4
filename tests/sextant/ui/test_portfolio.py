"""The portfolio page: upload, batch, what is shown, and who sees it."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from archives import NOTES, PROFILE, client, examples, zipped
from streamlit.testing.v1 import AppTest

from sextant.branding import Branding
from sextant.errors import Problem
from sextant.ui import drafts, portfolio_held, portfolio_runs, portfolio_shown
from sextant.ui.batch_command import BatchChoices
from sextant.ui.drafts import Draft
from sextant.ui.portfolio import words
from sextant.ui.portfolio_runs import BatchRunningError, Progress, Workplace

HOSTILE = "![x](https://example.invalid/x.png) <img src=x> </style><script>x</script>"
OWNER, OTHER = "a" * 32, "b" * 32
BAD = "organization:\n  name: Bad\n  sector: helthcare\n"


def opened(owner: str = OWNER) -> AppTest:
    test = AppTest.from_string("from sextant.ui import portfolio\nportfolio.page()\n",
                               default_timeout=60)  # fmt: skip
    test.session_state["owner"] = owner
    return test.run()


def press(test: AppTest, label: str) -> AppTest:
    return next(b for b in test.button if b.label == label).click().run()


def texts(test: AppTest) -> str:
    parts = (*test.text, *test.error, *test.success, *test.warning, *test.info, *test.header)
    return "\n".join(str(p.value) for p in parts)


def drawn(test: AppTest) -> str:
    return "\n".join(e.proto.body for e in test.get("html"))


def finished(place: Workplace) -> Progress:
    end = time.monotonic() + 120
    while (now := place.progress()).state == "running":
        assert time.monotonic() < end, "the batch did not end"
        time.sleep(0.2)
    return now


@pytest.fixture
def place() -> Any:
    """The owner's, with its batch ended after the test."""
    workplace = Workplace(OWNER)
    yield workplace
    for _ in range(2):
        workplace.stop()
    finished(workplace)


def test_clients_are_assessed_and_shown_to_their_owner_alone(place: Workplace) -> None:
    named = PROFILE % f'"{HOSTILE}"'
    files = {**client("a"), "b/profile.yaml": named, "b/notes.md": NOTES, "c/profile.yaml": BAD}
    test = opened()
    test.file_uploader[0].upload("my clients.zip", zipped(files).getvalue()).run()
    assert "my-clients.zip: 3 clients, 2 other files." in texts(test)
    press(test, "Assess 3 clients")
    ended = finished(place)
    assert (ended.state, ended.total, ended.failed) == ("done", 3, 1)
    again = opened()  # another session of the same person
    assert not again.exception
    assert "2 clients of 3 assessed" in texts(again)
    page = drawn(again)
    assert "c/profile.yaml" in page and "3,\u00a0column\u00a011" in page and "helthcare" in page
    assert "Corner Shop" in page and "&lt;img src=x&gt;" in page and "<script>" not in page
    assert "Clients and Functions" in page
    stranger = opened(OTHER)
    assert "Corner Shop" not in drawn(stranger) + texts(stranger)
    held = portfolio_held.read(place.results)
    assert held
    with ZipFile(BytesIO(portfolio_shown.bundle(held))) as packed:
        reports = [n for n in packed.namelist() if n.endswith("report.html")]
        assert len(reports) == 2 and "portfolio.html" in packed.namelist()
    alone = portfolio_shown.alone(held.portfolio)
    assert b"report.html" not in portfolio_shown.PORTFOLIO_FORMATS["html"].render(alone)
    folder = place.results / held.portfolio.clients[0].folder
    assert portfolio_shown.report(folder, "xlsx")[:2] == b"PK"
    press(again, "Delete them")
    assert not place.folder.exists()


def test_a_batch_from_the_page_carries_the_branding_and_the_model_that_was_chosen(
    place: Workplace,
) -> None:
    drafts.save(OWNER, Draft({"brand.consultant": "Vogel Security"}))
    test = opened()
    test.file_uploader[0].upload("clients.zip", zipped(client("a")).getvalue()).run()
    assert "nothing you type or upload is sent anywhere" in texts(test)
    press(test, "Assess 1 client")
    assert finished(place).state == "done"
    held = portfolio_held.read(place.results)
    assert held
    folder = place.results / held.portfolio.clients[0].folder
    assert b"Vogel Security" in portfolio_shown.report(folder, "html")
    look = Branding(consultant="Another Firm")
    assert b"Another Firm" in portfolio_shown.report(folder, "html", look)
    how = BatchChoices({}, "http://127.0.0.1:1/v1#m", 8192)
    assert {"--model=http://127.0.0.1:1/v1#m", "--context-window=8192"} < {*how.words()}


def test_a_later_upload_of_the_same_clients_shows_the_change(place: Workplace) -> None:
    for notes in (NOTES, "We have no backups at all. There is no antivirus. " + NOTES[:34]):
        place.take(zipped({**client("a"), "a/notes.md": notes}), "clients.zip")
        place.start()
        assert finished(place).state == "done"
    held = portfolio_held.read(place.results)
    assert held and held.portfolio.totals.new == 0


def test_a_refused_archive_is_explained_and_the_last_one_stays(place: Workplace) -> None:
    test = opened()
    test.file_uploader[0].upload("a.zip", zipped(client("a")).getvalue()).run()
    test.file_uploader[0].upload("b.zip", zipped({"../x.md": "x"}).getvalue()).run()
    assert "leads out of the archive" in texts(test)
    assert "a.zip: 1 client, 1 other file." in texts(test)
    assert (place.clients / "a" / "profile.yaml").is_file()


def test_a_stopped_batch_goes_on_where_it_was(place: Workplace) -> None:
    files = {k: v for n in range(60) for k, v in client(f"c{n:02}", f"Client {n}").items()}
    place.take(zipped(files), "clients.zip")
    place.start()
    with pytest.raises(BatchRunningError):
        place.start()
    with pytest.raises(BatchRunningError):
        place.take(zipped(files), "clients.zip")
    end = time.monotonic() + 60
    while not place.progress().done and time.monotonic() < end:
        time.sleep(0.05)
    place.stop()
    stopped = finished(place)
    if stopped.state == "stopped":  # a fast machine may have done them all
        assert 0 < stopped.done < 60
        assert "Stopped after" in texts(opened())
        place.start()
    ended = finished(place)
    assert ended.state == "done" and ended.done == 60
    assert stopped.state == "done" or ended.tally["unchanged"] >= stopped.done


def test_a_batch_whose_process_is_gone_is_not_running(place: Workplace) -> None:
    place.take(zipped(client("a")), "clients.zip")
    place.start()
    portfolio_runs._CHILDREN[OWNER].kill()
    portfolio_runs._CHILDREN[OWNER].wait()
    portfolio_runs._CHILDREN.clear()  # as after a restart of the server
    assert place.progress().state == "stopped"
    press(opened(), "Go on")
    assert finished(place).state == "done"


def test_evidence_outside_a_clients_own_folder_is_not_read(place: Workplace) -> None:
    sly = (PROFILE % "Sly").replace("notes.md", "../a/notes.md")
    place.take(zipped({**client("a"), "b/profile.yaml": sly}), "clients.zip")
    place.start()
    (problem,) = finished(place).failures
    assert problem.file == "b/profile.yaml" and "must not leave" in problem.message


def test_old_portfolios_are_dropped(place: Workplace) -> None:
    place.take(zipped(client("a")), "clients.zip")
    portfolio_runs.discard_old()
    assert place.folder.is_dir()
    portfolio_runs.discard_old(time.time() + (portfolio_runs.KEPT_DAYS + 1) * 86400)
    assert not place.folder.exists()


def test_only_batches_in_the_servers_own_folder_are_offered(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.take(zipped(client("a")), "clients.zip")
    place.start()
    finished(place)
    root = tmp_path / "kept"
    root.mkdir()
    (root / "linked").symlink_to(place.results)
    place.results.rename(root / "spring")
    monkeypatch.setenv("SEXTANT_UI_PORTFOLIOS", str(root))
    test = opened(OTHER)
    assert test.selectbox[0].options == ["Your upload", "spring"]
    test.selectbox[0].set_value("spring").run()
    assert "Corner Shop" in drawn(test)


def test_a_link_out_of_the_folder_leads_nowhere(tmp_path: Path) -> None:
    assert portfolio_held.inside(tmp_path, "%2e%2e/x") is None
    assert portfolio_held.inside(tmp_path, "/etc/passwd") is None
    assert portfolio_held.inside(tmp_path, "a%20b") == (tmp_path / "a b").resolve()


def test_progress_says_how_far_how_fast_and_how_long_still() -> None:
    told = Progress("running", total=40, tally={"done": 11, "failed": 1}, began=100.0)
    assert words(told, 104.0) == "12 of 40, 3.0 a second, about 9 s left, 1 failed"
    assert words(told, 101.0) == "12 of 40, 1 failed"
    assert words(Progress("running"), 5.0) == "Beginning …"
    assert Progress("done", failures=(Problem("a", "b"),)).failed == 0


def test_from_a_zip_of_two_examples_to_a_downloaded_portfolio(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    archive = tmp_path / "clients.zip"
    archive.write_bytes(zipped(examples("clinic", "saas")).getvalue())
    window = screen()
    page = window.page
    page.goto(f"{server.address}/portfolio")
    page.locator("input[type=file]").set_input_files(archive)
    page.get_by_role("button", name="Assess 2 clients").wait_for()
    window.shot("portfolio-upload")
    page.get_by_role("button", name="Assess 2 clients").click()
    page.get_by_role("button", name="Stop").wait_for()
    window.shot("portfolio-progress")
    page.get_by_text("2 clients of 2 assessed").wait_for()
    page.get_by_role("heading", name="Clients and Functions").wait_for()
    page.get_by_role("button", name="Workbook (Excel)").first.wait_for()
    page.set_viewport_size({"width": 1280, "height": 4200})
    page.wait_for_timeout(500)
    window.shot("portfolio")
    with page.expect_download() as download:
        page.get_by_role("button", name="With every client's report").click()
    download.value.save_as(tmp_path / "portfolio.zip")
    with ZipFile(tmp_path / "portfolio.zip") as packed:
        assert "portfolio.html" in packed.namelist()
        assert b"Juniper Street Family Medicine" in packed.read("portfolio.html")
    stranger = screen().page
    stranger.goto(f"{server.address}/portfolio")
    stranger.get_by_text("One ZIP, with a folder for each client").wait_for()
    assert stranger.get_by_text("Juniper Street").count() == 0
    inside = (server.address, f"blob:{server.address}", "data:")
    assert [url for url in window.asked if not url.startswith(inside)] == []
