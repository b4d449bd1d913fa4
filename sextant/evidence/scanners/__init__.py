"""Exports of scanners and platforms: each kind has a reader in a module of its own."""

from __future__ import annotations

from sextant.evidence.material import Reader

READERS: tuple[Reader, ...] = ()
