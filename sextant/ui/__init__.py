"""The web app. No analysis lives here: everything goes through sextant.service."""
