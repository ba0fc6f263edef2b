"""Nobody is offered a page that then refuses them: from their own work on, every link on every page they reach opens.

What a page offers is decided in its template and what it lets in by its guard, each in a place of its own; here the two
are held against each other, for everybody who can sign in.
"""

import re
from html.parser import HTMLParser
from unittest import mock
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.test import TestCase
from django.urls import resolve

from programmes.models import Programme
from tests.house.matrix.people import (
    CHIEF,
    CONTRIBUTOR,
    COORDINATOR,
    FORMER_COORDINATOR,
    INSPECTOR,
    NOMINEE,
    OTHER_INSPECTOR,
    POSTED,
    STRANGER,
    TEAM,
    VIEWER,
)
from tests.house.matrix.walk import Walk
from tests.house.matrix.world import World

BEGIN = ("/work/", "/account/")
#: Of pages that differ by a number or a query alone, so many are opened.
OF_A_KIND = 6
#: One of each kind of person, whatever partnership or programme they belong to; and a programme whose letters are held.
WHO = {*POSTED, *TEAM, CHIEF, COORDINATOR, CONTRIBUTOR, VIEWER, NOMINEE, FORMER_COORDINATOR, STRANGER, OTHER_INSPECTOR}
#: How many pages are opened, for whoever has much to do here.
AT_LEAST = {INSPECTOR: 40, COORDINATOR: 40, OTHER_INSPECTOR: 20}
#: Pages of the sign-in library, which the tests of signing in open; and files, as no worker has made this world's PDFs.
ELSEWHERE = re.compile(r"/(accounts|demo|gallery)/|/documents/\d+/file/")


class Links(HTMLParser):
    """The addresses of a page's links, in their order."""

    #: Most of a page is none, and is not taken apart.
    A = re.compile(r"<a\s[^>]*>", re.IGNORECASE)

    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self.feed("".join(self.A.findall(html)))

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (address := dict(attrs).get("href")):
            self.found.append(address)


def refusals(client) -> tuple[list[str], int]:
    """Links that do not open for whoever this client has signed in, each with the page it stands on; pages opened."""
    found, opened, of_a_kind = [], 0, {}
    waiting = dict.fromkeys(BEGIN, "where everybody begins")
    seen = set(waiting)
    while waiting:
        address = next(iter(waiting))
        stands_on = waiting.pop(address)
        kind = resolve(urlsplit(address).path).view_name
        of_a_kind[kind] = of_a_kind.get(kind, 0) + 1
        if of_a_kind[kind] > OF_A_KIND:
            continue
        with transaction.atomic():
            answer = client.get(address, follow=True)
            html = "" if answer.streaming else answer.content.decode(errors="replace")
            transaction.set_rollback(True)
        opened += 1
        if answer.status_code != 200:
            found.append(f"{address} answers {answer.status_code}; it is offered on {stands_on}")
            continue
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for link in Links(html).found:
            parts = urlsplit(urljoin(address, link))
            there = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.scheme or parts.netloc or ELSEWHERE.match(there) or there in seen:
                continue
            seen.add(there)
            waiting[there] = address
    return found, opened


class EveryLinkOpens(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.walk = Walk(World())
        # A programme whose letters are held says so, and points to where they are let go.
        Programme.objects.filter(pk=cls.walk.world.other.pk).update(letters_held=True)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(mock.patch("django.test.client.store_rendered_templates"))

    def test_for_everybody_who_can_sign_in(self):
        for kind in sorted(WHO):
            with self.subTest(kind):
                found, opened = refusals(type(self).walk.clients[kind])
                self.assertGreaterEqual(opened, AT_LEAST.get(kind, 5), "the walk has gone nowhere")
                self.assertFalse(found, "\n" + "\n".join(found))
