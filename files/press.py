"""The press: from the HTML that people read to a tagged PDF. Only a worker loads it, with its fonts and libraries.

What WeasyPrint 70 leaves undone for people who listen is put right before it reads the page (``_prepare``) and before
it writes the file (``files.tagging``). The structure tests say what was checked; no machine can say "conformant".
"""

import logging
import re
from collections.abc import Callable
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from weasyprint import HTML
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.urls import URLFetcher, URLFetcherResponse

from files import tagging
from files.printable import Printable

log = logging.getLogger(__name__)

SVG = "{http://www.w3.org/2000/svg}"
PICTURE_IN_THE_PAGE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml)[;,]", re.I)
#: A report of this many pages opens with its bookmarks beside it.
LONG_PAGES = 6


class NotOurs(ValueError):
    """The press was asked for something that is not one of the portal's own static files."""


class OwnAssets(URLFetcher):
    """Fetches the portal's static files, and pictures that stand in the page itself; nothing else, from nowhere."""

    def __init__(self):
        super().__init__(allowed_protocols=())
        self.refused: list[str] = []

    def fetch(self, url, headers=None):
        if PICTURE_IN_THE_PAGE.match(url):
            self._allowed_protocols = ("data",)
            try:
                return super().fetch(url)
            finally:
                self._allowed_protocols = ()
        begins = urlsplit(_base_address())
        asked = urlsplit(url)
        if (asked.scheme, asked.netloc) == (begins.scheme, begins.netloc) and asked.path.startswith(begins.path):
            name = unquote(asked.path.removeprefix(begins.path))
            if path := _static_file(name):
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": guess_type(name)[0] or ""})
        self.refused.append(url[:200])
        raise NotOurs("not one of the portal's own static files")


def _base_address() -> str:
    """Against this a sheet named “print.css” is a static file, and a link to “/reports/” is a page of the portal."""
    return f"{settings.PORTAL_URL}{settings.STATIC_URL}"


def _static_file(name: str) -> Path | None:
    if ".." in name.split("/") or name.startswith("/"):
        return None
    found = finders.find(name)
    if not found:
        # A name with a fingerprint in it: as collectstatic wrote it.
        try:
            found = staticfiles_storage.path(name)
        except (NotImplementedError, ValueError):
            return None
    path = Path(found)
    return path if path.is_file() else None


def press(document: Printable, *, report: Callable[[int, str], None] = lambda progress, doing: None) -> bytes:
    """One tagged PDF (made to the rules of PDF/UA-1). ``report`` hears now and then how far it is."""
    assets = OwnAssets()
    with _progress_told(report):
        html = HTML(string=document.html, base_url=_base_address(), url_fetcher=assets)
        _prepare(html.etree_element, document)
        pages = html.render()
        report(75, f"Drawing {len(pages.pages)} page{'s' if len(pages.pages) > 1 else ''}")
        content = pages.write_pdf(
            pdf_variant="pdf/ua-1",
            finisher=lambda rendered, pdf: tagging.finish(rendered, pdf, opens_with_bookmarks=_is_long(rendered)),
        )
    if assets.refused:
        log.error("a document named what the press does not fetch", extra={"refused": assets.refused[:5]})
    report(95, "Putting it away")
    return content


def _is_long(rendered) -> bool:
    return len(rendered.pages) >= LONG_PAGES


# --- before it reads the page ----------------------------------------------------------------------------------------


def _prepare(root: ElementTree.Element, document: Printable) -> None:
    """Put right in the page what the press would otherwise not tell those who listen."""
    if not root.get("lang"):
        root.set("lang", document.language)
    _give_a_title(root, document.title)
    for table in root.iter("table"):
        _give_scopes(table)
    for drawing in list(root.iter(f"{SVG}svg")):
        _give_a_drawing_its_words(drawing)


def _give_a_title(root, words: str) -> None:
    head = root.find("head")
    if head is None:
        head = ElementTree.Element("head")
        root.insert(0, head)
    title = head.find("title")
    if title is None:
        title = ElementTree.SubElement(head, "title")
    if not (title.text or "").strip():
        title.text = words


def _give_scopes(table) -> None:
    """A heading cell says whether it heads its column or its row."""
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        all_headings = all(cell.tag == "th" for cell in cells)
        for cell in cells:
            if cell.tag == "th" and cell.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                cell.set("scope", "col" if all_headings else "row")


def _give_a_drawing_its_words(drawing) -> None:
    """The press reads a drawing's alternative text from its first title, and knows no aria-label."""
    title = drawing.find(f"{SVG}title")
    words = (title.text or "").strip() if title is not None else ""
    words = words or drawing.get("aria-label", "").strip()
    if title is not None:
        drawing.remove(title)
    if words and drawing.get("aria-hidden") != "true":
        title = ElementTree.Element(f"{SVG}title")
        title.text = words
        drawing.insert(0, title)


# --- how far it is ---------------------------------------------------------------------------------------------------


@contextmanager
def _progress_told(report):
    """WeasyPrint tells its progress to a log; here it is read from there."""
    handler = _Teller(report)
    level, PROGRESS_LOGGER.propagate = PROGRESS_LOGGER.level, False
    PROGRESS_LOGGER.addHandler(handler)
    PROGRESS_LOGGER.setLevel(logging.INFO)
    try:
        yield
    finally:
        PROGRESS_LOGGER.removeHandler(handler)
        PROGRESS_LOGGER.setLevel(level)
        PROGRESS_LOGGER.propagate = True


class _Teller(logging.Handler):
    def __init__(self, report):
        super().__init__(logging.INFO)
        self.report = report

    def emit(self, record):
        said = record.getMessage()
        if page := re.search(r"Page (\d+)", said):
            number = int(page[1])
            # Nobody knows yet how many there will be: the bar slows down as it goes.
            self.report(20 + round(50 * number / (number + 20)), f"Laying out page {number}")
        elif "Step 4" in said:
            self.report(15, "Reading what it says")
        elif "Step 7" in said:
            self.report(85, "Adding what helps those who listen")
