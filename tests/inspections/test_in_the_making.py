"""What is not sent yet is the partnership's own, in the database itself: whoever asks, whatever the code forgets."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Tie
from audit.models import Look
from files import actions as files
from files import checking, making
from files.models import Making, StoredFile
from inspections import preparing, receipts, sending, standing
from inspections.models import Progress, SetAsideNote, Submission, SubmittedDocument
from inspections.standing import State
from notifications.models import Notice
from programmes.models import Participation, Seat
from tests.build import accounts as people
from tests.build import documents
from tests.build import files as uploads
from tests.build import inspections as build
from tests.inspections.test_pages import at, signed_in

pytestmark = pytest.mark.django_db

OWN = "participation_id IN (SELECT * FROM portal_participations())"
NOTE, ASIDE, NAME, REASON = "Nightshade note", "Mandrake text", "Dogwood.docx", "Bindweed reason"
#: Everything in which words of a draft could be read.
WORDS = (NOTE, ASIDE, "Dogwood", REASON)
UNTIL_TODAY = DateRange(date(2020, 1, 1), timezone.localdate())


@pytest.fixture
def scene():
    """A return in preparation: a note, a text beside it, and a file."""
    made = build.scene(with_letters=True, asked={"needs_sign_off": True})
    draft = made.draft()
    with speaking.as_person(made.coordinator):
        preparing.save_note(made.of, NOTE, seen=0, by=made.coordinator)
        file = uploads.upload(NAME, documents.docx(text="Dogwood"))
        (taken,) = preparing.add_documents(draft, [file], answers=made.asked[0], by=made.coordinator)
    checking.check(taken.document.file_id)
    with speaking.as_person(made.contributor):
        made.aside = preparing.save_note(made.of, ASIDE, seen=0, by=made.contributor).set_aside
    made.prepared, made.document = build.with_return(made, draft), taken.document
    return made


def settle(scene):
    with speaking.as_person(scene.coordinator):
        preparing.drop_set_aside(scene.aside, by=scene.coordinator)


def put_forward(scene) -> Submission:
    settle(scene)
    with speaking.as_person(scene.coordinator):
        return sending.put_forward(build.with_return(scene, scene.prepared), by=scene.coordinator)


def sent(scene) -> Submission:
    waiting = put_forward(scene)
    with speaking.as_person(scene.chief):
        return sending.sign_off(waiting, by=scene.chief)


def shown() -> dict[str, int]:
    """How many rows of each table the database shows to whoever is asking just now."""
    tables = (Submission, SubmittedDocument, SetAsideNote, StoredFile)
    return {table.__name__: table.objects.count() for table in tables}


NOTHING = {"Submission": 0, "SubmittedDocument": 0, "SetAsideNote": 0, "StoredFile": 0}
ALL = dict.fromkeys(NOTHING, 1)


def everybody_else(scene) -> dict:
    """People of every kind who do not sit in the partnership today."""
    council = scene.participation.partnership.organisations.first()
    tied = build.team(scene.programme)
    Tie.objects.create(person=tied, organisation=council, reason="Worked there")
    return {
        "lead": scene.lead,
        "inspector": scene.inspector,
        "support officer": scene.support,
        "associate assessor": build.team(scene.programme, roles.AssociateAssessor),
        "panel member": build.team(scene.programme, roles.PanelMember),
        "inspector with a tie": tied,
        "lead of another programme": build.team(build.programme(), roles.Lead),
        "administrator": people.administrator(),
        "information governance": people.posted(roles.InformationGovernance),
        "co-ordinator of another partnership": build.seat(build.participation(scene.programme)),
        "chief officer of another partnership": build.seat(build.participation(scene.programme), roles.ChiefOfficer),
        "nominee": build.seat(scene.participation, status=Seat.Status.OFFERED, answered_at=None),
        "former contributor": build.seat(scene.participation, roles.Contributor, period=UNTIL_TODAY),
        "stranger": build.person(),
    }


# --- Who sees it -----------------------------------------------------------------------------------------------------


def test_whoever_sits_in_the_partnership_sees_it(scene):
    for who in (scene.chief, scene.coordinator, scene.contributor, scene.viewer):
        with speaking.as_person(who):
            assert shown() == ALL, who


@pytest.mark.parametrize("role", [roles.ChiefOfficer, roles.Coordinator, roles.Contributor])
@pytest.mark.parametrize("standing_in", [Seat.Standing.DEPUTY, Seat.Standing.COVER])
def test_a_deputy_and_whoever_covers_see_it_too_and_not_that_of_another_partnership(scene, role, standing_in):
    with speaking.as_person(build.seat(scene.participation, role, standing=standing_in)):
        assert shown() == ALL
    with speaking.as_person(build.seat(build.participation(scene.programme), role, standing=standing_in)):
        assert shown() == NOTHING


def test_nobody_else_does(scene):
    for kind, who in everybody_else(scene).items():
        with speaking.as_person(who):
            assert shown() == NOTHING, kind
    assert shown() == NOTHING


def test_whoever_has_left_no_longer_sees_even_what_they_put_in(scene):
    with speaking.as_service():
        Seat.objects.filter(person=scene.coordinator).update(period=UNTIL_TODAY)
    with speaking.as_person(scene.coordinator):
        assert shown() == NOTHING


def test_while_it_waits_for_sign_off_the_chief_officer_sees_it_and_the_team_does_not(scene):
    put_forward(scene)
    with speaking.as_person(scene.chief):
        assert shown() == {**ALL, "SetAsideNote": 0}
    for who in (scene.lead, people.administrator()):
        with speaking.as_person(who):
            assert shown() == NOTHING


def test_from_the_moment_it_is_sent_the_team_sees_it(scene):
    sent(scene)
    for who in (scene.lead, scene.inspector, scene.support, people.administrator()):
        with speaking.as_person(who):
            assert shown() == {**ALL, "SetAsideNote": 0}
    with speaking.as_person(build.seat(build.participation(scene.programme))):
        assert shown() == NOTHING


def test_a_text_that_was_set_aside_stays_inside_when_the_return_is_sent(scene):
    sent(scene)
    with speaking.as_person(scene.contributor):
        assert not preparing.save_note(scene.of, ASIDE, seen=0, by=scene.contributor).is_saved
        assert shown() == ALL
    with speaking.as_person(scene.lead):
        assert shown()["SetAsideNote"] == 0


def test_a_correction_is_hidden_beside_the_version_that_was_sent(scene):
    first = sent(scene)
    with speaking.as_person(scene.coordinator):
        draft = build.with_return(scene, preparing.start_draft(scene.of, by=scene.coordinator))
        file = uploads.upload("New.docx", documents.docx(text="New"))
        (added,) = preparing.add_documents(draft, [file], answers=scene.asked[1], by=scene.coordinator)
    with speaking.as_person(scene.lead):
        assert list(Submission.objects.all()) == [first]
        assert list(SubmittedDocument.objects.all()) == [scene.document]
        # The first version's file is in both.
        assert [file.pk for file in StoredFile.objects.all()] == [scene.document.file_id]
    with speaking.as_person(scene.viewer):
        assert StoredFile.objects.filter(pk=added.document.file_id).exists()


def test_the_code_shows_of_a_draft_exactly_what_the_wall_does(scene):
    for who in [*everybody_else(scene).values(), scene.coordinator, scene.viewer, scene.chief]:
        with speaking.as_person(who):
            for table in (Submission, SubmittedDocument):
                assert set(table.objects.visible_to(who)) == set(table.objects.all()), (who, table)


def test_the_seats_that_count_are_the_same_in_python_and_in_sql(scene):
    for who in [*everybody_else(scene).values(), scene.coordinator]:
        with speaking.as_person(who), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM portal_participations_sat_in()")
            assert {pk for (pk,) in cursor.fetchall()} == {each.pk for each in Participation.objects.sat_in_by(who)}, (
                who
            )


# --- Each of these checks can fail -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "weaker", "seen"),
    [
        # Documents and files are asked of the submission, so its wall opens theirs.
        ("inspections_submission", OWN, {**ALL, "SetAsideNote": 0}),
        ("inspections_submitteddocument", OWN, {**NOTHING, "SubmittedDocument": 1, "StoredFile": 1}),
        ("inspections_setasidenote", OWN, {**NOTHING, "SetAsideNote": 1}),
    ],
)
def test_a_wall_that_knows_no_drafts_is_found(scene, table, weaker, seen):
    weaken(table, "app_reads", weaker)
    with speaking.as_person(scene.lead):
        assert shown() == seen


def test_a_wall_around_files_that_knows_no_drafts_is_found(scene):
    weaken("files_storedfile", "those_who_see_what_it_went_with", OWN.replace("_id", "_ref"))
    with speaking.as_person(scene.lead):
        assert shown() == {**NOTHING, "StoredFile": 1}


def weaken(table: str, policy: str, reads: str) -> None:
    """As the walls stood before they knew what is in the making."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET ROLE portal_owner")
        cursor.execute(f"ALTER POLICY {policy} ON {table} USING ((SELECT portal_is_service()) OR ({reads}))")
        cursor.execute("SET ROLE portal_app")


