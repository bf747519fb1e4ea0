"""Reading pages in tests: a few patterns, no parser."""

import html
import re


def hidden_transcript(page: str) -> str:
    """The conversation that the page carries."""
    found = re.search(r'name="transcript" value="([^"]*)"', page)
    assert found, "the page has no transcript field"
    return found[1]


def words(page: str) -> str:
    """The text of a page, without tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def inline_code(page: str) -> list[str]:
    """Whatever a strict policy would refuse: inline scripts, styles and event attributes."""
    scripts = re.findall(r'<script(?![^>]*\ssrc=)(?! type="application/ld\+json">)[^>]*>', page)
    return scripts + re.findall(r"<style[^>]*>|\sstyle=|\son[a-z]+=|\shx-on", page)
