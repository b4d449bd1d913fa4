"""The command that assesses uploaded clients, and what a person may choose for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

PROFILE_SECONDS, PROFILE_SECONDS_WITH_MODEL = 300, 3600


@dataclass(frozen=True)
class BatchChoices:
    """`branding`: a YAML and perhaps a logo, by names that are ours; `model` as `--model` takes it,
    with its window in tokens."""

    branding: Mapping[str, bytes] = field(default_factory=dict)
    model: str = "none"
    window: int | None = None

    def words(self) -> list[str]:
        """As the command takes them. A model needs more time for a profile."""
        seconds = PROFILE_SECONDS if self.model == "none" else PROFILE_SECONDS_WITH_MODEL
        found = [f"--profile-timeout={seconds}", f"--model={self.model}"]
        found += [f"--context-window={self.window}"] if self.window else []
        return found + [f"--branding={name}" for name in self.branding if name.endswith(".yaml")]


def command() -> list[str]:
    """All but one of the cores: pages are served meanwhile. `-P`: no code from the folder."""
    workers = max(1, (os.cpu_count() or 2) - 1)
    return [
        sys.executable, "-P", "-m", "sextant", "batch", "clients", "--out", "results", "--resume",
        "--json", "--quiet", f"--workers={workers}",
    ]  # fmt: skip