# --- Who writes ------------------------------------------------------------------------------------------------------


def test_the_team_changes_nothing_in_it(scene):
    for who in (scene.lead, people.administrator()):
        with speaking.as_person(who):
            assert Submission.objects.filter(pk=scene.prepared.pk).update(note="Ours now.") == 0
            assert SubmittedDocument.objects.filter(pk=scene.document.pk).delete()[0] == 0
            assert SetAsideNote.objects.filter(pk=scene.aside.pk).update(text="Ours now.") == 0
            assert StoredFile.objects.filter(pk=scene.document.file_id).update(held_because="Ours now.") == 0
        with pytest.raises(DatabaseError, match="row-level security"), speaking.as_person(who):
            Submission.objects.create(of=scene.of, participation=scene.participation, number=9, started_by=who)


def test_whoever_puts_the_number_of_anothers_file_into_a_return_of_their_own_does_not_get_it(scene):
    other = build.scene_in(scene.programme)
    draft = other.draft()
    with speaking.as_person(other.coordinator):
        SubmittedDocument.objects.create(
            submission=draft,
            participation=other.participation,
            file_id=scene.document.file_id,
            sha256="0" * 64,
            added_by=other.coordinator,
        )
        assert not StoredFile.objects.exists()


# --- What the team is told all the same ------------------------------------------------------------------------------


