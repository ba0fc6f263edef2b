"""The administrators' pages about people and registers."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions, invitations, managing, roles
from accounts.models import Area, Organisation, User
from accounts.moves import IllegalMove
from tests.build import accounts as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    made = build.administrator(name="Ada Ministrator")
    client.force_login(made)
    return made


def _post(client, name, *args, data=None):
    return client.post(reverse(f"manage:{name}", args=args), data or {})


# --- The list --------------------------------------------------------------------------------------------------------
def test_people_are_found_by_name_role_body_and_standing(client, administrator):
    build.registers()
    council = Organisation.objects.get(kind="council", areas__slug="moray")
    moira = build.person("Moira of Moray", organisation=council)
    waiting, _ = build.invited(name="Walter Waiting")
    disabled = build.person("Dora Disabled")
    actions.disable(disabled, by=administrator)
    build.posted(roles.Communications, name="Carl Comms")

    def found(**query):
        return {person.name for person, _ in client.get(reverse("manage:people"), query).context["rows"]}

    assert found(q="moir") == {"Moira of Moray"}
    assert found(q="example moray") == {"Moira of Moray"}
    assert found(role="communications") == {"Carl Comms"}
    assert found(role="administrator") == {"Ada Ministrator"}
    assert found(organisation=council.pk) == {moira.name}
    assert found(standing="invited") == {"Walter Waiting"}
    assert found(standing="disabled") == {"Dora Disabled"}
    assert found(standing="joined") == {"Moira of Moray", "Carl Comms", "Ada Ministrator"}
    waiting.invitations.update(expires_at="2020-01-01T00:00Z")
    assert found(standing="expired") == {"Walter Waiting"}
    assert found(standing="not invited") == set()
    assert len(found(role="nonsense", q="")) == 5


def test_a_thousand_people_cost_as_many_queries_as_one(client, administrator):
    client.get(reverse("manage:people"))

    def cost(name):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    build.posted(roles.Communications)
    few = cost("manage:people"), cost("manage:people-csv")
    User.objects.bulk_create(
        User(email=f"many{number}@example.org", name=f"Many {number}", password="!") for number in range(1000)
    )
    assert (cost("manage:people"), cost("manage:people-csv")) == few
    assert few[0] <= 13


def test_the_list_can_be_saved_and_no_cell_becomes_a_formula(client, administrator):
    build.person('=HYPERLINK("http://evil.example.org")')
    answer = client.get(reverse("manage:people-csv"), {"q": "HYPER"})
    assert answer["Content-Disposition"] == 'attachment; filename="people.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Name"
    assert [row[0] for row in rows[1:]] == ['\'=HYPERLINK("http://evil.example.org")']


# --- Coming in -------------------------------------------------------------------------------------------------------
def _invitation(**changes):
    build.registers()
    body = Organisation.objects.get(code="care-inspectorate")
    return {
        "email": "new@example.org",
        "name": "New Person",
        "organisation": body.pk,
        "role": "panel-member",
        **changes,
    }


def test_an_administrator_invites_somebody_with_a_role(client, administrator, monkeypatch):
    sent = []
    monkeypatch.setattr(managing, "senders_of_invitations", [lambda invitation, by: sent.append(invitation)])
    assert _post(client, "invite", data=_invitation()).status_code == 302
    person = User.objects.get(email="new@example.org")
    assert person.holds(roles.PanelMember)
    assert sent == [person.invitations.get()]


def test_where_no_letters_are_sent_the_administrator_hands_the_address_on(client, administrator, monkeypatch):
    monkeypatch.setattr(managing, "senders_of_invitations", [])
    page = _post(client, "invite", data=_invitation(role=""))
    person = User.objects.get(email="new@example.org")
    assert invitations.address_of(person.invitations.get()) in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_where_the_letter_cannot_be_sent_the_administrator_hands_the_address_on(client, administrator, monkeypatch):
    def breaks(invitation, by):
        User.objects.filter(pk=invitation.person_id).update(name="Half Done")
        raise RuntimeError

    monkeypatch.setattr(managing, "senders_of_invitations", [breaks])
    page = _post(client, "invite", data=_invitation())
    person = User.objects.get(email="new@example.org")
    assert person.name == "New Person"
    assert "No letter could be sent" in page.content.decode()
    assert invitations.address_of(person.invitations.get()) in page.content.decode()


def test_an_administrator_may_rather_hand_the_address_on(client, administrator):
    person, _ = build.invited()
    page = _post(client, "invite-again", person.pk, data={"by_hand": "yes"})
    assert invitations.address_of(person.invitations.open().get()) in page.content.decode()
    assert "No letter could be sent" not in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "nobody"}, "is not an e-mail address"),
        ({"email": "x@moray.gov.ku"}, "Did you mean x@moray.gov.uk?"),
        ({"name": ""}, "Enter the person&#x27;s name"),
        ({"organisation": ""}, "Choose the body"),
    ],
)
def test_what_cannot_work_is_said_beside_the_field_and_keeps_what_was_typed(client, administrator, typed, sentence):
    page = _post(client, "invite", data=_invitation(job_title="Chief of Something", **typed)).content.decode()
    assert page.count(sentence) >= 2  # beside the field and in the summary
    assert "Chief of Something" in page
    assert not User.objects.filter(name="New Person").exists()


def test_somebody_disabled_is_not_invited(client, administrator):
    person = build.person(email="gone@example.org")
    actions.disable(person, by=administrator)
    page = _post(client, "invite", data=_invitation(email="gone@example.org"))
    assert "is disabled" in page.content.decode()


def test_an_invitation_is_sent_again_and_withdrawn(client, administrator):
    person, _ = build.invited()
    _post(client, "invite-again", person.pk)
    assert person.invitations.count() == 2
    waiting = person.invitations.open().get()
    _post(client, "withdraw-invitation", waiting.pk)
    assert not person.invitations.open().exists()
    assert _post(client, "withdraw-invitation", waiting.pk).status_code == 409


# --- One person ------------------------------------------------------------------------------------------------------
def test_disabling_asks_first_and_enabling_too(client, administrator):
    person = build.person("Pat")
    page = client.get(reverse("manage:disable", args=[person.pk])).content.decode()
    assert "Their sessions end at once" in page
    person.refresh_from_db()
    assert person.is_active
    _post(client, "disable", person.pk)
    person.refresh_from_db()
    assert (person.is_active, person.disabled_by) == (False, administrator)
    assert "Disabled" in client.get(reverse("manage:person", args=[person.pk])).content.decode()
    _post(client, "enable", person.pk)
    person.refresh_from_db()
    assert person.is_active


def test_nobody_shuts_themselves_or_the_last_administrator_out(client, administrator):
    assert _post(client, "disable", administrator.pk).status_code == 403
    other = build.administrator()
    actions.disable(administrator, by=other)
    with pytest.raises(IllegalMove, match="only administrator"):
        actions.end_post(other.posts.get(), by=other)
    with pytest.raises(IllegalMove, match="only administrator"):
        actions.disable(other, by=build.person())


def test_a_role_is_given_for_a_time_and_ended(client, administrator):
    person = build.person()
    asked = {"role": "communications", "first_day": "1", "first_month": "1", "first_year": "2025"}
    assert _post(client, "give-post", person.pk, data=asked).status_code == 302
    post = person.posts.get()
    assert (post.given_by, post.last_day) == (administrator, None)
    again = _post(client, "give-post", person.pk, data=asked)
    assert again.status_code == 409
    _post(client, "end-post", post.pk)
    assert not User.objects.get(pk=person.pk).holds(roles.Communications)
    wrong = {**asked, "last_day": "31", "last_month": "12", "last_year": "2024"}
    assert "before the first one" in _post(client, "give-post", person.pk, data=wrong).content.decode()


def test_a_tie_is_declared_and_taken_off(client, administrator):
    build.registers()
    person, body = build.person(), Organisation.objects.get(kind="council", areas__slug="fife")
    _post(client, "declare-tie", person.pk, data={"organisation": body.pk, "reason": "worked there until 2024"})
    tie = person.ties.get()
    assert "worked there until 2024" in client.get(reverse("manage:person", args=[person.pk])).content.decode()
    _post(client, "end-tie", tie.pk)
    assert not person.ties.exists()


def test_details_are_changed(client, administrator):
    person = build.person()
    _post(client, "person-details", person.pk, data={"name": "Changed Name", "job_title": "Boss"})
    person.refresh_from_db()
    assert (person.name, person.job_title) == ("Changed Name", "Boss")


def test_one_changes_ones_own_details_and_nothing_else(client):
    person = build.person()
    client.force_login(person)
    client.post(reverse("account-details"), {"name": "Mine", "email": "other@example.org", "disabled_at": "2026-01-01"})
    before = person.email
    person.refresh_from_db()
    assert (person.name, person.email, person.disabled_at) == ("Mine", before, None)
    assert "Enter your name" in client.post(reverse("account-details"), {"name": ""}).content.decode()


@pytest.mark.parametrize("name", ["index", "people", "people-csv", "invite", "organisations", "areas"])
def test_other_people_find_nothing_here(client, name):
    client.force_login(build.posted(roles.Communications))
    assert client.get(reverse(f"manage:{name}")).status_code == 404


# --- Registers -------------------------------------------------------------------------------------------------------
def test_organisations_are_found_and_put_right_and_the_history_keeps_the_rest(client, administrator):
    build.registers()
    page = client.get(reverse("manage:organisations"), {"q": "custody scotland"})
    (body,) = page.context["page"].object_list
    assert body.code == "icvs"
    right = {"name": "Independent Custody Visitors", "short_name": "ICVS", "website": "https://ICVS.org.uk/"}
    _post(client, "organisation", body.pk, data=right)
    body.refresh_from_db()
    assert (body.name, body.website) == ("Independent Custody Visitors", "icvs.org.uk")
    from accounts import speaking

    with speaking.as_service():
        assert body.events.count() == 2


def test_an_old_code_finds_a_board(client, administrator):
    build.registers()
    page = client.get(reverse("manage:organisations"), {"q": "S08000018"})
    assert [body.name for body in page.context["page"]] == ["NHS Fife"]


def test_an_area_is_renamed_and_keeps_its_codes(client, administrator):
    build.registers()
    area = Area.objects.get(slug="na-h-eileanan-siar")
    _post(client, "area", area.pk, data={"name": "Western Isles"})
    area.refresh_from_db()
    assert (area.name, area.code) == ("Western Isles", "S12000013")
    assert _post(client, "area", area.pk, data={"name": "Fife"}).status_code == 200


def test_lists_of_the_registers_cost_the_same_however_long(client, administrator):
    build.registers()
    client.get(reverse("manage:organisations"))
    costs = []
    for query in ({"q": "Fife Council"}, {}):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("manage:organisations"), query)
        costs.append(len(queries))
    assert costs[0] == costs[1]
