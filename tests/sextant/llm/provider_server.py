"""One HTTP server that answers as the providers' own APIs do: each with the same small object."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = '{"status": "partial"}'
PROMPT, ANSWER = 30, 8


def openai(body: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": GOOD}
    return {
        "id": "1", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": PROMPT, "completion_tokens": ANSWER, "total_tokens": 38},
    }  # fmt: skip


def anthropic(body: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"type": "text", "text": GOOD}
    if body.get("tools"):
        name = body["tools"][0]["name"]
        content = {"type": "tool_use", "id": "t1", "name": name, "input": json.loads(GOOD)}
    return {
        "id": "1", "type": "message", "role": "assistant", "model": "m", "content": [content],
        "stop_reason": "tool_use" if body.get("tools") else "end_turn",
        "usage": {"input_tokens": PROMPT, "output_tokens": ANSWER},
    }  # fmt: skip


def google(body: dict[str, Any]) -> dict[str, Any]:
    content = {"role": "model", "parts": [{"text": GOOD}]}
    return {
        "candidates": [{"content": content, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": PROMPT, "candidatesTokenCount": ANSWER,
                          "totalTokenCount": 38},
    }  # fmt: skip


def bedrock(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "output": {"message": {"role": "assistant", "content": [{"text": GOOD}]}},
        "stopReason": "end_turn", "metrics": {"latencyMs": 5},
        "usage": {"inputTokens": PROMPT, "outputTokens": ANSWER, "totalTokens": 38},
    }  # fmt: skip


# By what stands in the path of a request.
APIS = {"generateContent": google, "converse": bedrock, "/messages": anthropic, "/chat/": openai}


class Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        self.server.seen.append(body)  # type: ignore[attr-defined]
        fault = self.server.refusals  # type: ignore[attr-defined]
        status, answer = fault.pop(0) if fault else (200, self.answer(body))
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def answer(self, body: dict[str, Any]) -> dict[str, Any]:
        return next(answer for part, answer in APIS.items() if part in self.path)(body)


@contextmanager
def providing(
    *refusals: tuple[int, dict[str, Any]],
) -> Iterator[tuple[list[dict[str, Any]], str]]:
    """What the server was sent, and its address. `refusals`: what it answers at first."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.seen, http.refusals = [], list(refusals)  # type: ignore[attr-defined]
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield http.seen, f"http://127.0.0.1:{http.server_port}"  # type: ignore[attr-defined]
    finally:
        http.shutdown()
        http.server_close()
