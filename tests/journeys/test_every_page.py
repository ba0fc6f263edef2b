"""Every kind of page in a browser, wide and narrow: no barrier that a machine can find, nothing to scroll sideways for.

Pages are opened as the person whom they are for. With PORTAL_SCREENSHOTS set, each leaves its picture there; with
PORTAL_PICTURES=1 the pages named in ``PICTURES`` leave theirs in docs/screenshots, where the README takes them from:

    PORTAL_PICTURES=1 python -m pytest tests/journeys/test_every_page.py -k barrier
"""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import HOME, WIDTHS, axe, no_sideways_scroll, opened, screenshot, session_cookie, sticking_out
from tests.journeys.workers import make_documents

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]

WIDE, NARROW = max(WIDTHS), min(WIDTHS)
#: What docs/screenshots shows, and at which widths.
PICTURES = {
    "front": WIDTHS,
    "public-programme": WIDTHS,
    "public-report": WIDTHS,
    "overview": WIDTHS,
    "partnership": WIDTHS,
    "return-in-preparation": WIDTHS,
    "return-sent": WIDTHS,
    "return-receipt": (WIDE,),
    "return-thread": (NARROW,),
    "inbox": WIDTHS,
    "letter": (WIDE,),
    "letter-wording": (WIDE,),
    "dates-move": (WIDE,),
    "reading": (WIDE,),
    "reading-one": (WIDE,),
    "drafting-report": (WIDE,),
    "manage-people": (WIDE,),
    "manage-status": (NARROW,),
    "start-one": (WIDE,),
}
OK, GONE = 200, 410
#: A picture shows so many pixels of a page: more is scrolled through, not looked at.
TALLEST = 1800


def pages(world):
    """(name, who, address) of a page of every kind."""
    slug, part, team = world.programme.slug, world.part.pk, world.team
    lead, administrator = team["lead"], team["administrator"]
    report = world.report_published
    own, theirs, chief = world.own_return.pk, world.preparing.pk, world.chief
    co = world.coordinator
    work = f"/work/{slug}/"
    return [
        ("front", None, "/"),
        ("public-programmes", None, "/programmes/"),
        ("public-programme", None, f"/programmes/{world.published}/"),
        ("public-reports", None, "/reports/"),
        ("public-report", None, f"/reports/{report}/"),
        ("public-areas", None, "/areas/"),
        ("public-area", None, "/areas/moray/"),
        ("survey-start", None, world.survey_link),
        ("accessibility", None, "/accessibility/"),
        ("privacy", None, "/privacy/"),
        ("cookies", None, "/cookies/"),
        ("contact", None, "/contact/"),
        ("sign-in", None, reverse("account_login")),
        ("forgotten-password", None, reverse("account_reset_password")),
        ("invitation-that-does-not-work", None, "/invitation/"),
        ("demonstration", None, "/demo/"),
        ("account", co, "/account/"),
        ("account-details", co, "/account/details/"),
        ("second-factor", lead, reverse("mfa_index")),
        ("second-factor-app", lead, reverse("mfa_activate_totp")),
        ("second-factor-passkey", lead, reverse("mfa_add_webauthn")),
        ("your-work-co-ordinator", co, "/work/"),
        ("partnership", co, f"/taking-part/{part}/"),
        ("partnership-letter", chief, f"/taking-part/{part}/letter/"),
        ("partnership-people", co, f"/taking-part/{part}/people/"),
        ("partnership-nominate", chief, f"/taking-part/{part}/people/nominate/"),
        ("partnership-briefing", co, f"/taking-part/{part}/briefing/"),
        ("partnership-guidance", co, f"/taking-part/{part}/guidance/"),
        ("partnership-dates", co, f"/taking-part/{part}/dates/"),
        ("partnership-survey-shared", co, f"/taking-part/{part}/done/staff-survey/"),
        ("calendar", co, "/calendar/"),
        ("inbox", co, "/inbox/"),
        ("letter", co, f"/inbox/{world.letter.pk}/"),
        ("return-sent", co, f"/returns/{own}/"),
        ("return-in-preparation", world.preparer, f"/returns/{theirs}/"),
        ("return-thread", co, f"/returns/{own}/thread/"),
        ("return-receipt", co, f"/returns/{own}/receipt/1/"),
        ("return-more-time", world.preparer, f"/returns/{theirs}/more-time/"),
        ("return-nothing", world.preparer, f"/returns/{theirs}/nothing/"),
        ("return-sign-off", world.signed.chief, f"/returns/{world.signed.of.pk}/sign-off/"),
        ("your-work-lead", lead, "/work/"),
        ("programmes", lead, "/work/programmes/"),
        ("survey-share", co, f"/taking-part/{part}/surveys/staff-survey/"),
        ("surveys", lead, f"{work}surveys/"),
        ("survey", lead, f"{work}surveys/staff-survey/"),
        ("survey-results", lead, f"{work}surveys/staff-survey/results/"),
        ("survey-try", lead, f"{work}surveys/staff-survey/try/?phone"),
        ("survey-questions", administrator, f"{work}surveys/staff-survey/questions/"),
        ("overview", lead, work),
        ("dates", lead, f"{work}dates/"),
        ("dates-closed", lead, f"{work}dates/closed/"),
        ("dates-move", lead, f"{work}dates/document-return/"),
        ("letters", lead, f"{work}letters/"),
        ("letter-wording", lead, f"{work}letters/of/notification/"),
        ("letter-plan", lead, f"{work}letters/plan/"),
        ("chase", lead, f"{work}chase/"),
        ("briefings", lead, f"{work}briefings/"),
        ("briefing-session", lead, f"{work}briefings/{world.session.pk}/"),
        ("library", lead, f"{work}library/"),
        ("team", lead, f"{work}team/"),
        ("partnerships", lead, f"{work}partnerships/"),
        ("partnership-for-the-team", lead, f"{work}partnerships/{part}/"),
        ("set-up", lead, f"{work}set-up/"),
        ("reading", lead, f"/reading/{slug}/"),
        ("reading-one", lead, f"/reading/returns/{world.by_status['sent'].pk}/"),
        ("reading-reopen", lead, f"/reading/returns/{world.by_status['accepted'].pk}/reopen/"),
        ("reading-queried", lead, f"/reading/returns/{world.by_status['queried'].pk}/"),
        ("start", administrator, "/work/programmes/start/"),
        ("start-one", administrator, "/work/programmes/start/asp-joint-inspections/"),
        ("definition", administrator, "/work/programmes/start/asp-joint-inspections/facts/"),
        ("manage-people", administrator, "/manage/people/"),
        ("manage-person", administrator, f"/manage/people/{co.pk}/"),
        ("manage-invite", administrator, "/manage/people/invite/"),
        ("manage-organisations", administrator, "/manage/organisations/"),
        ("manage-areas", administrator, "/manage/areas/"),
        ("manage-changes", administrator, "/manage/changes/"),
        ("manage-looks", administrator, "/manage/looks/"),
        ("manage-status", administrator, "/manage/status/"),
        ("manage-deliveries", administrator, "/manage/deliveries/"),
        ("drafting", administrator, "/drafting/"),
        ("drafting-report", administrator, f"/drafting/{world.report.pk}/"),
        ("road", administrator, f"/drafting/{world.report.pk}/road/"),
        ("peer-reviews", lead, f"/drafting/{world.report.pk}/reviews/"),
        ("drafting-figure", administrator, f"/drafting/{world.report.pk}/figures/add/"),
        ("drafting-preview", administrator, f"/drafting/{world.report.pk}/preview/"),
    ]


