"""Streamlit pages: chat, search, documents, administration. All Vietnamese strings are in `ui.texts`."""
