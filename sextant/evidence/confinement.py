"""Complicated parsers in a process of their own, which is stopped when it takes too long.

A parser that hangs, crashes or eats memory on a hostile file costs that file. The process is
started at the first file that needs it and ends with the `with` block; it inherits nothing but its
pipes, and answers with plain data.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from sextant.evidence.confined import from_plain
from sextant.evidence.material import Given, Material, Reader, Unreadable

_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from sextant.evidence.confined import serve; serve()"
)
_GRACE = 5.0  # seconds beyond the reader's own limit: to start, and to answer


class Confinement:
    """One confined process, started when first needed. Not for use by several threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def __enter__(self) -> Confinement:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is None:
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait()
        self._process = None

    def read(self, reader: Reader, given: Given) -> Material:
        """What the reader finds. Raises Unreadable, also when the process died or took too long."""
        job = {
            "module": reader.module, "title": reader.title, "name": given.name,
            "path": str(given.path), "limits": asdict(given.limits),
        }  # fmt: skip
        answer = self._ask(json.dumps(job), given.limits.seconds + _GRACE)
        if "unreadable" in answer:
            raise Unreadable(answer["unreadable"])
        return from_plain(answer)

    def _ask(self, job: str, seconds: float) -> dict[str, Any]:
        process = self._process or self._started()
        try:
            assert process.stdin is not None
            process.stdin.write(job + "\n")
            process.stdin.flush()
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise Unreadable(f"took longer than {seconds:.0f} seconds to read") from None
        except OSError:
            line = ""
        if not line:
            self.close()
            raise Unreadable("made its reader fail; it is damaged, or made to do harm")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _started(self) -> subprocess.Popen[str]:
        self._answers = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8",
        )  # fmt: skip
        listener = threading.Thread(
            target=_listen, args=(self._process, self._answers), daemon=True
        )
        listener.start()
        return self._process


def _listen(process: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
    """Hand on each line of the process; "" once it is gone."""
    assert process.stdout is not None
    try:
        for line in process.stdout:
            answers.put(line)
    except (OSError, ValueError):
        pass  # closed while reading: nobody waits any more
    answers.put("")
