"""Fixtures: a full and a nearly empty assessment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sextant.assessment import Assessment

sys.path.insert(0, str(Path(__file__).parent))

import sample


@pytest.fixture(scope="session")
def full() -> Assessment:
    return sample.full()


@pytest.fixture(scope="session")
def nearly_empty() -> Assessment:
    return sample.nearly_empty()


@pytest.fixture(scope="session")
def hostile() -> Assessment:
    """Every free text carries markup of every format."""
    return sample.full(lambda text: f"{text}{sample.HOSTILE}")


@pytest.fixture(scope="session")
def formulas() -> Assessment:
    """Every free text starts like a formula."""
    return sample.full(lambda text: f"=cmd|' /C calc'!A0 {text}")