def test_a_page_is_named_once(world):
    names = [name for name, _, _ in pages(world)]
    assert sorted(names) == sorted(set(names))


def test_no_page_has_a_barrier_that_a_machine_can_find(world, chromium, settings):
    """Each is opened once and looked at in both windows: no script of ours asks how wide the one was that it began in."""
    settings.PORTAL_URL = "https://portal.example"  # no address of a machine in a picture
    make_documents()
    found = {}
    for page, name, answer in each_opened(world, chromium):
        wanted = GONE if name == "invitation-that-does-not-work" else OK
        troubles = [] if answer.status == wanted else [f"answered {answer.status}"]
        for width in WIDTHS:
            page.set_viewport_size(page.viewport_size | {"width": width})
            troubles += [f"at {width}: {each}" for each in axe(page)]
            if os.environ.get("PORTAL_SCREENSHOTS"):
                screenshot(page, name)
            if os.environ.get("PORTAL_PICTURES") and width in PICTURES.get(name, ()):
                screenshot(page, name, folder=HOME / "docs" / "screenshots", most=TALLEST)
        if not no_sideways_scroll(page, 320):
            troubles.append(f"scrolls sideways at 320: {sticking_out(page, 320)[:3]}")
        if troubles:
            found[name] = troubles
    assert found == {}, "\n".join(f"{name}: {' / '.join(each)}" for name, each in found.items())


def test_pages_work_without_scripts(world, chromium):
    for page, name, _ in each_opened(world, chromium, scripts=False):
        expect(page.locator("h1"), name).to_have_count(1)


def each_opened(world, chromium, **options):
    """Every page with its name and answer. A person's own share a browser, so that styles and scripts are fetched once."""
    by_whom = {}
    for name, who, address in pages(world):
        by_whom.setdefault(who, []).append((name, address))
    for who, theirs in by_whom.items():
        cookies = [session_cookie(world, who)] if who else []
        with opened(chromium, width=max(WIDTHS), cookies=cookies, **options) as page:
            for name, address in theirs:
                yield page, name, page.goto(world.url + address)
                assert page.troubles == [], f"{name}: {page.troubles}"
