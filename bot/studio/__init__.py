"""Hepatica Studio: browsing, trying and editing the content in a browser, on the machine of whoever edits it."""
