"""The web app. Start it with `sextant ui`, or `streamlit run app.py`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from sextant.ui import server

app = st.App(
    Path(server.__file__).with_name("pages.py"),
    middleware=[Middleware(server.Door, admission=server.admission())],
    lifespan=server.lifespan,
    on_script_error=server.apologise,
)
