"""The list of our pages for search engines, each with its sisters in the other languages."""

from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from bot.model.knowledge import Locale

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap_xml(paths: Mapping[str, Sequence[Locale]], public_url: str, url: Callable[[Locale, str], str]) -> str:
    """The sitemap of paths below the languages, each with those in which it may be listed.

    `public_url` is scheme and host, `url` our own addresses.
    """
    entries = "".join(
        _entry(path, locale, languages, public_url, url) for path, languages in paths.items() for locale in languages
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">'
    return f"{head}{entries}</urlset>\n"


def _entry(
    path: str, locale: Locale, languages: Sequence[Locale], public_url: str, url: Callable[[Locale, str], str]
) -> str:
    sisters = "".join(
        f'<xhtml:link rel="alternate" hreflang="{other}" href={quoteattr(public_url + url(other, path))}/>'
        for other in languages
    )
    return f"<url><loc>{escape(public_url + url(locale, path))}</loc>{sisters}</url>"
