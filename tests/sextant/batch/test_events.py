from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from sextant.batch.events import JsonLines, ProgressLine, duration
from sextant.batch.tasks import Outcome
from sextant.errors import Problem

BAD = Outcome("b", "failed", problems=(Problem("b", "is wrong", 2, 1),))


def test_the_line_says_how_far_how_fast_and_how_long_still() -> None:
    moments = iter([0.0, *(t / 10 for t in range(1, 400))])
    written: list[str] = []
    line = ProgressLine(written.append, terminal=True, clock=lambda: next(moments))
    line.started(200)
    for number in range(99):
        line.ended(Outcome(str(number), "done"))
    line.ended(BAD)
    assert "b:2:1: is wrong\n" in written
    assert line.line(10.0).split("  ") == [
        "100 of 200", "|##########----------|", "10.0 a second", "10 s left", "1 failed",
    ]  # fmt: skip


def test_where_output_is_no_terminal_there_is_a_line_now_and_then() -> None:
    moments = iter(range(0, 10_000))
    written: list[str] = []
    line = ProgressLine(written.append, terminal=False, clock=lambda: float(next(moments)))
    line.started(100)
    for number in range(100):
        line.ended(Outcome(str(number), "done"))
    assert 1 < len(written) < 10
    assert all(text.endswith("\n") and "\r" not in text for text in written)


def test_each_event_is_one_json_object_on_one_line() -> None:
    written: list[str] = []
    events = JsonLines(written.append)
    events.started(2)
    events.ended(Outcome("a\nb", "done", "k", figures={"score": None}))
    events.ended(BAD)
    events.finished({"done": 1, "failed": 1}, complete=True)
    assert all(text.count("\n") == 1 for text in written)
    read = [json.loads(text) for text in written]
    assert [e["event"] for e in read] == ["started", "done", "failed", "finished"]
    assert read[1]["client"] == "a\nb"
    assert read[2]["problems"][0]["line"] == 2


@given(st.floats(0, 1e7))
def test_a_duration_is_short_to_read(seconds: float) -> None:
    assert len(duration(seconds)) <= 16


def test_durations_in_words() -> None:
    assert [duration(s) for s in (45, 95, 7500)] == ["45 s", "1 min 35 s", "2 h 5 min"]
