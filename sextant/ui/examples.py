"""The made-up organisations that the first page offers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sextant.settings import EXAMPLES


@cache
def names() -> tuple[str, ...]:
    """The examples by the names of their folders; none in an installed package."""
    if EXAMPLES is None:
        return ()
    return tuple(sorted(path.parent.name for path in EXAMPLES.glob("*/profile.yaml")))


def profile(name: str) -> Path:
    """Where an example's profile is. Raises ValueError for a name that is none of `names()`."""
    if EXAMPLES is None or name not in names():
        raise ValueError("not an example")
    return EXAMPLES / name / "profile.yaml"


@cache
def organization(name: str) -> str:
    """What the example's organisation is called. Its profile is checked when it is assessed: here
    that would only hold up the first page."""
    import yaml

    quick = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    told = yaml.load(profile(name).read_bytes(), Loader=quick)  # noqa: S506
    return str(told["organization"]["name"])
