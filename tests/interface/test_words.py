"""Numbers stand with the right noun, and the portal's colours reach what no style sheet does."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import mark_safe

from interface import brand
from interface.counting import counted, noun
from notifications import pointer
from tests.build import notifications as build
from tests.house.rooms import WIRING, modules, present

#: Nouns of the portal that people count.
COUNTED = (
    "letters|e-mails|programmes|partnerships|rows|columns|sessions|releases|milestones|returns|editions|sections|places|"
    "areas|organisations|looks|facts|figures|files|words|codes|orphans"
)
IN_CODE = re.compile(rf"(?<!of )\{{(?!counted)[^{{}}\"]*\}} (?:{COUNTED})\b")
IN_PAGES = re.compile(rf"(?<!of )\{{\{{(?![^}}]*counted)[^}}]*\}}\}} (?:{COUNTED})\b")
#: Never one: limits, and kinds of file.
NEVER_ONE = ("{MOST_", "{most}", ".{extension}", '"a file" if')


def test_a_day_of_another_year_bears_its_year(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 2))
    named = Template("{% load sgds %}{{ day|day_named }}")
    assert named.render(Context({"day": date(2026, 4, 3)})) == "Friday 3 April"
    assert named.render(Context({"day": date(2025, 10, 31)})) == "Friday 31 October 2025"


def test_one_stands_alone():
    assert [counted(n, "letter") for n in (0, 1, 2)] == ["0 letters", "1 letter", "2 letters"]
    assert [counted(n, "person,people") for n in (1, 3)] == ["1 person", "3 people"]
    assert counted(3935, "response") == "3,935 responses"
    assert noun(1, "is,are") == "is"


def test_pages_count_so_too():
    page = Template('{% load sgds %}{{ n|counted:"letter" }}, {{ n|noun:"waits,wait" }}')
    assert page.render(Context({"n": 1})) == "1 letter, waits"
    assert page.render(Context({"n": 2})) == "2 letters, wait"


def test_no_code_writes_a_number_before_many_without_asking_which_noun():
    found = [
        f"{path}:{number} {line.strip()}"
        for room in [*present(), WIRING]
        for path in modules(room)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if IN_CODE.search(line) and not any(each in line for each in NEVER_ONE)
    ]
    assert found == []


def test_no_page_does_either():
    found = [
        f"{path}:{number} {line.strip()[:120]}"
        for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*"))
        if path.suffix in {".html", ".txt"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if IN_PAGES.search(line) and "{% if" not in line
    ]
    assert found == []


@pytest.mark.django_db
def test_an_inbox_of_one_letter_says_so(client):
    person = build.person()
    build.letter(person)
    client.force_login(person)
    text = client.get("/inbox/").content.decode()
    assert "<strong>1</strong> letter<" in text


@pytest.mark.django_db
def test_the_email_wears_the_colour_of_the_brand_sheet(monkeypatch, tmp_path):
    sheet = tmp_path / "brand.css"
    sheet.write_text(":root { --brand: #123abc; --brand-dark: #001122; --brand-light: #ddeeff; }")
    monkeypatch.setattr(brand.finders, "find", lambda name: str(sheet))
    brand.colours.cache_clear()
    try:
        message = pointer.message_about([build.delivery()])
    finally:
        brand.colours.cache_clear()
    html = message.alternatives[0][0]
    assert "color: #123abc" in html
    assert "#0b5468" not in html


def test_a_brand_sheet_without_a_colour_says_which(monkeypatch, tmp_path):
    sheet = tmp_path / "brand.css"
    sheet.write_text(":root { --brand: #123abc; --brand-light: #ddeeff; }")
    monkeypatch.setattr(brand.finders, "find", lambda name: str(sheet))
    brand.colours.cache_clear()
    with pytest.raises(LookupError, match="--brand-dark"):
        brand.colours()
    brand.colours.cache_clear()


def test_nothing_but_the_brand_sheet_and_its_pictures_names_the_brands_colours():
    colours = "|".join(colour.lstrip("#") for colour in brand.colours().values())
    top = Path(settings.BASE_DIR)
    where = [
        *top.glob("static/*.css"),
        *top.glob("templates/**/*.html"),
        *top.glob("templates/**/*.jinja"),
        *(path for room in [*present(), WIRING] for path in modules(room)),
    ]
    found = [path for path in where if re.search(colours, path.read_text(encoding="utf-8"), re.IGNORECASE)]
    assert [path.name for path in found] == ["brand.css"]


def written(template: str, **values) -> str:
    return Template("{% load sgds %}" + template).render(Context(values))


class TestMoments:
    SUMMER = datetime(2026, 7, 1, 8, 5, tzinfo=UTC)

    def test_are_told_in_the_time_of_scotland_and_exactly(self):
        assert written("{% moment at %}", at=self.SUMMER) == (
            '<time datetime="2026-07-01T09:05:00+01:00">1 July 2026, 09:05</time>'
        )

    def test_are_told_in_the_words_that_a_list_has_room_for(self):
        assert ">1 Jul 2026<" in written('{% moment at "%-d %b %Y" %}', at=self.SUMMER)

    def test_that_have_not_come_are_not_told(self):
        assert written("{% moment at %}", at=None) == ""


class TestTags:
    def test_lead_somewhere_where_they_have_an_address(self):
        assert written('{% tag "Late" "late" "/returns/1/" %}').startswith('<a href="/returns/1/"><span class="ds_tag')

    def test_escape_what_they_say_whatever_was_written_before(self):
        assert "<b>" in written('{% tag words "late" %}', words=mark_safe("<b>Late</b>"))
        assert "<b>" not in written('{% tag words "late" %}', words="<b>Late</b>")
