"""The plan of letters tells one truth: what goes by its day, what an event sends, and what the portal cannot send."""

import shutil
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import roles, speaking
from notifications.models import Notice
from programmes import letter_causes, letter_plan, tick
from programmes.definition_files import FOLDER, read, slugs
from programmes.letter_causes import Cause
from programmes.letter_plan import Standing
from programmes.models import Participation, Programme
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    made = build.programme(day_one=build.working_day(), areas=2, letters_from=build.working_day())
    Programme.objects.filter(pk=made.pk).update(letters_held=False)
    for number in range(2):
        build.seated(build.participation(made, number), roles.ChiefOfficer)
    return again(made)


def again(programme):
    return Programme.objects.with_plan().select_related("lead_body").get(pk=programme.pk)


def entries(programme, day=None):
    with speaking.as_service():
        programme = again(programme)
        parts = list(letter_plan.correspondence.loaded(programme))
        return letter_plan.entries(programme, parts, day or timezone.localdate())


def standings(programme, letter, day=None):
    return [each.standing for each in entries(programme, day) if each.planned.letter == letter]


def page(client, programme):
    client.force_login(build.in_team(programme))
    return client.get(f"/work/{programme.slug}/letters/plan/").content.decode()


# --- What goes by its day --------------------------------------------------------------------------------------------


def test_a_letter_is_planned_then_due_then_sent(programme):
    assert standings(programme, "notification", programme.day_one - timedelta(days=1)) == [Standing.AHEAD] * 2
    assert standings(programme, "notification") == [Standing.OWED] * 2
    tick.keep_timetables()
    assert standings(programme, "notification") == [Standing.SENT] * 2


def test_the_page_says_how_many_it_reached(client, programme):
    tick.keep_timetables()
    text = page(client, programme)
    assert "<strong>Sent</strong> to 2 people" in text
    assert "Nothing is due today." in text


def test_a_reminder_that_nobody_needed_is_not_shown_as_missed(programme):
    for number in range(2):
        build.seated(build.participation(programme, number), roles.Coordinator)
    day = programme.timetable["notification"].ends + timedelta(days=30)
    assert set(standings(programme, "nomination-reminder", day)) == {Standing.NOT_NEEDED}


def test_a_reminder_whose_day_passed_while_nothing_ran_is_shown_as_not_sent(programme):
    day = programme.timetable["notification"].ends + timedelta(days=30)
    assert set(standings(programme, "nomination-reminder", day)) == {Standing.PASSED}


def test_a_letter_that_nobody_could_get_says_so(client):
    made = build.programme(day_one=build.working_day(), areas=1, letters_from=build.working_day())
    assert standings(made, "notification") == [Standing.NOBODY]
    assert "Nobody to send it to yet" in page(client, made)


def test_a_programme_without_partnerships_writes_to_its_team():
    made = build.programme(definition="npm-monitoring", areas=0, day_one=build.working_day())
    lead = build.in_team(made)
    Programme.objects.filter(pk=made.pk).update(letters_held=False, letters_from=made.day_one)
    [planned] = letter_plan.letters_of(made, None, made.timetable)
    tick.keep_one(made.pk, planned.on)
    tick.keep_one(made.pk, planned.on)
    with speaking.as_service():
        [letter] = Notice.objects.filter(programme_ref=made.pk)
    assert letter.recipient == lead
    assert letter.participation_ref is None
    assert letter.about_address == f"/work/{made.slug}/"


# --- What an event sends ---------------------------------------------------------------------------------------------


def test_the_day_alone_never_sends_a_publication_letter(programme):
    day = programme.timetable["publication"].starts
    assert standings(programme, "publication-notice", day) == [Standing.AT_AN_EVENT] * 2
    with speaking.as_service():
        drafts = tick.due(again(programme), day)
    assert "publication" not in {draft.letter.kind for draft in drafts}


def test_the_page_says_that_the_release_sends_it(client, programme):
    assert "Goes when the report is released" in page(client, programme)


# --- What the portal cannot send -------------------------------------------------------------------------------------


def test_what_no_room_can_send_is_not_planned_and_not_tried(client, programme, monkeypatch):
    monkeypatch.delitem(letter_causes.events, "embargo")
    written = []
    write = letter_plan.correspondence.Writer.write
    monkeypatch.setattr(
        letter_plan.correspondence.Writer,
        "write",
        lambda self, key, **rest: written.append(key) or write(self, key, **rest),
    )
    assert standings(programme, "embargo") == [Standing.CANNOT] * 2
    with speaking.as_service():
        tick.due(again(programme), programme.timetable["publication"].starts)
    assert "embargo" not in written
    text = page(client, programme)
    plan, by_hand = text.split('id="by-hand"')
    assert "An embargoed copy" not in plan.split('id="plan"')[1]
    assert "An embargoed copy" in by_hand
    assert "Named people read an embargoed copy in the portal" in by_hand


