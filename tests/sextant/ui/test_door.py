"""Who may come in: this machine only, or whoever has the password, or whom the proxy names."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from sextant.errors import SextantError
from sextant.ui import launch
from sextant.ui.door import OWNER, TICKET, Admission, Door, owner_of
from sextant.ui.password import Attempts, Tickets, checked, fits, make_hash

PASSWORD = "correct horse battery"
KEPT = make_hash(PASSWORD)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Stands for Streamlit."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside"})


def ask(
    admission: Admission, path: str = "/_stcore/host-config", *, client: str = "127.0.0.1",
    host: str = "localhost:8501", door: Door | None = None, method: str = "GET", **more: Any,
) -> httpx.Response:  # fmt: skip
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(door or Door(app, admission), client=(client, 5000))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as browser:
            return await browser.request(method, path, **more)

    return asyncio.run(asked())


def socket_opens(admission: Admission, headers: list[tuple[bytes, bytes]]) -> bool:
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    scope = {
        "type": "websocket", "path": "/_stcore/stream", "query_string": b"", "scheme": "ws",
        "headers": [(b"host", b"localhost:8501"), *headers], "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8501),
    }  # fmt: skip
    asyncio.run(Door(app, admission)(scope, receive, send))
    return said[0]["type"] == "websocket.accept"


def test_without_anything_set_only_this_machine_comes_in() -> None:
    assert ask(Admission()).text == "inside"
    assert ask(Admission(), client="192.0.2.7").status_code == 403
    assert ask(Admission(), host="evil.example:8501").status_code == 403
    assert ask(Admission(anyone=True), client="192.0.2.7").text == "inside"


def test_a_page_loads_from_this_server_only_and_marks_the_browser_once() -> None:
    first = ask(Admission(), "/", headers={"accept": "text/html"})
    assert first.status_code == 200 and "<title>Sextant</title>" in first.text
    policy = first.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "'unsafe-eval'" not in policy
    assert first.headers["x-frame-options"] == "DENY"
    cookie = first.headers["set-cookie"]
    assert OWNER in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    again = ask(Admission(), "/", headers={"accept": "text/html", "cookie": f"{OWNER}=abc"})
    assert "set-cookie" not in again.headers
    assert ask(Admission(), "/result/_stcore/health").text == "inside"


def test_with_a_password_nothing_is_reached_without_it() -> None:
    admission = Admission(password=KEPT)
    assert ask(admission, client="192.0.2.7").status_code == 401
    assert ask(admission, "/media/abc.pdf").status_code == 401
    assert "inside" not in ask(admission, "/result").text
    assert ask(admission, "/_stcore/health").text == "inside"
    assert not socket_opens(admission, [])
    assert not socket_opens(admission, [(b"cookie", f"{TICKET}=1.2.3".encode())])


def test_the_right_password_opens_and_the_wrong_one_is_told() -> None:
    admission = Admission(password=KEPT)
    wrong = ask(admission, "/enter", method="POST", data={"password": "<b>no</b>"})
    assert wrong.status_code == 401 and "not the password" in wrong.text
    assert "<b>no</b>" not in wrong.text
    right = ask(admission, "/enter", method="POST", data={"password": PASSWORD})
    assert right.status_code == 303
    ticket = right.headers["set-cookie"].split(";")[0]
    assert ask(admission, headers={"cookie": ticket}).text == "inside"
    assert socket_opens(admission, [(b"cookie", ticket.encode())])
    assert ask(admission, "/leave", headers={"cookie": ticket}).status_code == 303


def test_guessing_is_slowed_down() -> None:
    door = Door(app, Admission(password=KEPT))
    tries = [
        ask(Admission(), "/enter", door=door, method="POST", data={"password": f"guess {n}"})
        for n in range(7)
    ]
    assert [t.status_code for t in tries] == [401] * 5 + [429] * 2
    right = ask(Admission(), "/enter", door=door, method="POST", data={"password": PASSWORD})
    assert right.status_code == 429


def test_a_form_that_is_too_large_is_refused() -> None:
    huge = ask(Admission(password=KEPT), "/enter", method="POST", data={"password": "x" * 9000})
    assert huge.status_code == 413


def test_an_identity_proxy_names_the_person() -> None:
    admission = Admission(user_header="x-forwarded-user")
    assert ask(admission, client="10.0.0.2").status_code == 403
    named = {"x-forwarded-user": "ada@example.org"}
    assert ask(admission, client="10.0.0.2", headers=named).text == "inside"
    ada = owner_of({}, named, "x-forwarded-user")
    assert ada and ada != owner_of({}, {"x-forwarded-user": "bob"}, "x-forwarded-user")
    assert "ada" not in ada
    assert owner_of({OWNER: "x"}, named, "") != ada and owner_of({}, {}, "") == ""


def test_a_ticket_ends_and_cannot_be_forged() -> None:
    now = [1000.0]
    tickets = Tickets(KEPT, lambda: now[0])
    ticket = tickets.issue()
    assert tickets.valid(ticket)
    assert not tickets.valid(ticket[:-1] + ("0" if ticket[-1] != "0" else "1"))
    assert not tickets.valid("9" + ticket)
    assert not Tickets(make_hash("another password"), lambda: now[0]).valid(ticket)
    assert not tickets.valid("") and not tickets.valid("ü.x.é")
    now[0] += 13 * 60 * 60
    assert not tickets.valid(ticket)


def test_attempts_are_forgotten_after_a_while() -> None:
    now = [0.0]
    attempts = Attempts(each=2, all_together=3, seconds=60, now=lambda: now[0])
    attempts.failed("a")
    attempts.failed("a")
    assert attempts.wait("a") > 0 and attempts.wait("b") == 0
    attempts.failed("b")
    assert attempts.wait("c") > 0
    now[0] = 61
    assert attempts.wait("a") == attempts.wait("c") == 0


def test_a_password_is_kept_as_a_hash_that_is_checked() -> None:
    assert fits(PASSWORD, KEPT) and not fits(PASSWORD + " ", KEPT)
    assert PASSWORD not in KEPT and make_hash(PASSWORD) != KEPT
    with pytest.raises(SextantError, match="10 characters"):
        make_hash("short")
    for bad in ("plain text password", "scrypt:2:8:1:aa:bb", "scrypt:99999999:8:1:aaaa:aaaa"):
        with pytest.raises(SextantError) as caught:
            checked(bad)
        assert bad not in str(caught.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "sextant.example.org"])
def test_a_public_address_is_refused_unless_told_twice(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []

    def serve(command: list[str], env: dict[str, str] | None) -> int:
        served.append(env)
        return 0

    monkeypatch.setattr(launch, "serve", serve)
    for told in (0, 1):
        with pytest.raises(SextantError, match="--without-password"):
            launch.launch(1, host, told)
    assert not served
    assert launch.launch(1, host, 2) == 0
    assert served.pop()["SEXTANT_UI_OPEN_TO_ANYONE"] == "yes, anyone"
    monkeypatch.setenv("SEXTANT_UI_PASSWORD_HASH", KEPT)
    assert launch.launch(1, host) == 0
    assert served == [None]


def test_this_machine_needs_no_password() -> None:
    assert not any(launch.is_public(h) for h in ("127.0.0.1", "::1", "localhost", "127.1.2.3"))
