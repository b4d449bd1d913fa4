"""A portfolio to look at, from a batch's folder: tables, downloads, its clients' reports."""

from __future__ import annotations

import mimetypes
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from sextant.assessment import Assessment
from sextant.branding import Branding
from sextant.portfolio.document import Portfolio
from sextant.portfolio.writing import PORTFOLIO_FORMATS
from sextant.reports import FORMATS
from sextant.ui import menu, portfolio_clients, shown
from sextant.ui.portfolio_held import Held, inside

ROWS = 200  # clients in the page's tables
_LAST = "portfolio.client.last"
BUNDLED = 200  # clients whose reports go into one archive
_WORDS = {
    "html": "Page (HTML)", "pdf": "For printing and sending (PDF)", "xlsx": "Workbook (Excel)",
    "json": "For other programs (JSON)",
}  # fmt: skip


def show(held: Held, portfolio: str, look: Branding | None = None) -> None:
    """`portfolio`: its name in addresses; `look`: of the reports that are made when asked for.
    Downloads first: the rest is long."""
    clients = held.portfolio.clients
    if clients:
        st.header("Downloads")
        _downloads(held)
        _one_client(held, portfolio, look)
    links = [portfolio_clients.link(portfolio, c) for c in clients]
    shown.render("portfolio", v=held.view, links=links, most=ROWS)


def _downloads(held: Held) -> None:
    with st.container(horizontal=True):
        for name, words in _WORDS.items():
            kind = PORTFOLIO_FORMATS[name]
            st.download_button(
                words, partial(_rendered, held, name), kind.file,
                _type(kind.file), key=f"portfolio.{name}", on_click="ignore",
                type="primary" if name == "pdf" else "secondary",
            )  # fmt: skip
        if len(held.portfolio.clients) <= BUNDLED:
            st.download_button(
                "With every client's report (ZIP)", partial(bundle, held), "portfolio.zip",
                "application/zip", key="portfolio.zip", on_click="ignore",
            )  # fmt: skip


def _rendered(held: Held, name: str) -> bytes:
    return PORTFOLIO_FORMATS[name].render(alone(held.portfolio))


def alone(portfolio: Portfolio) -> Portfolio:
    """The portfolio without links: its file will stand where no report is beside it."""
    clients = tuple(c.model_copy(update={"report": "", "folder": ""}) for c in portfolio.clients)
    return portfolio.model_copy(update={"clients": clients})


def bundle(held: Held) -> bytes:
    """A ZIP of the portfolio's page and of each client's report, where the page links to it."""
    packed = BytesIO()
    page = PORTFOLIO_FORMATS["html"]
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(page.file, page.render(held.portfolio))
        for client in held.portfolio.clients:
            path = inside(held.folder, client.report)
            if path and path.is_file():
                archive.write(path, unquote(client.report))
    return packed.getvalue()


def _one_client(held: Held, portfolio: str, look: Branding | None) -> None:
    """One client's result and reports; reports that are not there are made when asked for."""
    st.subheader("One client")
    clients = held.portfolio.clients
    labels = {c.id: f"C{n} {c.name} ({c.id})" for n, c in enumerate(clients, 1)}
    by_id = {c.id: c for c in clients}
    last = st.session_state.get(_LAST)  # who was opened before the person came back
    chosen = st.selectbox("Client", [*by_id], format_func=lambda i: labels[i],
                          index=[*by_id].index(last) if last in by_id else 0,
                          key="portfolio.client")  # fmt: skip
    st.session_state[_LAST] = chosen
    folder = inside(held.folder, by_id[chosen].folder)
    if folder is None or not (folder / FORMATS["json"].file).is_file():
        st.info("Its reports are no longer here. Assess the clients again.")
        return
    if st.button("Open the result", type="primary"):
        menu.go("Result", {"client": portfolio_clients.address(portfolio, by_id[chosen])})
    _reports(folder, look)


def _reports(folder: Path, look: Branding | None) -> None:
    with st.container(horizontal=True):
        for name in ("html", "pdf", "xlsx", "json"):
            file = FORMATS[name].file
            st.download_button(
                f"Report: {_WORDS[name]}", partial(report, folder, name, look), file,
                _type(file), key=f"portfolio.report.{name}", on_click="ignore",
            )  # fmt: skip


def report(folder: Path, name: str, look: Branding | None = None) -> bytes:
    """One format of the assessment in `folder`: in this look, else as the batch wrote it."""
    kind = FORMATS[name]
    anew = kind.branded and look is not None and look != Branding()
    if (folder / kind.file).is_file() and not anew:
        return (folder / kind.file).read_bytes()
    document = (folder / FORMATS["json"].file).read_bytes()
    return kind.render(Assessment.model_validate_json(document), look)


def _type(file: str) -> str:
    return mimetypes.guess_type(file)[0] or "application/octet-stream"
