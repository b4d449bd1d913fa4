"""What every worker needs before its first profile, loaded once for all of them.

On systems with a fork server this runs there, so that workers start with knowledge and libraries
in memory and share those pages. It is called by name from `preloaded`, the only module whose import
does work; nothing else may import that.
"""

from __future__ import annotations


def warm_up() -> None:
    """Load libraries, knowledge and the compiled lexicon. Starts no thread: workers fork later."""
    import jinja2  # noqa: F401
    import numpy  # noqa: F401

    from agents.graph import prepare
    from frameworks.loader import load
    from sextant import settings
    from sextant.reading import reader
    from sextant.reports import html, pdf, view  # noqa: F401

    settings.work_side_by_side()
    load()
    reader()
    prepare()
