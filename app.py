"""The web app's pages. Start it with `sextant ui`, or `streamlit run app.py`."""

import streamlit as st

from sextant.ui import downloads, knowledge, new_assessment, result

st.set_page_config(page_title="Sextant", layout="wide")
st.navigation(
    [
        st.Page(new_assessment.page, title="New assessment", url_path="new", default=True),
        st.Page(result.page, title="Result", url_path="result"),
        st.Page(downloads.page, title="Downloads", url_path="downloads"),
        st.Page(knowledge.page, title="Knowledge", url_path="knowledge"),
    ],
    position="top",
).run()
