"""Two people at once on one page: the second is shown what the first saved, and nothing that either typed is lost."""

import re
from datetime import timedelta

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import speaking
from accounts.forms.registers import AreaForm
from accounts.models import Area, Organisation
from interface.forms import OverWhatWasSeen
from notifications.forms import PreferenceForm
from programmes.models import BriefingSession
from scrutiny_portal.urls import urlpatterns  # noqa: F401  every form is imported by then
from tests.build import accounts as people
from tests.build import programmes as build
from tests.build import reports as reporting
from tests.house.rooms import present

pytestmark = pytest.mark.django_db

#: One person's own, a single choice: whoever saves it last has said what they want.
NOBODY_ELSES = {PreferenceForm}


def _forms_about_rows(kind=forms.ModelForm):
    for form in kind.__subclasses__():
        yield form
        yield from _forms_about_rows(form)


def test_every_form_about_a_row_compares_with_what_its_page_showed():
    ours = {form for form in _forms_about_rows() if form.__module__.partition(".")[0] in present()}
    assert {form for form in ours if not issubclass(form, OverWhatWasSeen)} == NOBODY_ELSES
    assert len(ours) > 8


# --- The pages -------------------------------------------------------------------------------------------------------


def a_person():
    who = people.person("Morag Before", organisation=reporting.scrutiny_body())
    return reverse("manage:person-details", args=[who.pk]), who, "name", "job_title"


def an_organisation():
    body = Organisation.objects.create(kind="council", code="X1", name="Before Council", short_name="Before")
    return reverse("manage:organisation", args=[body.pk]), body, "name", "legal_name"


def a_programme():
    made = build.programme()
    return f"/work/{made.slug}/set-up/", made, "summary", "short_title"


def a_letter():
    made = build.programme()
    letter = made.letters.first()
    return reverse("programmes:letter", args=[made.slug, letter.key]), letter, "subject", "body"


def a_library_document():
    document = build.programme().library.first()
    return (
        reverse("programmes:library-document", args=[document.programme.slug, document.key]),
        document,
        "title",
        "summary",
    )


def a_briefing():
    made = build.programme()
    session = BriefingSession.objects.create(
        programme=made,
        milestone=build.milestone(made, "briefings"),
        title="Before",
        starts_at=timezone.now() + timedelta(days=5),
        minutes=60,
        places=3,
    )
    return reverse("programmes:briefing-session", args=[made.slug, session.pk]), session, "title", "joining"


def a_report():
    report = reporting.report()
    return reverse("drafting:about", args=[report.pk]), report, "title", "subtitle"


PAGES = [a_person, an_organisation, a_programme, a_letter, a_library_document, a_briefing, a_report]


def opened(browser: Client, address: str) -> dict[str, str]:
    return as_shown(browser.get(address))


def as_shown(answer) -> dict[str, str]:
    """What the page's form holds, as a browser would send it back."""
    holds = {}
    for field in answer.context["form"]:
        value = field.value()
        if isinstance(value, list | tuple) and not hasattr(field.field.widget, "decompress"):
            holds[field.html_name] = [str(getattr(each, "pk", each)) for each in value]
        elif hasattr(field.field.widget, "decompress"):
            parts = value if isinstance(value, list) else field.field.widget.decompress(value)
            parts = zip(("day", "month", "year"), parts, strict=True)
            holds |= {f"{field.html_name}_{part}": str(number or "") for part, number in parts}
        elif value is not None:
            holds[field.html_name] = field.field.widget.format_value(value) or ""
    holds["save"] = "Save"
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in holds.items()}


@pytest.fixture
def two():
    """Two administrators, each signed in with a browser of their own."""
    browsers = []
    for name in ("Ada", "Bea"):
        browsers.append(Client())
        browsers[-1].force_login(people.administrator(name=name))
    return browsers


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_the_second_is_shown_what_the_first_saved_and_keeps_what_was_typed(page, two):
    with speaking.as_service():
        address, row, both, one = page()
    first, second = two
    theirs, mine = opened(first, address), opened(second, address)

    assert first.post(address, {**theirs, both: "What the first wrote", one: "Only the first"}).status_code == 302
    answer = second.post(address, {**mine, both: "What the second wrote"})
    assert answer.context["form"][one].value() == "Only the first"
    assert answer.status_code in (200, 422)
    said = re.sub(r"\s+", " ", answer.content.decode())
    assert "Here it now reads: “What the first wrote”." in said
    assert answer.context["form"][both].value() == "What the second wrote"

    assert second.post(address, as_shown(answer)).status_code == 302
    with speaking.as_service():
        row.refresh_from_db()
    assert (getattr(row, both), getattr(row, one)) == ("What the second wrote", "Only the first")


