"""What was changed, who looked, how the portal is: for those who may know."""

import csv
import datetime
import io

import pghistory
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import actions, roles, speaking
from accounts.models import Organisation, User
from audit import changes, looks, status, told
from audit.models import Horizon, Look, Seal, TaskRun
from notifications.models import Delivery
from tests.build import accounts as build
from tests.build import inspections as returns
from tests.build import notifications as letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def governor(client):
    made = build.posted(roles.InformationGovernance, name="Gordon Governor")
    client.force_login(made)
    client.get(reverse("account"))
    return made


def _cost(client, address, query=None) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, query or {}).status_code == 200
    return len([one for one in queries if "SAVEPOINT" not in one["sql"]])


def _shown(client, **query):
    return client.get(reverse("audit:changes"), query).context["page"].changes


# --- What was changed ------------------------------------------------------------------------------------------------
def test_a_change_is_told_in_words_with_who_and_from_what_to_what(client, governor):
    build.registers()
    moray = Organisation.objects.get(kind="council", areas__slug="moray")
    person = build.person("Old Name")
    administrator = build.administrator(name="Ada Ministrator")
    with pghistory.context(user=administrator.pk, url="/manage/people/1/"):
        User.objects.filter(pk=person.pk).update(name="New Name", organisation=moray)

    change = _shown(client, kind="accounts.user")[0]

    assert (change.done, change.subject, change.who) == ("Changed", "New Name", "Ada Ministrator")
    assert {(one.what, one.was, one.now) for one in change.differences} == {
        ("Name", "Old Name", "New Name"),
        ("Organisation", "", "The Moray Council"),
    }
    page = client.get(reverse("audit:changes"), {"kind": "accounts.user"}).content.decode()
    assert "<del>Old Name</del>" in page


def test_a_row_without_a_name_is_never_called_by_whoever_did_something_to_it(client, governor):
    scene = returns.scene()
    scene.send()
    subjects = {change.subject for change in _shown(client, kind="inspections.submission")}
    assert subjects
    assert scene.coordinator.name not in subjects


def test_no_field_is_told_by_the_name_that_the_code_gives_it(client, governor):
    scene = returns.scene()
    scene.send()
    of_a_version = _shown(client, kind="inspections.submission")
    said = {one.what: one.now for each in of_a_version for one in each.differences}
    assert {"Return", "Sent on", "Sent by", "Late"} <= set(said)
    with speaking.as_service():
        assert said["Partnership taking part"] == f"{scene.participation}, {scene.programme.short_title}"
    assert said["Sent by"] == scene.coordinator.name


def test_lists_and_tables_among_the_values_are_told_in_words(client, governor):
    programme = returns.scene().programme
    with pghistory.context(user=governor.pk):
        type(programme).objects.filter(pk=programme.pk).update(
            questions=[{"text": "How well led?", "official": True}], uses=["visits", "interviews"]
        )
    said = {one.what: one.now for one in _shown(client, kind="programmes.programme")[0].differences}
    assert said["Questions"] == "How well led? (official: yes)"
    assert said["What it uses"] == "visits; interviews"


def test_a_request_writes_who_did_it(client):
    administrator, person = build.administrator(name="Ada Ministrator"), build.person("Pat")
    client.force_login(administrator)
    client.post(reverse("manage:disable", args=[person.pk]))
    change = _shown(client, kind="accounts.user", subject=person.pk)[0]
    assert change.who == "Ada Ministrator"
    assert "Account closed on" in {one.what for one in change.differences}


def test_what_was_removed_stays_in_the_trail(client, governor):
    build.registers()
    person = build.person("Tilda Tied")
    tie = actions.declare_tie(person, Organisation.objects.get(code="hmics"), "worked there", by=governor)
    actions.end_tie(tie, by=governor)
    removed = _shown(client, kind="accounts.tie")[0]
    assert (removed.done, removed.who) == ("Removed", "the portal itself")
    assert ("Reason", "worked there", "") in {(one.what, one.was, one.now) for one in removed.differences}


def test_changes_are_found_by_what_who_and_when(client, governor):
    actor, person = build.person("Una Actor"), build.person("Pat")
    with pghistory.context(user=actor.pk):
        User.objects.filter(pk=person.pk).update(phone="1")
    today = timezone.localdate()
    days = {"first_day": today.day, "first_month": today.month, "first_year": today.year}
    assert [one.who for one in _shown(client, who="una act")] == ["Una Actor"]
    assert _shown(client, who="nobody at all") == []
    assert _shown(client, kind="accounts.user", **days)
    yesterday = today - datetime.timedelta(days=1)
    before = {"last_day": yesterday.day, "last_month": yesterday.month, "last_year": yesterday.year}
    assert _shown(client, **before) == []
    assert {one.kind for one in _shown(client, kind="accounts.post")} == {"Post"}


