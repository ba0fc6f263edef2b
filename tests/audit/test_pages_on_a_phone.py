"""Who looked, on a phone: each look becomes who and when, and what under them."""

import pytest

from accounts import roles, speaking
from audit import looks
from tests.browser import axe, no_sideways_scroll, opened, session_cookie
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
        assert "Lorna Longname-Fableton" in page.locator("table").inner_text()
        moves = page.locator(".region").evaluate("each => each.scrollWidth > each.clientWidth")
        assert not moves
        assert no_sideways_scroll(page)
        assert axe(page) == []
