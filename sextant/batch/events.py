"""What a batch tells while it works: one line for a person, or one JSON object a line."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sextant.batch.tasks import Outcome

EVERY_SECONDS = 0.2  # between two pictures of the bar on a terminal
EVERY_LINE_SECONDS = 30.0  # between two lines where output is not a terminal
RECENT_SECONDS = 30.0  # the rate is that of so long ago until now


class Listener(Protocol):
    """Hears of everything that a batch does."""

    def started(self, total: int, **about: Any) -> None: ...
    def ended(self, outcome: Outcome) -> None: ...
    def told(self, kind: str, text: str, **about: Any) -> None: ...
    def finished(self, tally: Mapping[str, int], **about: Any) -> None: ...


@dataclass
class JsonLines:
    """Events for machines: see docs/batch.md for their fields."""

    write: Callable[[str], object]

    def _say(self, event: str, **fields: Any) -> None:
        self.write(json.dumps({"event": event, **fields}, ensure_ascii=False) + "\n")

    def started(self, total: int, **about: Any) -> None:
        self._say("started", profiles=total, **about)

    def ended(self, outcome: Outcome) -> None:
        fields: dict[str, Any] = {"client": outcome.client, "seconds": outcome.seconds}
        fields |= {"cpu_seconds": outcome.cpu_seconds, "worker_mb": outcome.worker_mb}
        if outcome.good:
            fields |= {"key": outcome.key, **outcome.figures, "degraded": outcome.degraded}
        else:
            fields["problems"] = outcome.reasons()
        self._say(outcome.state, **fields)

    def told(self, kind: str, text: str, **about: Any) -> None:
        self._say(kind, message=text, **about)

    def finished(self, tally: Mapping[str, int], **about: Any) -> None:
        self._say("finished", **tally, **about)


@dataclass
class ProgressLine:
    """How far, how fast, how long still: redrawn on a terminal, else a line now and then."""

    write: Callable[[str], object] = sys.stderr.write
    terminal: bool = field(default_factory=sys.stderr.isatty)
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._total, self._count = 0, 0
        self._tally: Counter[str] = Counter()
        self._marks: list[tuple[float, int]] = []
        self._drawn = 0.0

    def started(self, total: int, **about: Any) -> None:
        self._total, self._drawn = total, self.clock()
        self._marks = [(self._drawn, 0)]

    def ended(self, outcome: Outcome) -> None:
        self._count += 1
        self._tally[outcome.state] += 1
        if not outcome.good:
            self._clear()
            for problem in outcome.problems:
                self.write(f"{problem}\n")
        moment = self.clock()
        if moment - self._drawn >= (EVERY_SECONDS if self.terminal else EVERY_LINE_SECONDS):
            self._draw(moment)

    def told(self, kind: str, text: str, **about: Any) -> None:
        self._clear()
        self.write(text + "\n")

    def finished(self, tally: Mapping[str, int], **about: Any) -> None:
        self._clear()

    def _clear(self) -> None:
        if self.terminal:
            self.write("\r\033[K")

    def _draw(self, moment: float) -> None:
        self._drawn = moment
        line = self.line(moment)
        self.write(f"\r\033[K{line}" if self.terminal else line + "\n")

    def line(self, moment: float) -> str:
        """'1,240 of 5,000  |#####-----|  39.8 a second  1 min 35 s left  3 failed'."""
        self._marks.append((moment, self._count))
        while len(self._marks) > 2 and moment - self._marks[1][0] > RECENT_SECONDS:
            del self._marks[0]
        (then, before), left = self._marks[0], self._total - self._count
        rate = (self._count - before) / max(moment - then, 1e-6)
        filled = round(20 * self._count / max(self._total, 1))
        parts = [f"{self._count:,} of {self._total:,}", f"|{'#' * filled:-<20}|"]
        parts += [f"{rate:.1f} a second", f"{duration(left / rate)} left"] if rate else []
        bad = sum(n for state, n in self._tally.items() if state not in ("done", "unchanged"))
        return "  ".join(parts + ([f"{bad} failed"] if bad else []))


def duration(seconds: float) -> str:
    """'45 s', '1 min 35 s', '2 h 5 min'."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"
