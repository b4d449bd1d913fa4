"""The menu, and what every page shares: its style in light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from sextant.ui import (
    downloads,
    history,
    knowledge,
    new_assessment,
    portfolio,
    progress,
    result,
    review,
    shown,
    what_if,
)

ICON = str(Path(__file__).with_name("icon.png"))


def is_dark() -> bool:
    """Whether this browser shows the dark theme."""
    return bool(st.context.theme.type == "dark")


@cache
def _style(dark: bool) -> str:
    return shown.template("style").render(dark=dark)


def style() -> str:
    return _style(is_dark())


def pages() -> dict[str, Any]:
    """Every page by the name under which others lead to it."""
    listed = [
        st.Page(new_assessment.page, title="New assessment", default=True),
        st.Page(progress.page, title="Run", url_path="run"),
        st.Page(result.page, title="Result", url_path="result"),
        st.Page(review.page, title="Review", url_path="review"),
        st.Page(what_if.page, title="What if", url_path="what-if"),
        st.Page(history.page, title="History", url_path="history"),
        st.Page(portfolio.page, title="Portfolio", url_path="portfolio"),
        st.Page(downloads.page, title="Downloads", url_path="downloads"),
        st.Page(knowledge.page, title="Knowledge", url_path="knowledge"),
    ]
    return {page.title: page for page in listed}


def chosen() -> Any:
    """The page that the address asks for."""
    return st.navigation([*pages().values()], position="top")


def go(name: str, address: dict[str, str] | None = None) -> NoReturn:
    """Leave this page for another."""
    st.switch_page(pages()[name], query_params=address or {})
