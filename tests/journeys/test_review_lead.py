"""A review lead and a support officer: the whole programme at a glance, taken away, and everybody who is late written to."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts import speaking
from inspections import more_time
from notifications.models import Delivery, Notice
from tests.browser import each, measured, next_page, number_of, opened, said, session_cookie
from tests.journeys.filling import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]

#: An A4 page less a margin of one centimetre, in CSS pixels.
PAPER = {"width": 718, "height": 1046}


@pytest.fixture
def lead(world, chromium):
    with opened(chromium, cookies=[session_cookie(world, world.team["lead"])]) as page:
        yield page


def on_the_page(page) -> list[list[str]]:
    """The rows of the table, as one reads them: partnership, co-ordinator, and the states."""
    return measured(
        page.locator("table.table--dense tbody"),
        "body => [...body.rows].map(row => [...row.children].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()))",
    )


def test_sees_every_partnership_and_a_filter_survives_a_reload(world, lead):
    lead.goto(f"{world.url}/work/{world.programme.slug}/")
    assert len(on_the_page(lead)) == 32
    assert number_of(lead.locator(".tile-map a, .tile-map [role=link], svg a")) >= 32

    lead.get_by_label("Shows").select_option("late")
    with next_page(lead):
        lead.get_by_role("button", name="Apply").click()
    expect(lead.get_by_role("link", name="Partnership", exact=False).first).to_be_visible()
    late = on_the_page(lead)
    # Half of them at most, some days after the documents were due: that is when a lead writes to those who are late.
    assert 0 < len(late) <= 16

    lead.locator("thead").get_by_role("link", name="Co-ordinator").click()
    lead.wait_for_url("**order=coordinator**")
    lead.locator("thead").get_by_role("link", name="Co-ordinator").click()
    lead.wait_for_url("**order=-coordinator**")
    ordered = on_the_page(lead)
    assert sorted(ordered) == sorted(late)
    expect(lead.locator("th[aria-sort=descending]")).to_have_count(1)
    lead.reload()
    assert on_the_page(lead) == ordered
    expect(lead.get_by_label("Shows")).to_have_value("late")


def test_the_whole_table_stands_on_the_page_and_on_paper(world, lead):
    lead.goto(f"{world.url}/work/{world.programme.slug}/")
    region = lead.locator(".region:has(table.table--dense)")
    assert measured(region, "region => region.scrollWidth - region.clientWidth") <= 0
    lead.emulate_media(media="print")
    assert measured(region, "region => region.scrollHeight - region.clientHeight") <= 0
    lead.set_viewport_size({"width": 760, "height": 1000})
    assert measured(region, "region => region.querySelector('table').offsetWidth - region.clientWidth") <= 0


def test_on_paper_the_map_stands_on_the_first_page_and_nothing_stands_there_to_be_pressed(world, lead):
    """A map that is too tall for what is left of the page would leave all of it empty."""
    lead.set_viewport_size(PAPER)
    lead.goto(f"{world.url}/work/{world.programme.slug}/")
    lead.emulate_media(media="print")
    assert measured(lead.locator(".tile-map"), "map => map.getBoundingClientRect().bottom") <= PAPER["height"]
    expect(lead.locator(".person__links")).to_be_hidden()
    # What is taken off the foot of the page leaves no empty page behind.
    expect(lead.locator(".ds_page__middle")).to_have_css("padding-bottom", "0px")
    expect(lead.locator(".ds_page")).to_have_css("min-height", "0px")


def test_takes_away_what_the_page_shows_as_csv_and_as_excel(world, lead, tmp_path):
    lead.goto(f"{world.url}/work/{world.programme.slug}/?state=late&order=-name")
    shown = on_the_page(lead)
    head = lead.locator("table.table--dense thead")
    headings = measured(head, "head => [...head.querySelectorAll('th')].map(th => th.innerText.split('\\n')[0])")
    with lead.expect_download() as download:
        lead.get_by_role("link", name="Export to CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    with lead.expect_download() as download:
        lead.get_by_role("link", name="Export to Excel").click()
    download.value.save_as(tmp_path / "overview.xlsx")
    sheet = [
        list(row)
        for row in openpyxl.load_workbook(tmp_path / "overview.xlsx", read_only=True).active.iter_rows(values_only=True)
    ]
    assert [row[0] for row in shown] == [row["Partnership"] for row in rows]
    start = next(number for number, row in enumerate(sheet) if row[0] == "Partnership")
    assert [row[0] for row in sheet[start + 1 :]] == [row["Partnership"] for row in rows]
    for read, row in zip(shown, rows, strict=True):
        seen = dict(zip(headings, read, strict=True))
        assert row["Co-ordinator"] in seen["Co-ordinator"]
        for column in ("Notification", "Briefing", "Staff survey"):
            assert row[column] in seen[column], (row["Partnership"], column)


def test_writes_once_to_all_who_are_late_having_read_the_letter_first(world, lead):
    lead.goto(f"{world.url}/work/{world.programme.slug}/")
    with next_page(lead):
        lead.get_by_role("link", name="Write to all who are late").click()
    late = number_of(lead.get_by_role("checkbox"))
    assert late > 1
    for box in each(lead.get_by_role("checkbox"), late):
        box.check(force=True)
    lead.get_by_label("Subject").fill("What we still wait for")
    lead.get_by_label("Text").fill("Please send it this week, or ask for more time.")
    lead.get_by_role("button", name="See the letter before sending").click()
    letter = said(lead.locator("article.letter"))
    assert "Please send it this week" in letter
    assert "this is late" in letter
    lead.get_by_role("button", name="Send it").dblclick()
    expect(lead.get_by_text("Written to")).to_be_visible()
    with speaking.as_service():
        letters = Notice.objects.filter(title="What we still wait for")
        assert letters.count() >= late
        assert letters.count() == letters.values("recipient", "participation_ref").distinct().count()


def test_a_support_officer_settles_an_e_mail_whose_fate_nobody_knows(world, chromium):
    with speaking.as_service():
        delivery = Delivery.objects.filter(notice__programme_ref=world.programme.pk, status="queued").first()
        Delivery.objects.filter(pk=delivery.pk).update(status="sending", lease_until=timezone.now())
        Delivery.objects.filter(pk=delivery.pk).update(
            status="unknown", lease_until=None, answer="The connection broke before the mail system answered."
        )
    with opened(chromium, cookies=[session_cookie(world, world.team["support-officer"])]) as page:
        page.goto(f"{world.url}/manage/deliveries/?state=unknown")
        page.locator("table").get_by_role("link").first.click()
        page.get_by_role("button", name="It arrived: count as sent").click()
        expect(page.locator(".ds_error-summary").get_by_text("Give the reason")).to_be_visible()
        page.get_by_label("Reason").fill("They told me by telephone that it is there.")
        page.get_by_role("button", name="It arrived: count as sent").click()
        expect(page.get_by_text("Counted as sent.")).to_be_visible()
    with speaking.as_service():
        delivery.refresh_from_db()
    assert (delivery.status, delivery.settled_by) == ("accepted", world.team["support-officer"])


def test_decides_on_more_time(world, lead):
    of = world.preparing
    with speaking.as_service():
        until = timezone.localdate() + timedelta(days=21)
        wish = more_time.ask(of, until=until, reason="Our board meets in a fortnight.", by=world.preparer)
    lead.goto(f"{world.url}/reading/returns/{of.pk}/")
    expect(lead.get_by_text("Our board meets in a fortnight.")).not_to_have_count(0)
    with next_page(lead):
        lead.get_by_role("link", name="Decide").click()
    choose(lead, "Yes")
    lead.get_by_label("Reason").fill("Of course.")
    lead.get_by_role("button", name="Decide and tell them").click()
    lead.wait_for_url(f"**/reading/returns/{of.pk}/**")
    with speaking.as_service():
        wish.refresh_from_db()
    assert (wish.status, wish.until) == ("granted", until)
