"""The press: tagged documents, made of nothing but our own, and never in the web's own process."""

import subprocess
import sys

import pytest
from django.conf import settings
from weasyprint import HTML

from files import press
from files.press import NotOurs, OwnAssets
from files.printable import Printable
from tests.pdf_structure import Structure, problems

SPACE = "http://www.w3.org/2000/svg"
DOT = f"data:image/svg+xml,%3Csvg xmlns='{SPACE}' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E"


def drawing(attributes: str = "", inner: str = "") -> str:
    return f'<svg xmlns="{SPACE}" width="90" height="30" {attributes}>{inner}<rect width="50" height="20"/></svg>'


def table(rows: int, *, foot: str = "", extra: str = "") -> str:
    body = "".join(f"<tr><th>Area {number}</th><td>{number}</td><td>{number * 2}</td></tr>" for number in range(rows))
    return (
        f"<table><caption>All areas</caption><thead><tr><th>Area</th><th>Open</th><th>Closed</th></tr></thead>"
        f"<tbody>{body}</tbody>{extra}{foot}</table>"
    )


def pressed(body: str, *, head: str = "", title: str = "Receipt") -> Structure:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return Structure(press.press(Printable(html, title, "receipt.pdf")))


def untouched(body: str) -> Structure:
    """The same page as WeasyPrint leaves it: shows that each remedy is still needed, and seen by its test."""
    html = f"<!doctype html><html lang=en><head><title>x</title></head><body>{body}</body></html>"
    return Structure(HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))


class TestAnOrdinaryDocument:
    def test_has_nothing_against_it(self):
        document = pressed(
            "<h1>Receipt</h1><p>We have <strong>received</strong> your return. See "
            '<a href="https://www.gov.scot/">the guidance</a> and <a href="#what">what you sent</a>.</p>'
            f"<h2 id=what>What you sent</h2>{table(5)}<h3>Pictures</h3>{drawing(inner='<title>Open: 5</title>')}"
            "<ul><li>one</li><li>two<ol><li>three</li></ol></li></ul><dl><dt>By</dt><dd>A Person</dd></dl>"
        )
        assert problems(document.content) == []

    def test_has_its_title_its_language_and_its_bookmarks(self):
        document = pressed("<h1>Receipt</h1><h2>What you sent</h2><h2>What comes next</h2>", title="Receipt SWG-014")
        assert str(document.pdf.docinfo["/Title"]) == "Receipt SWG-014"
        assert str(document.pdf.Root["/Lang"]) == "en-GB"
        assert document.bookmarks == ["Receipt", "What you sent", "What comes next"]

    def test_keeps_the_language_and_the_title_of_its_page(self):
        html = (
            "<!doctype html><html lang=gd><head><title>Cuidhteas</title></head><body><h1>Cuidhteas</h1></body></html>"
        )
        document = Structure(press.press(Printable(html, "Receipt", "r.pdf")))
        assert (str(document.pdf.Root["/Lang"]), str(document.pdf.docinfo["/Title"])) == ("gd", "Cuidhteas")

    def test_opens_with_its_bookmarks_when_it_is_long(self):
        chapters = "".join(f'<h2 style="break-before: page">Part {number}</h2><p>Words.</p>' for number in range(7))
        long, short = pressed(f"<h1>Report</h1>{chapters}"), pressed("<h1>Receipt</h1><h2>Part</h2>")
        assert str(long.pdf.Root["/PageMode"]) == "/UseOutlines"
        assert "/PageMode" not in short.pdf.Root

    def test_a_link_to_a_page_of_the_portal_is_whole(self):
        document = pressed('<h1>R</h1><p><a href="/reports/swg/">Report</a> <a href="https://www.gov.scot/">x</a></p>')
        assert document.links == [f"{settings.PORTAL_URL}/reports/swg/", "https://www.gov.scot/"]
        assert document.problems() == []

    def test_a_link_is_described_by_its_own_words(self):
        body = '<h1>R</h1><p><a href="#a">What <b>you</b> sent</a></p><h2 id="a">It</h2>'
        assert set(pressed(body).link_descriptions) == {"What you sent"}
        assert set(untouched(body).link_descriptions) == {"a"}


class TestHeadingsOfTables:
    def test_say_whether_they_head_a_column_or_a_row(self):
        assert pressed(f"<h1>R</h1>{table(2)}").tables == [
            [["column", "column", "column"], ["row", "cell", "cell"], ["row", "cell", "cell"]]
        ]
        assert "?" in untouched(f"<h1>R</h1>{table(2)}").tables[0][0]


