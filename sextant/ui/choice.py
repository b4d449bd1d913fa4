"""What would be assessed when the button is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sextant.ui.uploads import Upload


@dataclass(frozen=True)
class Choice:
    """`label`: the organisation's name; `files`: evidence by the names to be shown."""

    label: str
    profile: Upload
    files: Mapping[str, bytes] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
