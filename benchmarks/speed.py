"""Speed and memory of the main job: `python -m benchmarks.speed` (Linux).

Cold runs start a fresh interpreter each; memory is the peak resident set of that process.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLINIC = ROOT / "examples" / "clinic" / "profile.yaml"
RUNS = 5
WARM_RUNS = 20


def cold(*arguments: str) -> tuple[float, float]:
    """(median seconds, peak MB) of `python -m sextant ...` over fresh processes."""
    seconds, peaks = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "sextant", *arguments]
            if arguments[0] == "assess":
                command += ["--out", folder, "--quiet"]
            started = time.perf_counter()
            pid = os.posix_spawn(
                sys.executable,
                command,
                os.environ,  # noqa: TID251 - the child's environment, handed on
                file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
            )
            _, status, usage = os.wait4(pid, 0)
            seconds.append(time.perf_counter() - started)
            peaks.append(usage.ru_maxrss / 1024)
            if os.waitstatus_to_exitcode(status) != 0:
                raise SystemExit(f"{command} failed")
    return statistics.median(seconds), max(peaks)


def warm() -> float:
    """Median milliseconds for one profile to assessment.json in a running process, which remembers
    the texts and files that it has read before; see benchmarks/batch.py for ones never seen."""
    from sextant.service import run_assessment

    run_assessment(CLINIC)
    times = []
    for _ in range(WARM_RUNS):
        started = time.perf_counter()
        run_assessment(CLINIC).to_json()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def main() -> None:
    os.chdir(ROOT)
    profile = str(CLINIC)
    html, memory = cold("assess", profile, "--format", "html,json")
    pdf, pdf_memory = cold("assess", profile, "--format", "html,json,pdf")
    valid, _ = cold("validate", profile)
    print(
        f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, clinic example, median of {RUNS}"
    )
    print(f"assess to HTML + JSON, cold  {html:5.2f} s   {memory:4.0f} MB   target 2.5 s, 250 MB")
    print(f"  PDF as well, on top        {pdf - html:5.2f} s   {pdf_memory:4.0f} MB   target 1 s")
    print(f"validate, cold               {valid:5.2f} s             target 0.5 s")
    print(f"assess to JSON, warm         {warm():5.1f} ms            target 60 ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"this process at its peak     {peak} MB")


if __name__ == "__main__":
    main()
