"""Nothing is lost and nothing is done twice, whatever is killed: real processes, really killed.

Each case ends with exactly one result a profile, equal to an undisturbed run byte for byte but for
the seconds that steps took (the moment is fixed by SOURCE_DATE_EPOCH).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from conftest import ROOT, environment, events, nothing_unfinished, results, write_client

MANY = 60
Process = subprocess.Popen[str]
Start = Callable[..., Process]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "clients"
    for number in range(MANY):
        write_client(folder / f"client-{number:03}", f"Client {number}", f"Note {number}.")
    return folder


@pytest.fixture(scope="module")
def undisturbed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    command = [sys.executable, "-m", "sextant", "batch", str(root), "--out", str(out), "--quiet"]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)
    found = results(out)
    assert len(found) == 2 * MANY
    return found


def after(process: Process, count: int) -> list[dict[str, Any]]:
    """Read events until so many profiles are done."""
    seen: list[dict[str, Any]] = []
    assert process.stdout
    while sum(e["event"] == "done" for e in seen) < count:
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        seen.append(json.loads(line))
    return seen


def family(process: Process) -> list[int]:
    """The workers of a batch: what the fork server, a child of the driver, has started."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        try:
            status = (folder / "stat").read_text(encoding="utf-8") if folder.name.isdigit() else ""
        except OSError:
            continue
        if status:
            parents[int(folder.name)] = int(status.rpartition(")")[2].split()[1])
    servers = [pid for pid, parent in parents.items() if parent == process.pid]
    return sorted(pid for pid, parent in parents.items() if parent in servers)


def gone(pids: list[int], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def done_clients(seen: list[dict[str, Any]]) -> list[str]:
    return [e["client"] for e in seen if e["event"] == "done"]


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@needs_proc
def test_workers_that_are_killed_cost_nothing(
    root: Path, undisturbed: dict[str, bytes], batch: Start, tmp_path: Path
) -> None:
    process = batch(root, "--out", tmp_path / "out", "--workers", "2")
    seen = after(process, 10)
    for kills in (1, 2, 3):
        os.kill(family(process)[-1], signal.SIGKILL)
        seen += after(process, kills)
    seen += events(process)
    assert process.returncode == 0
    assert sorted(done_clients(seen)) == sorted({e.rsplit("/", 2)[0] for e in undisturbed})
    assert results(tmp_path / "out") == undisturbed
    assert nothing_unfinished(tmp_path / "out")


@needs_proc
def test_a_driver_that_is_killed_goes_on_with_resume(
    root: Path, undisturbed: dict[str, bytes], batch: Start, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = batch(root, "--out", out, "--workers", "2")
    after(process, 15)
    workers = family(process)
    process.kill()
    process.communicate()
    assert gone(workers), "workers go home when their driver is gone"
    held = {path.rsplit("/", 2)[0] for path in results(out)}
    assert 15 <= len(held) < MANY
    again = batch(root, "--out", out, "--resume")
    seen = events(again)
    assert again.returncode == 0
    assert len([e for e in seen if e["event"] == "unchanged"]) == len(held)
    assert len(done_clients(seen)) == MANY - len(held)
    assert results(out) == undisturbed
    assert nothing_unfinished(out)


@needs_proc
def test_a_profile_that_kills_its_worker_twice_is_named_and_the_rest_is_done(
    tmp_path: Path,
) -> None:
    root, out = tmp_path / "clients", tmp_path / "out"
    for name in ("a", "deadly", "endless", *(f"m{n}" for n in range(20)), "z"):
        write_client(root / name, name)
    command = [sys.executable, str(Path(__file__).parent / "lethal.py"), str(root), str(out)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    seen = events(process)
    given_up = {e["client"]: e["problems"][0]["message"] for e in seen if e["event"] == "crashed"}
    assert set(given_up) == {"deadly/profile.yaml", "endless/profile.yaml"}
    assert "was killed by SIGKILL" in given_up["deadly/profile.yaml"]
    assert "took more than 3 seconds" in given_up["endless/profile.yaml"]
    assert Counter(done_clients(seen)) == Counter(
        {f"{name}/profile.yaml": 1 for name in ("a", "z", *(f"m{n}" for n in range(20)))}
    )
    assert nothing_unfinished(out)


def test_an_interrupt_finishes_what_is_in_hand(
    root: Path, undisturbed: dict[str, bytes], batch: Start, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = batch(root, "--out", out, "--workers", "2")
    seen = after(process, 10)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to everyone
    rest = events(process)
    assert process.returncode == 1
    assert rest[-1]["event"] == "finished" and rest[-1]["complete"] is False
    told = {*done_clients(seen), *done_clients(rest)}
    assert told == {path.rsplit("/", 2)[0] for path in results(out)}
    assert nothing_unfinished(out)
    again = batch(root, "--out", out, "--resume")
    assert len([e for e in events(again) if e["event"] == "unchanged"]) == len(told)
    assert results(out) == undisturbed


def test_two_drivers_on_one_folder_share_the_work(
    root: Path, undisturbed: dict[str, bytes], batch: Start, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    one = batch(root, "--out", out, "--workers", "1")
    first = after(one, 1)
    two = batch(root, "--out", out, "--workers", "1")
    second, first = events(two), first + events(one)
    assert (one.returncode, two.returncode) == (0, 0)
    assert Counter(done_clients(first + second)) == Counter(
        {path.rsplit("/", 2)[0]: 1 for path in undisturbed}
    )
    assert results(out) == undisturbed
    assert nothing_unfinished(out)


@needs_proc
def test_what_a_killed_driver_had_in_hand_is_taken_over_by_the_other(
    root: Path, undisturbed: dict[str, bytes], batch: Start, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    one = batch(root, "--out", out, "--workers", "2")
    after(one, 5)
    one.send_signal(signal.SIGSTOP)  # or it might be done with all before the other has begun
    two = batch(root, "--out", out, "--workers", "1")
    after(two, 1)
    one.kill()
    one.communicate()
    last = events(two, "finished")[0]
    assert two.returncode == 0 and last["complete"]
    assert last["done"] == MANY
    assert results(out) == undisturbed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with a few MB; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("a small disk cannot be mounted here (needs root)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_leaves_no_half_file(
    root: Path, undisturbed: dict[str, bytes], batch: Start, small_disk: Path
) -> None:
    out = small_disk / "out"
    process = batch(root, "--out", out, "--workers", "2")
    _, told = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "No space left" in told or "disk is full" in told, told
    assert "--resume" in told and "Traceback" not in told
    whole = results(out)
    assert 0 < len(whole) < len(undisturbed)
    assert all(undisturbed[path] == content for path, content in whole.items())
    assert nothing_unfinished(out)
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    again = batch(root, "--out", out, "--resume")
    events(again)
    assert again.returncode == 0
    assert results(out) == undisturbed
