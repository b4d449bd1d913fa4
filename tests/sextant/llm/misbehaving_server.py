"""A real HTTP server with an OpenAI-compatible API that misbehaves on command."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import tiktoken

from sextant import settings
from sextant.tokens.counting import TABLES

Script = Callable[[dict[str, Any], int], str]
GOOD = '{"status": "partial"}'


def encoding() -> tiktoken.Encoding:
    with settings.tiktoken_tables(TABLES):
        return tiktoken.get_encoding("cl100k_base")


class Server:
    """Counts with cl100k and enforces `window` on prompt and answer, as llama.cpp does.

    `script` is called with the request's body and its number from 1, and returns the name of a
    behaviour below, or the answer's text. `says` is the window it claims to have.
    """

    def __init__(
        self, script: Callable[[dict[str, Any], int], str], window: int, says: int
    ) -> None:
        self.script = script
        self.window = window
        self.says = says
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.refused_for_length = 0
        self.usage: tuple[int, int] | None = None  # what it claims that each answer took
        self.counts_at = ("", "")  # the path and field in which it counts a chat's tokens
        self.mute = False  # refuses without giving numbers
        self._encoding = encoding()

    def tokens(self, body: dict[str, Any]) -> int:
        texts = [m["content"] for m in body["messages"]]
        return sum(len(self._encoding.encode_ordinary(t)) + 5 for t in texts) + 5


def chat(text: str, prompt: int, answer: int = 12, finish: str = "stop") -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": prompt, "completion_tokens": answer}
    return {"choices": [{"message": message, "finish_reason": finish}], "usage": usage}


@contextmanager
def serving(script: Script, window: int = 4096, says: int = 0) -> Iterator[tuple[Server, str]]:
    """The server and its address."""
    server = Server(script, window, says or window)
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.fake = server  # type: ignore[attr-defined]
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{http.server_port}/v1"
    finally:
        http.shutdown()
        http.server_close()


class Handler(BaseHTTPRequestHandler):
    @property
    def fake(self) -> Server:
        return self.server.fake  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""

    def do_GET(self) -> None:
        if self.path == "/props":
            self.reply(200, {"default_generation_settings": {"n_ctx": self.fake.says}})
        elif self.path == "/v1/models":
            self.reply(200, {"data": [{"id": "fake", "meta": {"n_ctx": self.fake.says}}]})
        else:
            self.reply(404, {})

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = json.loads(self.rfile.read(length))
        if self.path == self.fake.counts_at[0]:
            self.reply(200, {self.fake.counts_at[1]: self.fake.tokens(body)})
            return
        if self.path != "/v1/chat/completions":
            self.reply(404, {})
            return
        self.fake.requests.append(body)
        self.fake.keys.append(self.headers.get("Authorization", ""))
        tokens = self.fake.tokens(body)
        room = body.get("max_tokens") or body["max_completion_tokens"]
        if tokens + room > self.fake.window:
            self.fake.refused_for_length += 1
            if self.fake.mute:
                self.reply(400, {"error": {"message": "input length exceeds the context length"}})
                return
            error = {"type": "exceed_context_size_error", "n_prompt_tokens": tokens}
            self.reply(400, {"error": error | {"n_ctx": self.fake.window}})
            return
        self.behave(self.fake.script(body, len(self.fake.requests)), tokens)

    def behave(self, name: str, tokens: int) -> None:
        action = getattr(self, f"do_{name.replace('-', '_')}", None) if name.isascii() else None
        if action and name[0].isalpha():
            action(tokens)
        else:
            self.reply(200, chat(name, *(self.fake.usage or (tokens, 12))))

    def do_429(self, tokens: int) -> None:
        self.reply(429, {"error": {"message": "slow down"}}, {"Retry-After": "1"})

    def do_too_many(self, tokens: int) -> None:
        self.do_429(tokens)

    def do_broken(self, tokens: int) -> None:
        self.reply(500, {"error": {"message": "out of memory"}})

    def do_unknown_key(self, tokens: int) -> None:
        key = self.headers.get("Authorization", "")
        self.reply(401, {"error": {"message": f"Incorrect API key provided: {key}"}})

    def do_slow(self, tokens: int) -> None:
        time.sleep(1.5)
        self.reply(200, chat(GOOD, tokens))

    def do_drip(self, tokens: int) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def do_hangup(self, tokens: int) -> None:
        self.close_connection = True
        self.connection.close()

    def do_half(self, tokens: int) -> None:
        self.reply(200, chat('{"status": "par', tokens, finish="length"))

    def do_cut(self, tokens: int) -> None:
        self.reply(200, chat('{"status": "par', tokens))

    def do_large(self, tokens: int) -> None:
        self.reply(200, chat('{"status": "' + "x" * 10_000_000 + '"}', tokens))

    def do_deep(self, tokens: int) -> None:
        self.reply(200, chat("[" * 100_000, tokens))

    def do_overcounting(self, tokens: int) -> None:
        self.reply(200, chat(GOOD, 10**9, -5))

    def do_nothing(self, tokens: int) -> None:
        self.reply(200, {"choices": []})

    def do_no_schema(self, tokens: int) -> None:
        self.reply(400, {"error": {"message": "response_format json_schema is unknown"}})

    def reply(
        self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        content = json.dumps(body).encode()
        try:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True
