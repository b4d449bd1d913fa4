"""Python's cyclic garbage collector, kept from looking through what lasts.

A process loads hundreds of thousands of objects that live as long as it does: libraries and the
knowledge. Looking through them for garbage again and again took a quarter of a cold start.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No collection inside: for work that is short, or the last of its process. May be nested."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def lasting() -> Iterator[None]:
    """What is made inside lives as long as the process: never looked through. For what is made
    once, as everything that exists at the end is kept for good. May be nested."""
    with paused():
        yield
        gc.freeze()
