"""What every worker needs before its first profile, loaded once for all of them.

On systems with a fork server this runs there, so that workers start with knowledge and libraries
in memory and share those pages. It is called by name from `preloaded`, the only module whose import
does work; nothing else may import that.
"""

from __future__ import annotations

from functools import cache

_NOBODY = b"organization: {name: Nobody, sector: other}"


@cache
def warm_up() -> None:
    """Load libraries, knowledge and the compiled lexicon, by assessing an organisation of which
    nothing is known: what comes with the first one is then there. Leaves no thread behind: workers
    fork later."""
    from sextant import settings
    from sextant.reports import html, pdf  # noqa: F401
    from sextant.service import check_profile, run_intake

    settings.work_side_by_side()
    name = "profile.yaml"
    document = run_intake(check_profile(_NOBODY, name), name, {})
    document.to_json()
    html.render(document)  # loads the templates; typst would leave threads behind
