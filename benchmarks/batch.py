"""Speed and memory of a batch over generated profiles (Linux):

    python -m benchmarks.batch                          # 10, 100 and 1,000 profiles, all formats
    python -m benchmarks.batch --count 5000 --format json
    python -m benchmarks.batch --count 500 --format json --dask   # the same on a loopback cluster

Rate is over the whole command, start to end. CPU is what the workers' processes used for one
profile, and what the driver used for all: it says more than the rate on a busy machine. Memory is
the highest peak of any worker; it counts pages that workers share with the fork server.

The made-up organisations say sentences of the knowledge's own examples, some 1,900 in all, so a
worker meets most of them again with other clients and remembers what stands in them. `--unseen`
makes every sentence one that no other has.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.generate_profiles import generate

ROOT = Path(__file__).resolve().parents[1]
TARGETS = {"json": 40, "html,json": 10, "html,json,pdf": 4}  # profiles a second on two cores


def run(root: Path, formats: str, workers: int, *more: str) -> dict[str, float]:
    """One batch into a fresh folder."""
    with tempfile.TemporaryDirectory(prefix="sextant-batch-") as out:
        started = time.perf_counter()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "sextant", "batch", str(root), "--out", out,
                 "--format", formats, "--workers", str(workers), "--json", *more],
                cwd=ROOT, stdout=told,
            )  # fmt: skip
            _, _, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            told.seek(0)
            events = [json.loads(line) for line in told]
    done = [e for e in events if e["event"] == "done"]
    if not done:
        raise SystemExit("no profile was assessed")
    return {
        "profiles": len(done),
        "seconds": seconds,
        "rate": len(done) / seconds,
        "cpu_ms": 1000 * statistics.mean(e["cpu_seconds"] for e in done),
        "driver": used.ru_utime + used.ru_stime,
        "memory": max(e["worker_mb"] for e in done),
    }


def make_unseen(root: Path) -> None:
    """End each sentence of every text with a place that no other has: "... at site 00012-7."."""
    for path in sorted(root.rglob("*.md")):
        place = path.relative_to(root).parts[0]
        *ended, rest = re.split(r"(?<=\w)[.](?=\s|$)", path.read_text(encoding="utf-8"))
        marked = [f"{words} at site {place}-{n}." for n, words in enumerate(ended)]
        path.write_text("".join([*marked, rest]), encoding="utf-8")


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and workers of one thread each on loopback, warm as those of the pool are."""
    import distributed

    with tempfile.TemporaryDirectory(prefix="sextant-dask-") as folder:
        file = Path(folder) / "scheduler.json"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 - for children
        dask = [sys.executable, "-m", "dask"]
        quiet = {"cwd": folder, "env": environment, "stderr": subprocess.DEVNULL}
        processes = [subprocess.Popen(  # type: ignore[call-overload]
            [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
             "--scheduler-file", str(file)], **quiet)]  # fmt: skip
        while not file.exists():
            time.sleep(0.1)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        for _ in range(workers):
            processes.append(subprocess.Popen(  # type: ignore[call-overload]
                [*dask, "worker", address, "--host", "127.0.0.1", "--nthreads", "1",
                 "--no-dashboard", "--local-directory", folder,
                 "--preload", "sextant.batch.preloaded"], **quiet))  # fmt: skip
        with distributed.Client(address) as client:
            client.wait_for_workers(workers, timeout=120)
        try:
            yield address
        finally:
            for process in reversed(processes):
                process.terminate()
                process.wait()


def show(name: str, found: dict[str, float], target: str = "") -> None:
    print(
        f"{name:<16} {found['profiles']:>6.0f} profiles {found['seconds']:>7.1f} s "
        f"{found['rate']:>6.1f}/s  {found['cpu_ms']:>6.1f} ms CPU each, driver "
        f"{found['driver']:.1f} s  "
        f"worker peak {found['memory']:.0f} MB  {target}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--format", nargs="*", default=list(TARGETS))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, {options.workers} workers, seed {options.seed}")
    with tempfile.TemporaryDirectory(prefix="sextant-profiles-") as folder:
        for count in options.count:
            root = Path(folder) / str(count)
            generate(root, count, options.seed)
            if options.unseen:
                make_unseen(root)
            for formats in options.format:
                target = f"target {TARGETS[formats]}/s" if formats in TARGETS else ""
                show(formats, run(root, formats, options.workers), target)
                if options.dask:
                    with cluster(options.workers) as address:
                        found = run(root, formats, options.workers, "--cluster", address)
                        show(f"{formats} (dask)", found)


if __name__ == "__main__":
    main()