def test_the_team_knows_that_it_is_there_and_how_far_it_is(scene):
    for who in (scene.lead, scene.support, people.administrator()):
        with speaking.as_person(who):
            stands = standing.standing(scene.of)
            assert (stands.state, stands.draft_id) == (State.IN_PROGRESS, scene.prepared.pk)
            assert (stands.documents_in, stands.documents_asked, stands.files) == (1, 2, 1)
    put_forward(scene)
    with speaking.as_person(scene.lead):
        assert standing.standing(scene.of).state == State.SIGN_OFF


def test_whoever_asks_is_told_the_same_of_how_far_it_is(scene):
    found = []
    for who in (scene.lead, scene.coordinator, scene.viewer):
        with speaking.as_person(who):
            found.append(standing.standing(scene.of))
    with speaking.as_service():
        found.append(standing.standing(scene.of))
    assert found == [found[0]] * 4


def test_progress_holds_nothing_that_a_partnership_wrote():
    """What a return is called and asked for is ours; of a version it has numbers, its status and its moments."""
    assert {field.attname for field in Progress._meta.concrete_fields} == {
        "of_id", "participation_id", "programme_id", "ask_id", "milestone_id", "reference", "partnership_name",
        "ask_title", "ask_position", "documents_asked", "is_asked", "takes_late", "awaits_notice", "current_id",
        "current_number", "current_status", "sent_at", "was_late", "is_nil", "accepted_at", "draft_id", "draft_number",
        "draft_status", "extension_id", "last_word_is_ours", "documents_in", "files",
    }  # fmt: skip


