"""Whatever can be taken away says under what it may be used: beside it, with it, and in its data dictionary."""

import re

import pytest

from interface import licence
from tests.build import followup, reports

pytestmark = pytest.mark.django_db

LINK = f'<{licence.URL}>; rel="license"'


def test_every_file_that_a_public_page_offers_comes_with_the_licence(client):
    reports.areas(1)
    [made] = followup.published("Write one guide.")
    address = made.report.editions.get().get_absolute_url()
    taken = 0
    for page in (address, f"{address}recommendations/", "/recommendations/", "/api/"):
        words = client.get(page).content.decode()
        assert f'href="{licence.URL}" rel="license"' in words, page
        for file in set(re.findall(r'href="([^"{]+\.csv(?:\?[^"]*)?)"', words)):
            answer = client.get(file)
            assert (answer.status_code, answer.get("Link")) == (200, LINK), file
            assert ("dictionary" not in file) or licence.IN_WORDS in answer.content.decode(), file
            taken += 1
    assert taken >= 9
    assert client.get("/api/v1/reports/")["Link"] == LINK


def test_every_address_that_the_page_for_programs_leads_to_is_there(client):
    words = client.get("/api/").content.decode().partition('id="begin"')[2]
    addresses = set(re.findall(r'href="(/[^"]+)"', words))
    assert len(addresses) >= 10
    for address in addresses:
        assert client.get(address).status_code == 200, address
