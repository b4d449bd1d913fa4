"""Where the program's own files are, and the only reader of the environment."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent / "templates"

TEMPLATES = _CHECKOUT if _CHECKOUT.is_dir() else _PACKAGE / "templates"
