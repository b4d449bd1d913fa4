"""Starting the web app: this machine only, no telemetry, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from sextant import settings
from sextant.errors import SextantError
from sextant.settings import APP
from sextant.ui.password import checked

LOOPBACK = "127.0.0.1"
_OPTIONS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "60",  # MB, for a ZIP of clients; other pages ask for less
    "server.disconnectedSessionTTL": "3600",
    "server.enableAgentApi": "false",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "theme.light.primaryColor": "#1f5f7a",
    "theme.dark.primaryColor": "#4aa3c7",
}


def command(port: int, app: Path = APP, host: str = LOOPBACK) -> list[str]:
    """The command line that serves the app on `host`:`port`."""
    options = [f"--{key}={value}" for key, value in _OPTIONS.items()]
    return [
        sys.executable, "-m", "streamlit", "run", str(app), f"--server.address={host}",
        f"--server.port={port}", *options,
    ]  # fmt: skip


def launch(port: int, host: str = LOOPBACK, without_password: int = 0) -> int:
    """Serve until stopped; the exit code of the server.

    Raises SextantError for an address that others reach, unless there is a password or an identity
    proxy, or `without_password` says that it was told so twice.
    """
    if kept := settings.ui_password_hash():
        checked(kept)
    guarded = bool(kept or settings.ui_user_header())
    if is_public(host) and not guarded and without_password < 2:
        raise SextantError(_refusal(host, without_password))
    anyone = is_public(host) and not guarded
    env = settings.with_ui_open_to_anyone() if anyone else None
    return serve(command(port, host=host), env)


def serve(words: list[str], env: Mapping[str, str] | None) -> int:
    """Becomes the server, so that whoever stops this process stops the server; where a process
    cannot become another (Windows), it waits for it."""
    if os.name != "nt":
        sys.stdout.flush()
        if env is None:
            os.execv(words[0], words)
        else:
            os.execve(words[0], words, env)
    return subprocess.call(words, env=env)


def is_public(host: str) -> bool:
    """Whether anyone but this machine can reach that address. A name that is no address counts."""
    try:
        return not ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host != "localhost"


def _refusal(host: str, told: int) -> str:
    again = "a second time " if told else "twice "
    return (
        f"{host} can be reached by others, and everybody who reaches it would see every client. "
        "Set a password (`sextant ui --make-password`) or put an identity proxy before it "
        f"(docs/web-app.md). To serve everyone nevertheless, give --without-password {again}"
        "in the same command."
    )
