"""In a real browser: hostile texts run nothing, and nobody sees what is not theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sextant.ui.result import PARTS
from tests.sextant.ui.walking import LONG, assess, begin, chooser, drop, result_of, settled, written

HOSTILE = "![x](https://example.invalid/x.png) <img src=//example.invalid/y> [l](//example.invalid)"

SCRIPT = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>"


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