def test_it_is_planned_where_a_room_can_send_it(programme):
    assert letter_causes.events["embargo"] == "when a copy is given"
    assert standings(programme, "embargo") == [Standing.AT_AN_EVENT] * 2


def test_a_condition_that_no_room_can_tell_never_sends(monkeypatch):
    monkeypatch.delitem(letter_causes.seen_to, "facts not checked")
    assert letter_causes.cause_of("reminder", "facts not checked") is Cause.NOTHING
    assert "check the facts" in letter_causes.what_it_waits_for("reminder", "facts not checked")
    monkeypatch.setitem(letter_causes.conditions, "facts not checked", lambda participation, milestone: True)
    assert letter_causes.cause_of("reminder", "facts not checked") is Cause.DAY
    assert letter_causes.what_it_waits_for("reminder", "facts not checked") == ""


@pytest.mark.parametrize("slug", slugs())
def test_every_letter_of_a_definition_goes_or_says_what_it_waits_for(slug):
    definition = read(slug).definition
    for milestone in definition.timetable.milestones:
        for rule in milestone.letters:
            kind = definition.letter(rule.letter).kind
            cause = letter_causes.cause_of(kind, rule.only_if)
            assert bool(letter_causes.what_it_waits_for(kind, rule.only_if)) == (cause is Cause.NOTHING)


def test_the_check_names_what_waits_with_file_and_line(capsys, monkeypatch):
    monkeypatch.delitem(letter_causes.events, "embargo")
    call_command("check_programmes")
    told = capsys.readouterr().out
    assert (
        "social-work-governance/timetable.toml, line 230: “An embargoed copy” of “National review report publication” "
        "is not sent until named people read an embargoed copy in the portal." in told
    )
    assert "publication-notice" not in told


def test_a_moved_date_tells_of_letters_by_their_titles_and_of_none_that_cannot_go(client, programme, monkeypatch):
    monkeypatch.delitem(letter_causes.events, "embargo")
    client.force_login(build.in_team(programme))
    day = programme.timetable["publication"].starts + timedelta(days=14)
    answer = client.post(
        f"/work/{programme.slug}/dates/publication/",
        {f"{edge}_{part}": getattr(day, part) for edge in ("starts", "ends") for part in ("day", "month", "year")}
        | {"reason": "More time"},
    )
    text = answer.content.decode()
    assert "A report is published, to everyone in the partnership" in text
    assert "An embargoed copy" not in text


def test_a_self_evaluation_is_owed_until_its_return_is_sent():
    made = build.programme(definition="qi-6-4-self-evaluation", areas=1, day_one=build.working_day())
    part = build.participation(made)
    milestone = build.milestone(made, "submission")
    with speaking.as_service():
        assert letter_causes.conditions["self-evaluation not sent"](part, milestone)
        assert not letter_causes.conditions["self-evaluation not sent"](part, build.milestone(made, "briefing"))


# --- What a definition may say ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {'only_if = "no briefing booked"': 'only_if = "survey not shared"'},
            "“survey not shared” would hold for ever: nobody can do it while “Briefing sessions for co-ordinators” is",
        ),
        (
            {
                'gates = ["read guidance"]': 'gates = ["read guidance", "send documents"]',
                'letter = "guidance-released"': 'letter = "guidance-released"\n  only_if = "return not sent"',
            },
            "“Guidance issued” asks for no return, so “return not sent” would never hold.",
        ),
    ],
)
def test_a_condition_that_could_never_begin_or_end_is_a_mistake(tmp_path, changes, told):
    shutil.copytree(FOLDER / "social-work-governance", tmp_path / "social-work-governance")
    path = tmp_path / "social-work-governance" / "timetable.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    found = [str(finding) for finding in read("social-work-governance", tmp_path).findings]
    assert any(told in each for each in found), found


def test_a_withdrawn_partnership_is_no_longer_in_the_plan(programme):
    part = build.participation(programme)
    with speaking.as_service():
        Participation.objects.filter(pk=part.pk).update(withdrawn_at=timezone.now(), withdrawn_by=build.administrator())
    assert standings(programme, "notification") == [Standing.OWED]
