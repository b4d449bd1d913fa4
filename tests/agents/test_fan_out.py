"""Independent work runs at the same time, within its limit, and comes back in order."""

from __future__ import annotations

import time
from threading import Lock

import pytest

from agents.graph import fan_out


@pytest.mark.parametrize("at_once", [1, 2, 4])
def test_items_run_at_the_same_time_within_the_limit_and_keep_their_order(at_once: int) -> None:
    running, most, lock = [0], [0], Lock()

    def work(item: int) -> int:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02 * (8 - item))  # the last is done first
        with lock:
            running[0] -= 1
        return item * item

    assert fan_out(work, range(8), at_once) == [n * n for n in range(8)]
    assert most[0] == at_once


def test_a_defect_in_one_item_is_not_hidden() -> None:
    def work(item: int) -> int:
        return 1 // item

    with pytest.raises(ZeroDivisionError):
        fan_out(work, [1, 0], 2)
    assert fan_out(work, [], 4) == []
