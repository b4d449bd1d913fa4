"""A model served by Ollama, by its own API: only there can the window be set (`num_ctx`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sextant.errors import AnswerInvalid
from sextant.llm.backend import Mode, Reply
from sextant.llm.openai_api import OpenAIServer
from sextant.llm.protocol import Question
from sextant.llm.refusals import refusal
from sextant.llm.structured import asked_in_words


class OllamaServer(OpenAIServer):
    """Asks for the window that the budget counts on: Ollama would cut a longer prompt silently."""

    window = 4096

    @property
    def modes(self) -> tuple[Mode, ...]:
        return ("json_schema", "json", "text")

    def complete(self, question: Question, mode: Mode, timeout: float) -> Reply:
        form: Any = {"json_schema": dict(question.json_schema), "json": "json"}.get(mode)
        messages = [
            {"role": "system", "content": question.system + asked_in_words(question, mode)},
            {"role": "user", "content": question.user},
        ]
        settings = {
            "temperature": 0, "seed": question.seed, "num_ctx": self.window,
            "num_predict": question.max_answer_tokens,
        }  # fmt: skip
        body = {"model": self.model, "messages": messages, "stream": False, "options": settings}
        if form:
            body["format"] = form
        status, text, headers = self._post(f"{self._root}/api/chat", body, timeout)
        if status != 200:
            raise refusal(status, text, headers.get("retry-after", ""))
        return _reply(text)

    def count(self, question: Question, mode: Mode) -> int | None:
        """Ollama has no door to its tokenizer."""
        return None

    def largest_window(self) -> int | None:
        """What the model was made for, by `/api/show`; None when this is no Ollama."""
        shown = self.post("/api/show", {"model": self.model})
        details = shown.get("model_info") if isinstance(shown, dict) else None
        if not isinstance(details, Mapping):
            return None
        lengths = [v for k, v in details.items() if str(k).endswith(".context_length")]
        return next((v for v in lengths if isinstance(v, int) and v > 0), None)


def _reply(text: str) -> Reply:
    try:
        document = json.loads(text)
        return Reply(
            text=str(document["message"]["content"] or ""),
            prompt_tokens=int(document.get("prompt_eval_count") or 0),
            answer_tokens=int(document.get("eval_count") or 0),
            finish_reason=str(document.get("done_reason") or "stop"),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise AnswerInvalid("the server's answer is not a chat message") from exc
