"""The page that a browser loads first: Streamlit's own, with Sextant's name and a small script.

The script hands over text that is still being typed, so that a reload or a closed lid loses none.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

SCRIPT = "/sextant/keep-typed-text.js"
_HERE = Path(__file__).parent


def is_page(path: str) -> bool:
    """Whether a path is a page's, not a file's or a service's.

    Pages have one word: a browser that stands on /result asks for /result/_stcore/health too, to
    find out where the app begins, and must not get a page for it.
    """
    return path.count("/") == 1 and "." not in path and path != "/_stcore"


@cache
def script() -> str:
    return (_HERE / "keep_typed_text.js").read_text(encoding="utf-8")


@cache
def _streamlit() -> str:
    import streamlit

    index = Path(str(streamlit.__file__)).with_name("static") / "index.html"
    return index.read_text(encoding="utf-8")


@cache
def page() -> str:
    """The first page's HTML."""
    named = _streamlit().replace("<title>Streamlit</title>", "<title>Sextant</title>", 1)
    return named.replace("</head>", f'<script defer src="{SCRIPT}"></script></head>', 1)


@cache
def policy() -> str:
    """Pages load from this server only; of scripts in the page, only Streamlit's own."""
    inline = re.findall(r"<script>(.*?)</script>", _streamlit(), re.DOTALL)
    digests = (b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {allowed}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