def test_what_people_did_comes_first_and_what_the_portal_did_by_itself_on_request(client, governor):
    actor = build.person("Una Actor")
    notice = letters.letter(governor)
    User.objects.filter(pk=actor.pk).update(phone="1")
    with pghistory.context(user=actor.pk):
        User.objects.filter(pk=actor.pk).update(phone="2")
        with speaking.as_service():
            Delivery.objects.filter(notice=notice).update(answer="noted")
    assert [one.who for one in _shown(client)] == ["Una Actor"]
    everything = _shown(client, kind="everything")
    assert {"User", "Delivery"} <= {one.kind for one in everything}
    assert "the portal itself" in {one.who for one in everything}
    assert {one.kind for one in _shown(client, kind="notifications.delivery")} == {"Delivery"}


def test_where_nobody_has_changed_anything_the_page_says_so_and_shows_the_rest(client, governor):
    client.force_login(governor)
    page = client.get(reverse("audit:changes")).content.decode()
    assert "Nobody has changed anything yet" in page
    assert 'href="?kind=everything"' in page
    assert "No change fits these filters" in client.get(reverse("audit:changes"), {"who": "nobody"}).content.decode()


def test_pages_of_changes_follow_each_other_without_a_gap(client, governor):
    for number in range(120):
        User.objects.filter(pk=governor.pk).update(phone=str(number))
    seen, place = [], ""
    for _ in range(10):
        page = client.get(reverse("audit:changes"), {"kind": "everything", "before": place}).context["page"]
        seen += [(one.at, one.subject, tuple(d.now for d in one.differences)) for one in page.changes]
        place = page.older
        if not place:
            break
    with speaking.as_service():
        everything = sum(model.objects.count() for model in changes.history_models())
    assert len(seen) == everything >= 120
    assert _shown(client, kind="everything", before="nonsense")


def test_a_page_of_changes_costs_the_same_however_much_there_is(client, governor):
    User.objects.filter(pk=governor.pk).update(phone="x")
    query = {"kind": "accounts.user"}
    _cost(client, reverse("audit:changes"), query)
    few = _cost(client, reverse("audit:changes"), query)
    User.objects.bulk_create(User(email=f"x{number}@example.org", name="X", password="!") for number in range(1000))
    User.objects.update(job_title="Y")
    assert _cost(client, reverse("audit:changes"), query) == few <= 14


def test_the_names_of_all_rows_that_a_page_mentions_are_asked_in_one_question(client, governor):
    build.registers()
    moray = Organisation.objects.get(kind="council", areas__slug="moray")
    with pghistory.context(user=governor.pk, url="/manage/people/"):
        build.administrator(name="Ada Ministrator", organisation=moray)
    with CaptureQueriesContext(connection) as queries:
        told_of = _shown(client)
    assert {one.subject for one in told_of} == {"Ada Ministrator"}
    assert "The Moray Council" in {difference.now for one in told_of for difference in one.differences}
    asked = [one["sql"] for one in queries if any(f"'{of._meta.label}'" in one["sql"] for of in (User, Organisation))]
    assert len(asked) == 1
    assert all(f"'{of._meta.label}'" in asked[0] for of in (User, Organisation))


def test_a_long_text_is_shown_by_its_beginning():
    field = User._meta.get_field("name")
    words = told.value(User, field, "x" * 1000, None)
    assert len(words) < 400
    assert "1,000 characters" in words


# --- Who looked ------------------------------------------------------------------------------------------------------
@pytest.fixture
def looked():
    person = build.person("Ivor Inspector")
    with speaking.as_person(person):
        looks.record(person, "submission", 1, "Return of Moray", address="/returns/1/")
        looks.record(person, "letter", 2, "=Letter()")
    return person


def test_who_looked_is_shown_found_and_saved(client, governor, looked):
    page = client.get(reverse("audit:looks")).content.decode()
    assert "Return of Moray" in page
    assert "Ivor Inspector" in page
    found = client.get(reverse("audit:looks"), {"kind": "letter", "who": "ivor"}).context["page"].object_list
    assert [look.title for look in found] == ["=Letter()"]
    rows = list(csv.reader(io.StringIO(client.get(reverse("audit:looks-csv")).content.decode("utf-8-sig"))))
    assert rows[1][5] == "'=Letter()"


def test_a_thousand_looks_cost_as_many_queries_as_one(client, governor, looked):
    _cost(client, reverse("audit:looks"))
    few = _cost(client, reverse("audit:looks"))
    with speaking.as_service():
        Look.objects.bulk_create(
            Look(person=looked, kind="letter", subject_id=number, title="L") for number in range(10, 1010)
        )
    assert _cost(client, reverse("audit:looks")) == few <= 12