def test_progress_is_known_to_those_who_see_the_return(scene):
    may_know = {"lead", "inspector", "support officer", "associate assessor", "administrator"}
    for kind, who in everybody_else(scene).items():
        with speaking.as_person(who):
            assert Progress.objects.exists() == (kind in may_know), kind
    assert not Progress.objects.exists()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE inspections_progress SET draft_status = 'sent'", "DELETE FROM inspections_progress"],
)
def test_nobody_writes_through_progress(scene, statement):
    for speaks in (lambda: speaking.as_person(scene.coordinator), speaking.as_service):
        with (
            pytest.raises(DatabaseError, match="permission denied|cannot (update|delete from) view"),
            speaks(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_condition_of_the_asker_sees_no_row_before_the_view_has_let_it_through(scene):
    """Without the barrier PostgreSQL may try a cheap condition first, and its error would tell the number."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_owner")
        cursor.execute(
            "CREATE FUNCTION portal_blabs(number smallint) RETURNS boolean LANGUAGE plpgsql COST 0.0001"
            " AS $$ BEGIN RAISE EXCEPTION 'It is number %', number; END $$"
        )
        cursor.execute("SET ROLE portal_app")
    with speaking.as_person(build.person()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inspections_progress WHERE portal_blabs(draft_number)")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("address", ["reading", "reading-csv", "reading-excel"])
def test_lists_and_exports_count_it_and_say_nothing_of_it(scene, address):
    with speaking.as_person(scene.chief):
        sending.send_back(put_forward(scene), reason=REASON, by=scene.chief)
    for who in (scene.lead, scene.support, people.administrator()):
        response = signed_in(who).get(reverse(f"inspections:{address}", args=[scene.programme.slug]))
        content = unpacked(response)
        assert response.status_code == 200
        assert "In progress" in content
        assert not [each for each in WORDS if each in content]


def unpacked(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode()


# --- By other ways ---------------------------------------------------------------------------------------------------


def test_its_file_is_not_reached_by_its_key(scene):
    with speaking.as_service():
        file = StoredFile.objects.get(pk=scene.document.file_id)
    assert default_storage.exists(file.key)
    client = signed_in(scene.lead)
    for address in (f"/{file.key}", f"/files/{file.key}", f"/media/{file.key}", scene.document.get_absolute_url()):
        assert client.get(address).status_code == 404
    with speaking.as_person(scene.lead), pytest.raises(StoredFile.DoesNotExist):
        StoredFile.objects.get(key=file.key)


def test_there_is_no_receipt_of_it_as_a_page_or_as_a_document(scene):
    client = signed_in(scene.lead)
    assert client.get(at(scene, "receipt", 1)).status_code == 404
    assert client.post(at(scene, "receipt-pdf", 1)).status_code == 404
    # Even where somebody had got as far as asking for one: a worker, who sees drafts, makes none.
    with speaking.as_service():
        asked = files.ask_for("receipt", scene.prepared, by=scene.lead, participation_ref=scene.participation.pk)
    with pytest.raises(Submission.DoesNotExist), speaking.as_service():
        receipts.receipt(scene.prepared.pk)
    while making.make(asked.pk) != "failed":
        pass
    for name in ("document", "document_file"):
        assert client.get(reverse(name, args=[asked.pk])).status_code == 404
    with speaking.as_service():
        assert Making.objects.get(pk=asked.pk).result is None


def test_the_trail_tells_that_something_was_written_and_not_what(scene):
    with speaking.as_person(scene.chief):
        sending.send_back(put_forward(scene), reason=REASON, by=scene.chief)
    with speaking.as_person(scene.coordinator):
        SubmittedDocument.objects.filter(pk=scene.document.pk).delete()
        waiting = sending.make_nil_return(scene.of, reason="Hellebore nil", by=scene.coordinator)
    assert not waiting.is_sent_out
    for who in (people.administrator(), people.posted(roles.InformationGovernance)):
        client = signed_in(who)
        for kind in ("files.storedfile", "inspections.submission", ""):
            page = client.get(reverse("audit:changes"), {"kind": kind}).content.decode()
            assert not [each for each in (*WORDS, "Hellebore") if each in page], (who, kind)
        one = client.get(reverse("audit:changes"), {"kind": "files.storedfile", "subject": scene.document.file_id})
        assert f"File {scene.document.file_id}" in one.content.decode()


def test_the_trail_calls_a_file_by_its_name_for_those_who_may_see_it(scene):
    sent(scene)
    query = {"kind": "files.storedfile", "subject": scene.document.file_id}
    seen = signed_in(people.administrator()).get(reverse("audit:changes"), query).content.decode()
    assert "Dogwood" in seen
    governance = signed_in(people.posted(roles.InformationGovernance))
    assert "Dogwood" not in governance.get(reverse("audit:changes"), query).content.decode()


def test_an_access_record_of_it_names_no_file(scene):
    insider = signed_in(scene.viewer)
    assert insider.get(scene.document.get_absolute_url()).status_code == 200
    assert insider.get(at(scene)).status_code == 200
    with speaking.as_service():
        titles = list(Look.objects.filter(person=scene.viewer).values_list("title", flat=True))
    assert len(titles) == 2
    assert not [each for each in WORDS if each in " ".join(titles)]
    page = signed_in(people.administrator()).get(reverse("audit:looks")).content.decode()
    assert f"Document {scene.document.pk}, not sent yet" in page
    sent(scene)
    assert signed_in(scene.lead).get(scene.document.get_absolute_url()).status_code == 200
    with speaking.as_service():
        assert "Dogwood" in Look.objects.get(person=scene.lead, kind="document").title


def test_no_letter_that_the_team_may_read_tells_what_is_in_it(scene, monkeypatch):
    """Leads and support officers see to the e-mails about letters, and may read the letters."""
    with speaking.as_person(scene.chief):
        sending.send_back(put_forward(scene), reason=REASON, by=scene.chief)
    monkeypatch.setattr(checking.clamd, "is_configured", lambda: True)
    monkeypatch.setattr(checking.clamd, "scan", lambda content: "Dogwood-virus")
    with speaking.as_person(scene.coordinator):
        draft = build.with_return(scene, scene.prepared)
        late = uploads.upload("Dogwood late.docx", documents.docx(text="late"))
        (taken,) = preparing.add_documents(draft, [late], answers=scene.asked[1], by=scene.coordinator)
        sending.put_forward(build.with_return(scene, draft), by=scene.coordinator)
    assert checking.check(taken.document.file_id) == "refused"
    with speaking.as_person(scene.lead):
        letters = list(Notice.objects.filter(participation_ref=scene.participation.pk))
    assert {letter.title.partition(" for")[0] for letter in letters} >= {"A file", "Back"}
    for letter in letters:
        assert not [each for each in WORDS if each in f"{letter.title} {letter.body_html}"], letter.title


def test_work_without_a_person_goes_on(scene):
    """A worker checks, reads again and refuses what is in the making."""
    with speaking.as_person(scene.coordinator):
        draft = build.with_return(scene, scene.prepared)
        (taken,) = preparing.add_documents(
            draft, [uploads.upload("Later.docx", documents.docx(text="Later"))], by=scene.coordinator
        )
    assert checking.check(taken.document.file_id) == "clean"
    assert checking.verify(taken.document.file_id)
