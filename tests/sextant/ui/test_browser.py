"""A person's way through the web app in a real browser: nothing is asked of another machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from sextant.ui.result import PARTS

HOSTILE = "![x](https://example.invalid/x.png) <img src=//example.invalid/y> [l](//example.invalid)"
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>"
LONG = "We keep backups in another building and restore them every month. " * 8


def go(page: Any, name: str) -> None:
    settled(page)
    # As long as a finger takes: Streamlit hands over a field that is left a moment after the press.
    page.get_by_role("link", name=name, exact=True).click(delay=120)


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


def test_wrong_files_are_told_and_cost_nothing(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    window = screen()
    page = window.page
    begin(page, server.address, "Upload a profile")
    wrong = "organization:\n  name: X\n  sector: helthcare\n"
    drop(page, "Profile (YAML)", written(tmp_path, "wrong.yaml", wrong))
    page.get_by_text("Did you mean 'healthcare'?").wait_for()
    window.shot("wrong-profile")
    for name, content in (("not.yaml", "\x00\x01"), ("bomb.yaml", "a: &a [x]\nb: [*a, *a]\n")):
        drop(page, "Profile (YAML)", written(tmp_path, name, content))
        page.get_by_text("found; nothing can be assessed yet").wait_for()
    assert page.get_by_role("button", name="Assess", exact=True).is_disabled()
    settled(page)
    chooser(page, "Evidence, if you have any").set_input_files(written(tmp_path, "e.md", " "))
    page.get_by_text("is empty").wait_for()
    assert "Traceback" not in page.content() and "Traceback" not in server.log


def test_hostile_texts_are_shown_as_written_and_run_nothing(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    window = screen()
    page = window.page
    begin(page, server.address, "Upload a profile")
    bad = f"{HOSTILE} {SCRIPT}".replace("'", "''")
    text = f"organization:\n  name: '{bad}'\n  sector: other\n  description: '{bad}'\n"
    text += f"practices: [{{topic: '{bad}', statement: 'We have no backups. {bad}'}}]\n"
    text += f"assets: [{{name: '{bad}', type: saas, vendor: '{bad}', notes: '{bad}'}}]\n"
    text += f"incidents: ['{bad}']\nregulations: ['{bad}']\n"
    drop(page, "Profile (YAML)", written(tmp_path, "hostile.yaml", text))
    drop(page, "Evidence, if you have any", *evil_files(tmp_path))
    assess(page)
    result_of(page)
    page.get_by_text("example.invalid").first.wait_for()
    which = re.search(r"saved=\w+", page.url)
    assert which
    addresses = [f"result?{which[0]}&part={part}" for part in PARTS]
    addresses += [f"{p}?{which[0]}" for p in ("run", "review", "what-if", "history", "downloads")]
    for address in addresses:
        page.goto(f"{server.address}/{address}")
        page.locator("h1, h2").first.wait_for()
        settled(page)
        page.wait_for_timeout(500)
        assert page.title() != "owned", address
        assert page.locator("main img").count() == 0, address
    assert not [url for url in window.asked if "example.invalid" in url]


def evil_files(folder: Path) -> list[Path]:
    """Evidence of several kinds, each with markup that would run or load something."""
    said = f"We have no firewall. {HOSTILE} {SCRIPT}"
    cell = said.replace('"', '""')
    mail = f"From: a@example.org\nSubject: {said}\nContent-Type: text/html\n\n<p>{said}</p>\n"
    return [
        written(folder, "evil.md", f"# {HOSTILE} {SCRIPT}\n\n{said}\n"),
        written(folder, "evil.txt", said),
        written(folder, "evil.html", f"<html><body><p>{said}</p>{SCRIPT}</body></html>"),
        written(folder, "evil.csv", f'Question,Answer\n"{cell}","No. {cell}"\n'),
        written(folder, "evil.eml", mail),
    ]


def test_a_hostile_value_in_an_error_is_shown_as_written(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    window = screen()
    page = window.page
    begin(page, server.address, "Upload a profile")
    bad = f"{HOSTILE} {SCRIPT}".replace("'", "''")
    wrong = f"organization: {{name: X, sector: '{bad}', countries: ['{bad}'], '{bad}': 1}}\n"
    wrong += f"assets: [{{name: A, type: '{bad}', data: ['{bad}']}}]\nrisk_appetite: '{bad}'\n"
    drop(page, "Profile (YAML)", written(tmp_path, "wrong.yaml", wrong))
    page.get_by_text("nothing can be assessed yet").wait_for()
    assert page.title() != "owned" and page.locator("main img").count() == 0
    assert not [url for url in window.asked if "example.invalid" in url]


def test_what_one_person_uploads_another_does_not_see(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    page = screen().page
    begin(page, server.address, "Upload a profile")
    profile = "organization: {name: Secret Ltd, sector: retail}\n"
    drop(page, "Profile (YAML)", written(tmp_path, "secret.yaml", profile))
    drop(page, "Evidence, if you have any", written(tmp_path, "secret-notes.md", LONG))
    stranger = screen().page
    begin(stranger, server.address, "Upload a profile")
    settled(stranger)
    assert stranger.get_by_text("secret").count() == 0
    page.reload()
    page.get_by_role("button", name="Remove secret-notes.md").wait_for()


def test_no_secret_of_the_server_reaches_a_page_or_the_log(
    server: Any, screen: Callable[..., Any], tmp_path: Path
) -> None:
    server.kill()
    key, password = "sk-very-secret-key-4711", "database-password-0815"
    server.environment = {"SEXTANT_MODEL_API_KEY": key}
    server.start()
    page = screen().page
    page.goto(server.address)
    page.get_by_text("AI model, history").click()
    page.get_by_text("A model that I name").click()
    page.get_by_label("Which one").fill("http://127.0.0.1:1/v1#m")
    page.get_by_label("Which one").blur()
    page.get_by_text("The model is on this machine").wait_for()
    assess(page)
    page.get_by_text(re.compile("is assessed|could not be assessed")).first.wait_for()
    said = page.content()
    server.kill()
    url = f"postgresql+psycopg://sextant:{password}@127.0.0.1:1/sextant"
    server.environment = {"DATABASE_URL": url}
    server.start()
    page.goto(f"{server.address}/history")
    page.get_by_text(re.compile("127.0.0.1:1|cannot be")).first.wait_for()
    said += page.content() + server.log
    assert key not in said and password not in said


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


def test_the_password_opens_the_app_and_nothing_else_does(
    server: Any, screen: Callable[..., Any]
) -> None:
    from sextant.ui.password import make_hash

    server.kill()
    server.environment = {"SEXTANT_UI_PASSWORD_HASH": make_hash("correct horse battery")}
    server.start()
    page = screen().page
    page.goto(f"{server.address}/result")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Open").click()
    page.get_by_text("That is not the password.").wait_for()
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Open").click()
    page.get_by_role("heading", name="New assessment").wait_for()
    assert "correct horse" not in server.log and "scrypt" not in server.log + page.content()
