"""A real dask cluster on this machine: the same results, also when a worker is killed, and with
results and ledger in PostgreSQL where workers and driver share no folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
import postgres  # noqa: E402
from conftest import (  # noqa: E402
    ROOT,
    environment,
    events,
    nothing_unfinished,
    results,
    write_client,
)

MANY = 30
Process = subprocess.Popen[str]
Start = Callable[..., Process]


class Cluster:
    """A scheduler and workers of one thread each, all on loopback."""

    def __init__(self, folder: Path, **env: str) -> None:
        self._env, self._file = environment(**env), folder / "scheduler.json"
        self._folder = folder
        self._all = [self._run("scheduler", "--host", "127.0.0.1", "--port", "0",
                               "--no-dashboard", "--scheduler-file", str(self._file))]  # fmt: skip
        until = time.monotonic() + 60
        while not self._file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        self.address = json.loads(self._file.read_text(encoding="utf-8"))["address"]
        self.workers = [self.add(), self.add()]

    def add(self) -> Process:
        worker = self._run("worker", self.address, "--host", "127.0.0.1", "--nthreads", "1",
                           "--no-nanny", "--no-dashboard",
                           "--local-directory", str(self._folder))  # fmt: skip
        self._all.append(worker)
        return worker

    def _run(self, *arguments: str) -> Process:
        command = [sys.executable, "-m", "dask", *arguments]
        return subprocess.Popen(
            command, cwd=self._folder, env=self._env, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def end(self) -> None:
        for process in reversed(self._all):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Callable[..., Cluster]]:
    made: list[Cluster] = []

    def make(**env: str) -> Cluster:
        made.append(Cluster(tmp_path, **env))
        return made[-1]

    yield make
    for one in made:
        one.end()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "clients"
    for number in range(MANY):
        write_client(folder / f"client-{number:03}", f"Client {number}", f"Note {number}.")
    (folder / "bad.yaml").write_text("organization:\n  sectr: x\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("local")
    command = [sys.executable, "-m", "sextant", "batch", str(root), "--out", str(out), "--quiet"]
    subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True)
    return results(out)


def done_once(seen: list[dict[str, Any]], undisturbed: dict[str, bytes]) -> bool:
    done = Counter(e["client"] for e in seen if e["event"] == "done")
    return done == Counter({path.rsplit("/", 2)[0]: 1 for path in undisturbed})


def first(process: Process, count: int) -> list[dict[str, Any]]:
    seen: list[dict[str, Any]] = []
    assert process.stdout
    while sum(e["event"] == "done" for e in seen) < count:
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        seen.append(json.loads(line))
    return seen


def test_a_cluster_gives_what_this_machine_gives_though_a_worker_is_killed(
    root: Path, undisturbed: dict[str, bytes], batch: Start, cluster: Callable[..., Cluster],
    tmp_path: Path,
) -> None:  # fmt: skip
    workers, out = cluster(), tmp_path / "out"
    process = batch(root, "--out", out, "--cluster", workers.address)
    seen = first(process, 3)
    workers.workers[0].send_signal(signal.SIGKILL)
    seen += events(process)
    assert process.returncode == 1  # bad.yaml
    assert [e["client"] for e in seen if e["event"] == "failed"] == ["bad.yaml"]
    assert done_once(seen, undisturbed)
    assert results(out) == undisturbed
    assert nothing_unfinished(out)


def test_results_and_ledger_in_postgresql_survive_worker_and_driver(
    root: Path, undisturbed: dict[str, bytes], batch: Start, cluster: Callable[..., Cluster],
    tmp_path: Path,
) -> None:  # fmt: skip
    with postgres.server(tmp_path) as server:
        url = postgres.fresh(server)
        workers, out = cluster(DATABASE_URL=url), tmp_path / "out"
        process = batch(root, "--out", out, "--cluster", workers.address, DATABASE_URL=url)
        seen = first(process, 3)
        workers.workers[0].send_signal(signal.SIGKILL)
        seen += first(process, 2)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        again = batch(root, "--out", out, "--cluster", workers.address, "--resume",
                      DATABASE_URL=url)  # fmt: skip
        rest = events(again)
        assert again.returncode == 1
        assert not (out / "ledger.sqlite").exists()
        assert rest[-1]["complete"] and rest[-1]["failed"] == 1
        assert rest[-1].get("done", 0) + rest[-1]["unchanged"] == MANY
        assert results(out) == undisturbed
        assert nothing_unfinished(out)


def test_a_cluster_that_is_not_there_is_told(root: Path, batch: Start, tmp_path: Path) -> None:
    process = batch(root, "--out", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    _, told = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "cannot be reached" in told and "Traceback" not in told
