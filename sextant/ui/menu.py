"""The menu, and what every page shares: its style in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from sextant.ui import shown

# Each page by its title, and the module it is in. The first stands at "/".
PAGES = {
    "New assessment": "new_assessment",
    "Run": "progress",
    "Result": "result",
    "Review": "review",
    "What if": "what_if",
    "History": "history",
    "Portfolio": "portfolio",
    "Downloads": "downloads",
    "Knowledge": "knowledge",
}
ICON = str(Path(__file__).with_name("icon.png"))


def is_dark() -> bool:
    """Whether this browser shows the dark theme."""
    return bool(st.context.theme.type == "dark")


@cache
def _style(dark: bool) -> str:
    return shown.template("style").render(dark=dark)


def style() -> str:
    return _style(is_dark())


def module(title: str) -> str:
    """Where a page's code is. It is imported when the page is first asked for: not with the first
    page, which would only come later for it."""
    return f"sextant.ui.{PAGES[title]}"


def _page(title: str) -> Callable[[], None]:
    def page() -> None:
        import_module(module(title)).page()

    return page


def pages() -> dict[str, Any]:
    """Every page by the name under which others lead to it."""
    first = next(iter(PAGES))
    return {
        title: st.Page(_page(title), title=title, default=title == first,
                       url_path=title.lower().replace(" ", "-"))
        for title in PAGES
    }  # fmt: skip


def chosen() -> Any:
    """The page that the address asks for."""
    return st.navigation([*pages().values()], position="top")


def go(name: str, address: dict[str, str] | None = None) -> NoReturn:
    """Leave this page for another."""
    st.switch_page(pages()[name], query_params=address or {})
