"""Page numbers in the contents of a booklet: printed once to learn where everything lies, and again with the numbers.

Browsers cannot write the page of a place that a link leads to (`target-counter` of CSS) themselves.
"""

import io
from collections.abc import Callable, Mapping

PRINTINGS = 4
"""The second is right, unless the numbers made the contents longer; then it is the third."""


class NoFolios(Exception):
    """The pages cannot be known. The message says why."""


def with_folios(make: Callable[[Mapping[str, int]], str], prints: Callable[[str], bytes]) -> bytes:
    """A PDF whose contents name the pages on which things lie in this very PDF.

    Args:
        make: The HTML, given the page of each anchor.
        prints: HTML to PDF.

    Raises:
        NoFolios: the pages cannot be known.
    """
    told: Mapping[str, int] = {}
    for _ in range(PRINTINGS):
        pdf = prints(make(told))
        found = folios(pdf)
        if found == told:
            return pdf
        told = found
    raise NoFolios(f"everything lay elsewhere in each of {PRINTINGS} printings")


def folios(pdf: bytes) -> dict[str, int]:
    """The page, counted from 1, of each anchor that a link of the document leads to.

    Raises:
        NoFolios: there is no reader of PDF files, or none of the links leads to a page.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415  # an extra: everything else works without it
    except ImportError:
        raise NoFolios("that needs the extra `pdf` (pypdf)") from None
    reader = PdfReader(io.BytesIO(pdf))
    pages = {page.indirect_reference: number for number, page in enumerate(reader.pages, 1)}
    found = {name.removeprefix("/"): pages.get(place.page) for name, place in reader.named_destinations.items()}
    if not any(found.values()):
        raise NoFolios("the browser wrote no places into the PDF")
    return {name: page for name, page in found.items() if page}