@pytest.mark.parametrize("name", ["audit:changes", "audit:looks", "audit:looks-csv", "audit:status"])
@pytest.mark.parametrize("role", [None, roles.Communications, roles.PanelMember])
def test_others_find_nothing_here(client, name, role):
    client.force_login(build.posted(role) if role else build.person())
    assert client.get(reverse(name)).status_code == 404


def test_the_database_hides_the_trail_even_where_the_page_would_not(client, monkeypatch, looked):
    client.force_login(build.posted(roles.Communications))
    monkeypatch.setattr("audit.views.signed_in", None)
    from audit import views

    bare = {name: getattr(views, name).__wrapped__ for name in ("changes", "looks")}
    with speaking.as_person(build.posted(roles.Communications)):
        assert not Look.objects.exists()
        assert changes.newest(changes.Wanted(), length=50).changes == []
    assert bare


# --- How the portal is -----------------------------------------------------------------------------------------------
def test_the_status_page_says_what_is_wrong_and_when_each_task_last_ran(client, monkeypatch):
    client.force_login(build.administrator())
    monkeypatch.setattr(status, "_questions", [])
    status.line("Teapot", order=1)(lambda: status.wrong("It is cold.", link="/tea/"))
    status.line("Kettle", order=2)(lambda: status.ok("It boils."))
    now = timezone.now()
    with speaking.as_service():
        TaskRun.objects.create(name="Seal the audit trail", began_at=now, ended_at=now, runs=1, did="12 rows sealed")
    MigrationRecorder.Migration.objects.update(applied=now)
    page = client.get(reverse("audit:status"))
    text = page.content.decode()
    assert "1 thing is wrong" in text
    assert "It is cold." in text
    assert "12 rows sealed" in text
    late = {task.name: task.is_late for task in page.context["tasks"] if task.seconds}
    assert late.pop("Seal the audit trail") is False
    # What has not run since the portal was set up, a moment ago, is not late for it yet.
    assert not any(late.values())
    assert text.count("Not due yet") == len(late)
    MigrationRecorder.Migration.objects.update(applied=now - datetime.timedelta(days=40))
    page = client.get(reverse("audit:status"))
    late = {task.name: task.is_late for task in page.context["tasks"] if task.seconds}
    assert late.pop("Seal the audit trail") is False
    assert all(late.values())


def test_every_ticked_task_says_when_it_ran():
    from importlib.util import find_spec

    from audit import task_runs

    silent = [task.name for task in task_runs.expected() if "." in task.name]
    assert not [name for name in silent if find_spec(name.rpartition(".")[0])], "these lack @recorded"


def test_every_line_of_the_status_page_can_be_asked():
    shown = {line.title: line for line in status.lines()}
    assert not [line for line in shown.values() if "could not be found out" in line.sentence]
    assert shown["Database role"].state == status.OK
    assert shown["Migrations"].state == status.OK


def test_a_migration_that_waits_is_seen_although_none_waited_before():
    from audit import status_lines

    assert status_lines.migrations_that_wait() == []
    newest = MigrationRecorder.Migration.objects.filter(app="audit").latest("name")
    MigrationRecorder(connection).record_unapplied(newest.app, newest.name)
    assert status_lines.migrations_that_wait() == [f"audit.{newest.name}"]
    MigrationRecorder(connection).record_applied(newest.app, newest.name)
    assert status_lines.migrations_that_wait() == []


def test_the_newest_seal_is_told_and_so_is_what_could_not_be_sealed_for_long():
    from audit import status_lines

    with speaking.as_service():
        assert status_lines.audit_trail().sentence == "Nothing has been sealed yet."
        for number, digest in enumerate(("a" * 64, "b" * 64)):
            Seal.objects.create(
                table="x", first_row=number, last_row=number, rows=1, columns=["id"], marks=b"", digest=digest,
                previous=str(number), sealed_at=timezone.now() - datetime.timedelta(hours=3 - number),
            )  # fmt: skip
        line = status_lines.audit_trail()
        assert (line.state, line.sentence[:45]) == (status.OK, "Newest seal 2\xa0hours ago, bbbbbbbbbbbbbbbb… “m")
        for table, minutes in (("x", 5), ("y", 20)):
            noticed = timezone.now() - datetime.timedelta(minutes=minutes)
            Horizon.objects.create(table=table, last_row=1, transaction=1, noticed_at=noticed)
        line = status_lines.audit_trail()
        assert line.state == status.LOOK
        assert line.sentence.startswith("Nothing could be sealed for 20\xa0minutes")


def test_redis_that_is_down_is_said(settings):
    from audit import status_lines

    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert status_lines.redis().state == status.WRONG
