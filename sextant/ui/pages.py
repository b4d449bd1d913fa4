"""The list of the web app's pages; Streamlit runs this file for every page view."""

import streamlit as st

from sextant.ui import menu, server

st.set_page_config(page_title="Sextant", page_icon=menu.ICON, layout="wide")
st.html(menu.style())
menu.chosen().run()
server.page_made()
