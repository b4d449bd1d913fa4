"""A model file on this machine's processor: llama.cpp, in this process, on the loopback only."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from sextant.errors import SextantError
from sextant.llm.backend import Mode
from sextant.llm.fetching import CATALOG, local_path
from sextant.llm.openai_api import OpenAIServer
from sextant.llm.options import DEFAULT_WINDOW
from sextant.llm.protocol import Question

_SPACE = re.compile(r"^space ::= .*$", re.M)


def open_file(name: str, window: int | None, threads: int | None) -> tuple[OpenAIServer, int]:
    """A server for a GGUF file, or for the name of a fetched model, and its window in tokens.

    Raises SextantError when there is no such file, no engine, or the file cannot be loaded.
    """
    path = local_path(name) if name in CATALOG else Path(name).expanduser()
    if not path.is_file():
        hint = f"; get it with `sextant model fetch {name}`" if name in CATALOG else ""
        raise SextantError(f"--model: there is no model file {path}{hint}")
    key = secrets.token_hex(16)
    engine = _engine(path, window or DEFAULT_WINDOW, threads, key)
    server = LocalServer(engine, path, key)
    return server, window or DEFAULT_WINDOW


class LocalServer(OpenAIServer):
    """Keeps the engine alive as long as it is asked."""

    def __init__(self, engine: Any, path: Path, key: str) -> None:
        super().__init__(
            str(engine.listening_address), path.stem, key, f"gguf:{_fingerprint(path)}"
        )
        self._engine: Any = engine

    def close(self) -> None:
        super().close()
        self._engine = None

    def _form(self, question: Question, mode: Mode) -> dict[str, Any]:
        """By a grammar of our own: the engine's lets white space between an answer's parts grow
        without bound, so that an answer could run out of any room."""
        if mode != "json_schema":
            return super()._form(question, mode)
        return {"grammar": _grammar(question.schema_text)}


@lru_cache(maxsize=64)
def _grammar(schema: str) -> str:
    """What holds an answer to its schema, in one line; by llguidance, or by llama.cpp itself in a
    build without it."""
    from xllamacpp import json_schema_to_grammar

    tight = json.loads(schema) | {"x-guidance": {"whitespace_flexible": False}}
    return _SPACE.sub('space ::= ""', json_schema_to_grammar(tight))


def _engine(path: Path, window: int, threads: int | None, key: str) -> Any:
    try:
        import xllamacpp
    except ImportError as exc:
        raise SextantError(
            "--model gguf: needs the local engine: `pip install 'sextant-csf[local]'`"
        ) from exc
    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0
    settings.api_keys = [key]
    settings.n_ctx = window
    settings.n_parallel = 1  # two would halve the window
    settings.ctx_shift = False  # never forget the beginning silently
    settings.fit_params = False
    settings.cache_ram_mib = 512
    settings.endpoint_props = True
    settings.ui = False
    settings.warmup = False
    settings.verbosity = -1
    # One core is left to others: threads that wait for each other on a busy machine are far slower.
    used = threads or max(1, (os.cpu_count() or 2) - 1)
    settings.cpuparams.n_threads = used
    settings.cpuparams_batch.n_threads = used
    try:
        return xllamacpp.Server(settings)
    except (RuntimeError, ValueError, OSError) as exc:
        raise SextantError(f"--model: {path} cannot be loaded: is it a GGUF model?") from exc


def _fingerprint(path: Path) -> str:
    """Tells one model file from another without reading all of it: size, beginning and end."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1 << 20)
        file.seek(max(0, size - (1 << 20)))
        return hashlib.sha256(str(size).encode() + head + file.read()).hexdigest()
