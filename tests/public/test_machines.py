"""What machines read: calendar, feed, sitemap, structured data, references. Each by a reader that is not ours."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import feedparser
import pytest
from icalendar import Calendar

from accounts import speaking
from public import structured
from reports.models import Publication
from tests.build import followup as followups
from tests.build import reports as build

pytestmark = pytest.mark.django_db


def test_the_calendar_has_the_public_dates_of_every_programme(client):
    programmes = [build.programme(), build.programme()]
    calendar = Calendar.from_ical(client.get("/calendar.ics").content)
    events = calendar.walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {
        f"{programme.short_title}: {what}" for programme in programmes for what in ("Notification", "Fieldwork")
    }
    assert len({str(event["uid"]) for event in events}) == len(events)
    page = client.get("/dates/").content.decode()
    assert "Fieldwork" in page
    assert "Team meeting" not in page
    assert programmes[0].get_absolute_url() in page


def test_the_feed_of_publications_is_read_without_complaint(client):
    edition = build.published(title="Gardens & “greens” <all>")
    read = feedparser.parse(client.get("/feeds/publications.atom").content)
    assert not read.bozo
    assert [entry.title for entry in read.entries] == [edition.title]


def test_every_address_of_the_sitemap_opens_and_none_that_it_should_have_is_left_out(client):
    edition = build.published()
    [made] = followups.published()
    corrected = build.published(build.report(slug="corrected"))
    build.published(corrected.report, what_changed="One number.")
    [area] = build.areas(1)
    found = [
        each.text.partition("//")[2].partition("/")[2]
        for each in ElementTree.fromstring(client.get("/sitemap.xml").content).iter()
        if each.tag.endswith("loc")
    ]
    assert len(set(found)) == len(found)
    for address in found:
        answer = client.get(f"/{address}")
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert 'name="robots" content="noindex"' not in page, address
        for canonical in re.findall(r'rel="canonical" href="https?://[^/]*/([^"]*)"', page):
            assert canonical == address
    for address in (
        edition.get_absolute_url(),
        edition.programme.get_absolute_url(),
        area.get_absolute_url(),
        "/dates/",
        "/reports/corrected/",
        f"/reports/{made.report.slug}/recommendations/",
    ):
        assert address.strip("/") in {each.strip("/") for each in found}


def said_by(client, address) -> dict:
    page = client.get(address).content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert 'property="og:image" content="http' in page
    assert 'name="twitter:card"' in page
    return json.loads(block)


def test_pages_say_what_they_are_about_in_the_words_of_schema_org(client):
    edition = build.published(title="Gardens")
    [area] = build.areas(1)
    assert said_by(client, "/")["potentialAction"]["target"]["urlTemplate"].endswith("/search/?q={words}")
    report = said_by(client, edition.get_absolute_url())
    assert (report["@type"], report["name"]) == ("Report", "Gardens")
    assert report["encoding"]["contentUrl"].endswith(f"{edition.get_edition_url()}report.pdf")
    without = build.published(slug="unprinted", pdf=False)
    assert "encoding" not in said_by(client, without.get_absolute_url())
    [table] = report["hasPart"]
    assert client.get("/" + table["distribution"]["contentUrl"].split("/", 3)[3]).status_code == 200
    assert said_by(client, edition.programme.get_absolute_url())["@type"] == "Project"
    assert said_by(client, area.get_absolute_url())["identifier"] == area.code


def test_no_text_ends_the_block_that_it_stands_in():
    hostile = "</script><script>alert(1)</script>"
    block = structured.block({"name": hostile})
    assert block.count("</script>") == 1
    assert json.loads(block[block.index("{") : block.rindex("}") + 1])["name"] == hostile


def test_an_edition_is_cited_by_programs_that_keep_references(client):
    edition = build.published(title="50% of {all} & more", subtitle="A_b")
    bibtex = client.get(edition.get_edition_url() + "cite.bib").content.decode()
    assert bibtex.startswith("@techreport{")
    assert r"50\% of \{all\} \& more: A\_b" in bibtex
    assert edition.get_edition_url() in bibtex
    ris = client.get(edition.get_edition_url() + "cite.ris").content.decode().split("\r\n")
    assert ris[0] == "TY  - RPRT"
    assert "TI  - 50% of {all} & more: A_b" in ris
    assert ris[-2] == "ER  - "
    assert client.get("/reports/none/editions/1/cite.ris").status_code == 404


def test_a_correction_says_when_the_report_first_came_out_and_when_it_was_corrected(client):
    first = build.published(build.report(slug="corrected"))
    assert "dateModified" not in said_of(client, "/reports/corrected/")
    second = build.published(first.report, what_changed="One number.")
    with speaking.as_service():
        out, again = (Publication.objects.get(edition=each).publish_at for each in (first, second))
    for address in ("/reports/corrected/", "/reports/corrected/editions/2/"):
        said = said_of(client, address)
        assert datetime.fromisoformat(said["datePublished"]) == out
        assert datetime.fromisoformat(said["dateModified"]) == again
        page = client.get(address).content.decode()
        assert re.search(r"First published</dt>.{0,200}Corrected</dt>", page, re.DOTALL)
    assert "dateModified" not in said_of(client, "/reports/corrected/editions/1/")
    assert "Corrected</dt>" not in client.get("/reports/corrected/editions/1/").content.decode()


def said_of(client, address: str) -> dict:
    """What a page says of itself to search engines."""
    page = client.get(address).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