class TestATableAcrossPages:
    def test_stays_one_table_with_its_headings_once(self):
        document = pressed(f"<h1>R</h1>{table(150)}<p>After it.</p>")
        assert len(document.pdf.pages) > 2
        assert len(untouched(f"<h1>R</h1>{table(150)}").tables) > 2
        (rows,) = document.tables
        assert rows == [["column"] * 3] + [["row", "cell", "cell"]] * 150
        assert problems(document.content) == []

    def test_keeps_its_sections_and_its_foot(self):
        more = "<tbody>" + "<tr><th>Board</th><td>1</td><td>2</td></tr>" * 80 + "</tbody>"
        foot = "<tfoot><tr><th>All</th><td>1</td><td>2</td></tr></tfoot>"
        document = pressed(f"<h1>R</h1>{table(80, extra=more, foot=foot)}")
        assert [len(rows) for rows in document.tables] == [162]
        assert problems(document.content) == []

    def test_a_row_that_is_cut_by_the_page_is_still_there(self):
        tall = "<tr><th>Tall</th><td>" + "<p>words</p>" * 70 + "</td><td>2</td></tr>"
        document = pressed(f"<h1>R</h1><table><thead><tr><th>a<th>b<th>c</thead><tbody>{tall}{tall}</tbody></table>")
        assert len(document.tables) == 1
        assert problems(document.content) == []

    def test_two_tables_stay_two(self):
        assert len(pressed(f"<h1>R</h1>{table(90)}{table(90)}").tables) == 2

    def test_a_caption_that_ends_a_page_opens_the_table_that_the_next_page_begins_with(self):
        # Somewhere down the page there is room for the caption and none for a row.
        style = "<style>caption { break-after: auto } caption, td, th { font-size: 30pt }</style>"
        bodies = [f'<h1>R</h1>{style}<div style="height: {height}mm"></div>{table(2)}' for height in range(180, 240, 6)]
        apart = [body for body in bodies if [] in untouched(body).tables]
        assert apart
        for body in apart:
            document = pressed(body)
            assert [len(rows) for rows in document.tables] == [3]
            assert problems(document.content) == []


class TestRunningHeads:
    SHEET = '<style>@page { @top-left { content: "Receipt" } @bottom-right { content: "Page " counter(page) } }</style>'

    def test_belong_to_the_page_and_are_not_read_out(self):
        body = self.SHEET + "<h1>R</h1>" + table(90)
        assert untouched(body).problems() != []
        document = pressed(body)
        assert problems(document.content) == []
        assert document.outline == ["H1", "Table"]


class TestPictures:
    def test_a_drawing_says_its_title_wherever_that_stands(self):
        body = "<h1>R</h1>" + drawing(inner="<desc>d</desc><title>Open: 5 of 9</title>")
        assert pressed(body).figures == ["Open: 5 of 9"]

    def test_a_drawing_named_by_a_label_says_it(self):
        body = "<h1>R</h1>" + drawing(attributes='role="img" aria-label="Open: 5 of 9"')
        assert pressed(body).figures == ["Open: 5 of 9"]
        assert untouched(body).figures == [""]

    @pytest.mark.parametrize(
        "decoration", [f'<img alt="" src="{DOT}">', drawing(attributes='aria-hidden="true"'), drawing()]
    )
    def test_one_that_decorates_is_drawn_and_not_spoken_of(self, decoration):
        body = f"<h1>R</h1><p>Before {decoration} after {drawing(inner='<title>Seen</title>')}</p>"
        assert "" in untouched(body).figures
        document = pressed(body)
        assert document.figures == ["Seen"]
        assert problems(document.content) == []


class TestWhatThePressFetches:
    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/passwd",
            "http://localhost/static/print.css",
            "https://evil.example/p.png",
            "ftp://evil.example/x",
            f"{settings.PORTAL_URL}/reports/",
            f"{settings.PORTAL_URL}/static/../../../etc/passwd",
            f"{settings.PORTAL_URL}/static/%2e%2e/%2e%2e/manage.py",
            f"{settings.PORTAL_URL}/static//etc/passwd",
            f"{settings.PORTAL_URL}.evil.example/static/brand.css",
            "data:text/html,<script>alert(1)</script>",
            "data:text/css,*{color:red}",
            "portal:x",
        ],
    )
    def test_is_never_from_elsewhere(self, address):
        with pytest.raises(NotOurs):
            OwnAssets().fetch(address)

    def test_is_our_own_static_files_and_pictures_in_the_page(self):
        assert b"--brand" in OwnAssets().fetch(f"{settings.PORTAL_URL}/static/brand.css").read()
        assert OwnAssets().fetch(DOT).read().startswith(b"<svg")

    def test_a_page_that_names_other_things_is_made_without_them(self, tmp_path):
        secret = tmp_path / "secret.svg"
        secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>')
        document = pressed(
            f'<h1>R</h1><img alt="x" src="file://{secret}"><object data="file://{secret}"></object><p>Words.</p>',
            head=f'<link rel=stylesheet href="file://{secret}"><link rel=attachment href="file://{secret}">',
        )
        assert document.problems() == []
        assert document.figures == ["x"], "its words stand in its place"


def test_the_web_never_loads_the_press():
    loads = (
        "import scrutiny_portal.wsgi, sys; from django.urls import get_resolver; get_resolver().url_patterns;"
        " from scrutiny_portal.celery import app; app.loader.import_default_modules();"
        " print('weasyprint' in sys.modules, 'files.tasks' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, cwd=settings.BASE_DIR)
    assert done.stdout.strip() == "False True", done.stderr[-500:]