def test_choices_of_several_are_compared_too(two):
    with speaking.as_service():
        report = reporting.report()
        bodies = [
            Organisation.objects.create(kind="scrutiny body", code=code, name=f"Body {code}", short_name=code)
            for code in ("b1", "b2", "b3")
        ]
    address = reverse("drafting:about", args=[report.pk])
    first, second = two
    theirs, mine = opened(first, address), opened(second, address)
    assert first.post(address, {**theirs, "authors": [each.pk for each in bodies[:2]]}).status_code == 302
    answer = second.post(address, {**mine, "authors": [bodies[2].pk]})
    assert "Here it now reads: “Body b1, Body b2”." in answer.content.decode()
    answer = second.post(address, {**mine, "title": ""})
    assert answer.context["form"]["authors"].value() == [each.pk for each in bodies[:2]]
    # Left alone, they stay as the first chose them.
    assert second.post(address, mine).status_code == 302
    with speaking.as_service():
        assert set(report.authors.all()) == set(bodies[:2])


def test_a_day_that_somebody_else_chose_meanwhile_is_shown_and_stays(two):
    with speaking.as_service():
        address, session, _, _ = a_briefing()
    first, second = two
    theirs, mine = opened(first, address), opened(second, address)
    day = timezone.localdate() + timedelta(days=9)
    parts = {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
    assert first.post(address, {**theirs, **parts, "begins": "14.05"}).status_code == 302
    answer = second.post(address, {**mine, "title": ""})
    assert answer.context["form"]["day"].value() == [day.day, day.month, day.year]
    assert second.post(address, {**mine, "joining": "By the side door"}).status_code == 302
    with speaking.as_service():
        session.refresh_from_db()
    assert (timezone.localtime(session.starts_at).date(), session.joining) == (day, "By the side door")
    answer = second.post(address, {**mine, "begins": "15:00"})
    assert "Here it now reads: “14:05”." in answer.content.decode()


def test_a_person_and_an_administrator_may_change_the_same_details(two):
    who = people.person("Morag Before")
    own = Client()
    own.force_login(who)
    address = reverse("account-details")
    mine = opened(own, address)
    elsewhere = reverse("manage:person-details", args=[who.pk])
    body = reporting.scrutiny_body()
    assert (
        two[0].post(elsewhere, {**opened(two[0], elsewhere), "phone": "01", "organisation": body.pk}).status_code == 302
    )
    answer = own.post(address, {**mine, "phone": "02"})
    assert "Here it now reads: “01”." in answer.content.decode()
    who.refresh_from_db()
    assert (who.phone, who.organisation) == ("01", body)


def test_what_was_saved_between_the_look_and_the_save_is_seen_too():
    """The row was fetched before somebody else's save, and is compared after it."""
    area = Area.objects.create(name="Before", slug="before")
    seen = AreaForm(instance=area)["seen"].value()
    stale = Area.objects.get(pk=area.pk)
    Area.objects.filter(pk=area.pk).update(name="What the first wrote", slug="after")

    form = AreaForm({"name": "What the second wrote", "seen": seen}, instance=stale)
    assert not form.is_valid()
    assert "What the first wrote" in form.errors["name"][0]

    form = AreaForm({"name": "What the second wrote", "seen": form["seen"].value()}, instance=stale)
    assert form.is_valid()
    form.save()
    area.refresh_from_db()
    assert (area.name, area.slug) == ("What the second wrote", "after")


def test_only_a_save_waits_for_another(django_assert_num_queries):
    area = Area.objects.create(name="Before", slug="before")
    with django_assert_num_queries(0):
        AreaForm(instance=area)
    with django_assert_num_queries(1) as asked:
        AreaForm({"name": "After"}, instance=area)
    assert asked[0]["sql"].endswith("FOR UPDATE")
