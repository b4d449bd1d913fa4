"""Every answer a model gave, on disk by model and prompt: asked once, and open to audit.

Beside the answers stands which form of structured output each model takes.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sextant.errors import OutputError
from sextant.llm.backend import Reply
from sextant.llm.protocol import Question

_TABLE = """
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, asked_at TEXT NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, prompt_tokens INTEGER NOT NULL,
    answer_tokens INTEGER NOT NULL, finish_reason TEXT NOT NULL)
"""
_FORMS = "CREATE TABLE IF NOT EXISTS form (model TEXT PRIMARY KEY, form TEXT NOT NULL)"


class AnswerCache:
    """One SQLite file; each answer is written in a transaction of its own. Safe between threads.

    It holds what was sent, after redaction, and no key. A fault on reading or writing costs the
    cache, not the answer. Raises OutputError only when the file cannot be opened at all.
    """

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=10)
            with self._connection:
                self._connection.execute(_TABLE)
                self._connection.execute(_FORMS)
            path.chmod(0o600)
        except (sqlite3.Error, OSError) as exc:
            raise OutputError(f"{path}: the cache of answers cannot be used: {exc}") from exc

    def get(self, model: str, question: Question) -> Reply | None:
        """The answer to this very question by this very model, if there is one."""
        query = (
            "SELECT answer, prompt_tokens, answer_tokens, finish_reason FROM answer WHERE key = ?"
        )
        try:
            with self._lock:
                row = self._connection.execute(query, (_key(model, question),)).fetchone()
        except sqlite3.Error:
            return None
        return Reply(*row) if row else None

    def put(self, model: str, question: Question, reply: Reply) -> None:
        asked: dict[str, Any] = {"system": question.system, "parts": question.parts}
        asked |= {"schema": question.json_schema, "max_answer_tokens": question.max_answer_tokens}
        row = (
            _key(model, question), model, datetime.now(UTC).isoformat(timespec="seconds"),
            json.dumps(asked), reply.text, reply.prompt_tokens, reply.answer_tokens,
            reply.finish_reason,
        )  # fmt: skip
        try:
            with self._lock, self._connection:
                statement = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                self._connection.execute(statement, row)
        except (sqlite3.Error, UnicodeError):
            return

    def form(self, model: str) -> str | None:
        """The form of structured output that this model was found to take; None when unknown."""
        try:
            with self._lock:
                query = "SELECT form FROM form WHERE model = ?"
                row = self._connection.execute(query, (model,)).fetchone()
        except sqlite3.Error:
            return None
        return str(row[0]) if row else None

    def keep_form(self, model: str, form: str) -> None:
        """Remember the form for the next run."""
        try:
            with self._lock, self._connection:
                statement = "INSERT OR REPLACE INTO form VALUES (?, ?)"
                self._connection.execute(statement, (model, form))
        except sqlite3.Error:
            return

    def close(self) -> None:
        self._connection.close()


def _key(model: str, question: Question) -> str:
    return hashlib.sha256(f"{model}\0{question.fingerprint}".encode()).hexdigest()
