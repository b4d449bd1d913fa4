"""Who a driver is, and whether another is still alive: by its process here, else by lease."""

from __future__ import annotations

import os
import platform
import re
import secrets
from pathlib import Path

LEASE_SECONDS = 90.0  # a driver that has not been heard of for so long has lost its claims
RENEW_SECONDS = 15.0


def identify() -> str:
    """A name for this driver, safe as a folder's name: machine, process, its start, chance."""
    pid = os.getpid()
    return f"{_machine()}.{pid}.{started(pid)}.{secrets.token_hex(4)}"


def alive(owner: str, lease_until: float, now: float) -> bool:
    """A process of this machine is looked up; one elsewhere is believed until its lease ends."""
    machine, pid, begun, _ = owner.rsplit(".", 3)
    if machine != _machine() or not pid.isdecimal() or begun == "0":
        return now < lease_until
    return started(int(pid)) == begun


def _machine() -> str:
    """This host, and its boot where that is known: containers share names, and process ids."""
    name = re.sub(r"[^A-Za-z0-9-]", "-", platform.node())[:60] or "host"
    return f"{name}-{_boot()}"


def _boot() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
        space = os.stat("/proc/self/ns/pid").st_ino  # noqa: PTH116 - not a file, a namespace
    except OSError:
        return "0"
    return f"{boot}-{space:x}"


def started(pid: int) -> str:
    """When a process began, in ticks since the boot; "0" where that cannot be known or it is gone.

    A number that was given to another process meanwhile has another start. One that has ended and
    that nobody asked about yet is gone.
    """
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return "0"
    fields = line.rpartition(")")[2].split()
    return "0" if fields[0] in "ZX" else fields[19]
