"""The door of the web app: who may come in, who is who, and what a page may load.

It stands before Streamlit, so that nothing of the app (page, socket, upload, download) is reached
without passing it. Who comes in is one of:
- anyone on this machine, when there is neither a password nor an identity proxy;
- whoever gave the password;
- whom an identity proxy names in the header that was agreed with it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sextant.settings import TEMPLATES
from sextant.ui import front
from sextant.ui.password import SESSION_SECONDS, Attempts, Tickets, fits

OWNER, TICKET = "sextant_owner", "sextant_ticket"
ENTER, LEAVE = "/enter", "/leave"
_OPEN_PATHS = ("/_stcore/health",)
_LONGEST_FORM = 4096
_YEAR = 365 * 24 * 60 * 60
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]", "testserver")
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}


@dataclass(frozen=True)
class Admission:
    """Who may come in. With nothing set, only this machine may.

    `password`: a hash by sextant.ui.password. `user_header`: the header in which an identity proxy
    names the person. `anyone`: told so twice, for a network that is trusted.
    """

    password: str = ""
    user_header: str = ""
    anyone: bool = False

    @property
    def local_only(self) -> bool:
        return not (self.password or self.user_header or self.anyone)


def owner_of(cookies: Mapping[str, str], headers: Mapping[str, str], user_header: str) -> str:
    """Whose drafts and runs these are, as an id that tells nothing; empty when nobody is known."""
    named = headers.get(user_header, "") if user_header else ""
    secret = f"user:{named}" if named else f"browser:{cookies.get(OWNER, '')}"
    return hashlib.sha256(secret.encode()).hexdigest()[:32] if secret != "browser:" else ""


class Door:
    """ASGI middleware. See the module."""

    def __init__(self, app: Any, admission: Admission) -> None:
        self._app, self._admission = app, admission
        self._tickets = Tickets(admission.password)
        self._attempts = Attempts()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        answer = await self._answer(connection, scope, receive)
        if answer is None:
            await self._app(scope, receive, self._marked(connection, send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        elif answer.status_code == 200:
            await answer(scope, receive, self._marked(connection, send))
        else:
            await answer(scope, receive, _guarded(send, answer_policy=True))

    async def _answer(self, connection: HTTPConnection, scope: Any, receive: Any) -> Any:
        """What is said at the door; None to go through."""
        path = scope["path"]
        if path in _OPEN_PATHS:
            return None
        if self._admission.local_only and not _local(connection):
            return Response("This Sextant serves only the machine it runs on.", 403)
        header = self._admission.user_header
        if header and not connection.headers.get(header):
            return Response("Nobody was named by the identity proxy.", 403)
        if self._admission.password:
            refused = await self._by_password(connection, path, scope, receive)
            if refused is not None:
                return refused
        return _own(scope, path) if scope["type"] == "http" else None

    async def _by_password(
        self, connection: HTTPConnection, path: str, scope: Any, receive: Any
    ) -> Any:
        if scope["type"] == "http" and path == LEAVE:
            return _without_ticket()
        if self._tickets.valid(connection.cookies.get(TICKET, "")):
            return None
        if scope["type"] == "http" and path == ENTER and scope["method"] == "POST":
            return await self._try(Request(scope, receive))
        return _form(401) if path in ("/", ENTER) or "." not in path else Response("", 401)

    async def _try(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        if seconds := self._attempts.wait(address):
            minutes = -(-seconds // 60)
            return _form(429, f"Too many wrong tries. Wait {minutes} min and try again.")
        if int(request.headers.get("content-length") or _LONGEST_FORM + 1) > _LONGEST_FORM:
            return _form(413, "That is no password.")
        self._attempts.failed(address)  # before the slow part: tries at once count too
        given = str((await request.form()).get("password") or "")
        if not await to_thread.run_sync(fits, given, self._admission.password):
            return _form(401, "That is not the password.")
        self._attempts.succeeded(address)
        answer = RedirectResponse("/", 303)
        _keep(answer.headers, TICKET, self._tickets.issue(), SESSION_SECONDS, _secure(request))
        return answer

    def _marked(self, connection: HTTPConnection, send: Any) -> Any:
        """Marks a browser that came for the first time, and says what pages may load."""
        page = "text/html" in connection.headers.get("accept", "")
        new = page and OWNER not in connection.cookies
        mark = secrets.token_urlsafe(32) if new else ""
        return _guarded(send, mark=mark, secure=_secure(connection))


def _own(scope: Any, path: str) -> Response | None:
    """The first page and its script; the rest is Streamlit's."""
    if scope["method"] not in ("GET", "HEAD"):
        return None
    if path == front.SCRIPT:
        return Response(front.script(), media_type="text/javascript")
    if front.is_page(path):
        return HTMLResponse(front.page(), headers={"cache-control": "no-cache"})
    return None


def _local(connection: HTTPConnection) -> bool:
    """From this machine, and asked for by a local name: a page elsewhere cannot borrow its name."""
    name = re.sub(r":\d+$", "", connection.headers.get("host", ""))
    host = connection.client.host if connection.client else ""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "testclient"
    return loopback and name in _LOCAL_NAMES


def _secure(connection: HTTPConnection) -> bool:
    forwarded = connection.headers.get("x-forwarded-proto", "")
    return connection.url.scheme in ("https", "wss") or forwarded == "https"


def _keep(headers: MutableHeaders, name: str, value: str, seconds: int, secure: bool) -> None:
    cookie = f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    headers.append("set-cookie", cookie + ("; Secure" if secure else ""))


def _guarded(send: Any, mark: str = "", secure: bool = False, answer_policy: bool = False) -> Any:
    async def passed(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers["content-security-policy"] = _FORM_POLICY if answer_policy else front.policy()
            if mark:
                _keep(headers, OWNER, mark, _YEAR, secure)
        await send(message)

    return passed


_FORM_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def _form(status: int, message: str = "") -> HTMLResponse:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    page = environment.get_template("web/enter.html.j2").render(message=message, action=ENTER)
    return HTMLResponse(page, status, {"cache-control": "no-store"})


def _without_ticket() -> Response:
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(TICKET, httponly=True, samesite="lax")
    return answer
