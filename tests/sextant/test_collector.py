"""The garbage collector is left as it was found, whatever happens inside."""

from __future__ import annotations

import gc

import pytest

from frameworks.loader import HERE, load
from sextant import collector


def test_collection_is_paused_inside_and_goes_on_afterwards() -> None:
    with collector.paused():
        assert not gc.isenabled()
        with collector.lasting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collection_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="inside"), collector.paused():
        raise ValueError("inside")
    assert gc.isenabled()


def test_the_knowledge_is_loaded_once_however_it_is_asked_for() -> None:
    assert load() is load(HERE)
