"""What everybody may read."""

import pytest

from tests.build import reports as build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/", "/programmes/", "/reports/", "/areas/", "/feeds/publications.atom", "/sitemap.xml", "/robots.txt",
     "/accessibility/", "/privacy/", "/cookies/", "/contact/"],
)  # fmt: skip
def test_a_portal_with_nothing_in_it_has_words_for_that(client, address):
    assert client.get(address).status_code == 200


def test_a_published_report_has_its_page_its_figures_and_its_dictionary(client):
    edition = build.published()
    page = client.get(edition.get_absolute_url())
    assert page.status_code == 200
    text = page.content.decode()
    assert 'id="p-1-1"' in text
    assert "Figure 1: Most agreed" in text
    data = client.get(edition.get_edition_url() + "data/answers.csv")
    assert data.content.decode() == "Service,Agree (%)\r\nAdults,61\r\nChildren,72\r\nJustice,70\r\n"
    assert (
        "answers.csv,Agree (%)" in client.get(edition.get_edition_url() + "data/data-dictionary.csv").content.decode()
    )
