"""Starting the web app: this machine only, no telemetry, nothing fetched from elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sextant.settings import APP

_OPTIONS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "5",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "theme.light.primaryColor": "#1f5f7a",
    "theme.dark.primaryColor": "#2a7fa3",
}


def command(port: int, app: Path = APP) -> list[str]:
    """The command line that serves the app on 127.0.0.1:`port`."""
    options = [f"--{key}={value}" for key, value in _OPTIONS.items()]
    return [
        sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}", *options,
    ]  # fmt: skip


def launch(port: int) -> int:
    """Serve until stopped; the exit code of the server."""
    return subprocess.call(command(port))
