"""A batch with a worker that kills itself over one profile, and hangs over another: run as a
program, `python lethal.py ROOT OUT`; events go to standard output."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from sextant.batch.driver import Batch, Stop, drive
from sextant.batch.events import JsonLines
from sextant.batch.pool import LocalCrew
from sextant.batch.tasks import BatchOptions, Outcome, Task
from sextant.batch.work import perform


def work(task: Task) -> Outcome:
    if "deadly" in task.client:
        os.kill(os.getpid(), signal.SIGKILL)
    if "endless" in task.client:
        time.sleep(3600)
    return perform(task)


if __name__ == "__main__":
    batch = Batch(Path(sys.argv[1]), Path(sys.argv[2]), BatchOptions(("html", "json")))
    events = JsonLines(sys.stdout.write)
    drive(batch, lambda: LocalCrew(2, work, timeout=3, recycle_after=7), events, Stop())
