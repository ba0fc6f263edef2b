"""Every page of the plan opens for those whom it is for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from accounts.models import Area
from programmes import tick
from programmes.models import BriefingSession, Programme
from tests.build import programmes as build

pytestmark = pytest.mark.django_db

TEAM = [
    "/work/",
    "/work/programmes/",
    "/work/gov/",
    "/work/gov/overview.csv",
    "/work/gov/overview.xlsx",
    "/work/gov/dates/",
    "/work/gov/dates/closed/",
    "/work/gov/dates/document-return/",
    "/work/gov/dates/document-return/?for={part}",
    "/work/gov/letters/",
    "/work/gov/letters/plan/",
    "/work/gov/letters/of/notification/",
    "/work/gov/letters/of/receipt/",
    "/work/gov/chase/",
    "/work/gov/briefings/",
    "/work/gov/briefings/{session}/",
    "/work/gov/briefings/{session}/call-off/",
    "/work/gov/library/",
    "/work/gov/library/{document}/",
    "/work/gov/team/",
    "/work/gov/partnerships/",
    "/work/gov/partnerships/{part}/",
    "/work/gov/partnerships/{part}/nominate/",
    "/work/gov/set-up/",
    "/taking-part/{part}/",
]
THEIRS = [
    "/work/",
    "/taking-part/{part}/",
    "/taking-part/{part}/letter/",
    "/taking-part/{part}/people/",
    "/taking-part/{part}/people/nominate/",
    "/taking-part/{part}/briefing/",
    "/taking-part/{part}/guidance/",
    "/taking-part/{part}/dates/",
    "/taking-part/{part}/dates.ics",
    "/calendar/",
]
ADMINISTRATORS = [
    "/work/programmes/start/",
    "/work/programmes/start/social-work-governance/",
    "/work/programmes/start/asp-joint-inspections/",
    "/work/gov/partnerships/{part}/withdraw/",
]


@pytest.fixture
def place():
    programme = build.programme(slug="gov", areas=4)
    Programme.objects.filter(pk=programme.pk).update(letters_held=False, letters_from="2020-01-01")
    part = build.participation(programme)
    session = BriefingSession.objects.create(
        programme=programme,
        milestone=build.milestone(programme, "briefings"),
        title="Briefing",
        starts_at=timezone.now() + timedelta(days=3),
    )
    document = programme.library.first()
    people = {
        "lead": build.in_team(programme),
        "administrator": build.administrator(),
        "chief officer": build.seated(part, roles.ChiefOfficer),
        "co-ordinator": build.seated(part),
    }
    tick.keep_timetables()
    return people, {"part": part.pk, "session": session.pk, "document": document.key}


def test_start_pressed_twice_starts_one_programme_and_leads_to_it_both_times(client):
    build.programme(slug="gov")  # and with it the registers
    client.force_login(build.administrator())
    day = timezone.localdate() + timedelta(days=30)
    form = {
        "title": "A fourth review",
        "slug": "fourth",
        "day_one_day": day.day,
        "day_one_month": day.month,
        "day_one_year": day.year,
        "areas": [Area.objects.first().pk],
        "start": "",
    }
    address = "/work/programmes/start/social-work-governance/"
    for _ in range(2):
        assert client.post(address, form)["Location"] == "/work/fourth/"
    assert Programme.objects.filter(slug="fourth").count() == 1
    answer = client.post(address, {**form, "title": "Another review at the same address"})
    assert "There is a programme at “fourth” already" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        ("lead", TEAM),
        ("administrator", TEAM + ADMINISTRATORS),
        ("chief officer", THEIRS),
        ("co-ordinator", [*THEIRS, "/taking-part/{part}/done/staff-survey/"]),
    ],
)
def test_every_page_opens_for_those_whom_it_is_for(client, place, who, addresses):
    people, values = place
    client.force_login(people[who])
    answers = {address: client.get(address.format(**values)).status_code for address in addresses}
    assert {address: code for address, code in answers.items() if code != 200} == {}


def test_whoever_does_not_run_the_timetable_reads_a_letters_wording_and_is_refused_to_change_it(client, place):
    programme = Programme.objects.get(slug="gov")
    client.force_login(build.in_team(programme, roles.Inspector))
    letter = programme.letters.get(key="notification")
    address = f"/work/gov/letters/of/{letter.key}/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"subject": "Mine", "body": "Mine", "save": ""}).status_code == 403
    assert programme.letters.get(key="notification").subject == letter.subject


def test_the_team_reads_a_document_with_its_fields_filled_in_and_changes_them_as_fields(client):
    programme = build.programme(slug="gov")
    document = programme.library.get(key="faq")
    document.text = "It begins on {{ programme.title }}.\n\nDear {{ partnership.name }}"
    document.save()
    for role, sees_fields in ((roles.Inspector, False), (roles.Lead, True)):
        client.force_login(build.in_team(programme, role))
        article, _, rest = client.get(f"/work/gov/library/{document.key}/").content.decode().partition("</article>")
        assert f"It begins on {programme.title}." in article
        assert "Dear [partnership.name]" in article
        assert "{{" not in article
        assert ("{{ programme.title }}" in rest) is sees_fields
