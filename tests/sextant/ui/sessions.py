"""Sessions of the web app without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sextant.ui import menu

HOSTILE = (
    "![x](https://example.invalid/x.png) <img src=x> :red[$a$] **b** </style><script>x</script>"
)

OWNER = "a" * 32

ME = {"owner": OWNER}


def opened(page: str, address: dict[str, str] | None = None, **state: object) -> AppTest:
    script = f"from sextant.ui import {page}\n{page}.page()\n"
    test = AppTest.from_string(script, default_timeout=60)
    for key, value in {**ME, **state}.items():
        test.session_state[key] = value
    for key, value in (address or {}).items():
        test.query_params[key] = value
    return test.run()


def press(test: AppTest, label: str) -> AppTest:
    return next(b for b in test.button if b.label == label).click().run()


def texts(test: AppTest) -> str:
    parts = (
        *test.text, *test.markdown, *test.caption, *test.error, *test.success, *test.info,
        *test.warning,
    )  # fmt: skip
    return "\n".join(str(p.value) for p in parts)


def written(test: AppTest) -> str:
    """The pieces that were made from templates."""
    return "\n".join(e.proto.body for e in test.get("html"))


def chosen(test: AppTest, source: str) -> AppTest:
    return test.radio(key="ask.source").set_value(source).run()


def starting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """Pages that were left for; a page alone has nowhere to go."""
    went: list[tuple[str, dict[str, str]]] = []

    def go(name: str, address: dict[str, str] | None = None) -> None:
        went.append((name, address or {}))

    monkeypatch.setattr(menu, "go", go)
    return went
