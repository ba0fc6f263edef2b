"""Who looked, on a phone: each look becomes who and when, and what under them."""

import pytest
from playwright.sync_api import expect

from accounts import roles, speaking
from audit import looks
from tests.browser import axe, measured, no_sideways_scroll, opened, session_cookie
from tests.build import accounts as build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_who_looked_is_read_without_moving_the_table_sideways(live_server, chromium):
    governor = build.posted(roles.InformationGovernance, name="Gordon Governor")
    title = "SWG-2026-MOR-1, version 2: Minutes-of-the-integration-joint-board-September-2025.docx"
    person = build.person("Lorna Longname-Fableton")
    with speaking.as_service():
        looks.record(person, "submission", 7, title)
    with opened(chromium, width=375, cookies=[session_cookie(live_server, governor)]) as page:
        page.goto(f"{live_server.url}/manage/looks/")
        expect(page.locator("table")).to_contain_text("Lorna Longname-Fableton", use_inner_text=True)
        assert not measured(page.locator(".region"), "each => each.scrollWidth > each.clientWidth")
        assert no_sideways_scroll(page)
        assert axe(page) == []
