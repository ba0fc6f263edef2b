"""The base of every PDF: fonts within, tagged, titled, with words for its drawings."""

from __future__ import annotations

import datetime
import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from demo.gallery import LONG, figures, stops

TODAY = datetime.date(2026, 11, 23)
BASE = "https://static.invalid/"  # an address that joins as any other, and leads nowhere
REPORT = """{% extends "print/document.html" %}{% load charts %}
{% block title %}Social work governance in Scotland{% endblock %}
{% block cover %}
{% include "print/cover.html" with title=title kind="National report" bodies=bodies date=today only %}
{% endblock %}
{% block contents %}{% include "print/contents.html" with entries=entries only %}{% endblock %}
{% block content %}
<h2 id="messages">Key messages</h2><p>Comhairle nan Eilean Siar, Ērika and Zoë.</p>
{% timetable stops today "Timetable" "timetable" for_print=True %}
{% for figure in figures %}{% chart figure for_print=True %}{% endfor %}
<h2 id="part">Part</h2>
<table><caption>Areas</caption><thead><tr><th scope="col">Area</th><th scope="col">Documents</th></tr></thead>
<tbody>{% for row in rows %}<tr><th scope="row">{{ long }}</th><td>{{ row }}</td></tr>{% endfor %}</tbody></table>
{% endblock %}"""
LETTER = """{% extends "print/document.html" %}{% block kind %}letter{% endblock %}
{% block title %}Notification{% endblock %}
{% block letterhead %}
{% include "print/letterhead.html" with sender=sender recipient=to date=today only %}{% endblock %}
{% block content %}<h1>Notification of a review</h1><p>Dear chief officer</p>{% endblock %}"""


class OnlyOurStatics(URLFetcher):
    """Finds our own sheets and fonts by their static names, and nothing else."""

    def fetch(self, url, headers=None):
        name = url.removeprefix(BASE)
        path = finders.find(name)
        if not url.startswith(BASE) or not path:
            raise AssertionError(f"a document asked for {url}")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})


def pressed(template: str, tmp_path, **context) -> Path:
    html = engines["django"].from_string(template).render({"today": TODAY, **context})
    path = tmp_path / "document.pdf"
    HTML(string=html, base_url=BASE, url_fetcher=OnlyOurStatics()).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return pressed(
        REPORT,
        tmp_path_factory.mktemp("report"),
        bodies=["Care Inspectorate", "Healthcare Improvement Scotland", "HM Inspectorate of Constabulary in Scotland"],
        entries=[{"words": "Key messages", "key": "messages"}, {"words": "Part", "key": "part", "level": 3}],
        figures=figures(),
        stops=stops(TODAY),
        title="Social work governance in Scotland",
        rows=range(120),
        long=LONG,
    )


def tags(pdf) -> Iterator[pikepdf.Dictionary]:
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        tag = waiting.pop()
        if isinstance(tag, pikepdf.Array):
            waiting += list(tag)
        elif isinstance(tag, pikepdf.Dictionary):
            yield tag
            if "/K" in tag:
                waiting.append(tag.K)


def test_a_report_is_tagged_titled_and_in_english(report):
    with pikepdf.open(report) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.docinfo["/Title"] == "Social work governance in Scotland"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        kinds = [str(tag.S) for tag in tags(pdf) if "/S" in tag]
        assert kinds.count("/H1") == 1
        assert {"/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/TOC", "/L"} & set(kinds) >= {
            "/H2",
            "/Table",
            "/TH",
            "/Figure",
        }


def test_every_drawing_says_what_it_is(report):
    with pikepdf.open(report) as pdf:
        drawings = [tag for tag in tags(pdf) if tag.get("/S") == "/Figure"]
        assert len(drawings) == 5  # four charts with figures, and the timetable
        for drawing in drawings:
            assert len(str(drawing.get("/Alt", ""))) > 5


def test_every_font_is_within_and_is_ours(report):
    with pikepdf.open(report) as pdf:
        fonts = {}
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                for inner in font.get("/DescendantFonts", []):
                    fonts[str(font.BaseFont)] = inner.FontDescriptor
        assert fonts
        for name, descriptor in fonts.items():
            assert "Roboto" in name, name
            assert any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")), name


def test_a_letter_and_an_empty_report_are_pressed_too(tmp_path):
    letter = pressed(LETTER, tmp_path, sender="Care Inspectorate", to=["The Chief Executive", LONG])
    with pikepdf.open(letter) as pdf:
        assert len(pdf.pages) == 1
        assert [str(tag.S) for tag in tags(pdf) if "/S" in tag].count("/H1") == 1
    empty = pressed('{% extends "print/document.html" %}{% block title %}Nothing{% endblock %}', tmp_path)
    assert empty.stat().st_size > 1000
