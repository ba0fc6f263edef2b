"""What the database itself refuses: to show a stranger anything, and to change what was sent."""

import pytest
from django.db import DatabaseError, IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from accounts import roles, speaking
from inspections.models import Extension, Message, Return, SetAsideNote, Submission, SubmittedDocument
from tests.build import inspections as build

pytestmark = pytest.mark.django_db
Status = Submission.Status


@pytest.fixture
def sent():
    """A return that was sent, with one document."""
    of = build.return_()
    who = build.seat(of.participation)
    with speaking.as_service():
        submission = Submission.objects.create(
            of=of, participation=of.participation, number=1, started_by=who, note="As it was."
        )
        document = SubmittedDocument.objects.create(
            submission=submission,
            participation=of.participation,
            asked_document=of.ask.documents.first(),
            file=build.stored(of.participation),
            sha256="a" * 64,
            added_by=who,
        )
        submission.move_to(Status.SENT, sent_by=who, sent_at=timezone.now())
    return submission, document


def everything_of(participation):
    tables = [Return, Submission, SubmittedDocument, SetAsideNote, Message, Extension]
    return [table.objects.filter(participation=participation).count() for table in tables]


def fill(submission, who):
    """One row in each table that a partnership's people write to."""
    of = submission.of
    with speaking.as_service():
        Message.objects.create(
            of=of,
            submission=submission,
            participation=of.participation,
            kind="query",
            from_scrutiny=True,
            author=who,
            text="Which year is this?",
        )
        SetAsideNote.objects.create(submission=submission, participation=of.participation, text="x", set_aside_by=who)
        Extension.objects.create(
            of=of,
            participation=of.participation,
            was_due=timezone.localdate(),
            until=timezone.localdate(),
            reason="Leave",
            asked_by=who,
        )


@pytest.mark.parametrize("role", [roles.ChiefOfficer, roles.Coordinator, roles.Contributor, roles.Viewer])
def test_a_partnerships_people_see_its_rows_and_nobody_elses(sent, role):
    submission, _ = sent
    insider = build.seat(submission.participation, role, standing="deputy")
    stranger = build.seat(build.participation(submission.of.ask.programme), role)
    fill(submission, insider)
    with speaking.as_person(insider):
        assert everything_of(submission.participation) == [1] * 6
    with speaking.as_person(stranger):
        assert everything_of(submission.participation) == [0] * 6


@pytest.mark.parametrize("role", [roles.Lead, roles.Inspector, roles.AssociateAssessor, roles.SupportOfficer])
def test_a_team_sees_its_programme_and_no_other(sent, role):
    submission, _ = sent
    with speaking.as_person(build.team(submission.of.ask.programme, role)):
        assert everything_of(submission.participation)[0] == 1
    with speaking.as_person(build.team(build.programme(), role)):
        assert everything_of(submission.participation) == [0] * 6


def test_an_inspector_who_comes_from_the_council_sees_nothing_of_it(sent):
    submission, _ = sent
    council = submission.participation.partnership.organisations.first()
    inspector = build.team(submission.of.ask.programme, who=build.person(organisation=council))
    with speaking.as_person(inspector):
        assert everything_of(submission.participation) == [0] * 6


def test_nobody_sees_anything(sent):
    assert everything_of(sent[0].participation) == [0] * 6


def test_nobody_writes_into_somebody_elses_return(sent):
    submission, _ = sent
    mine = build.return_(of=build.participation(submission.of.ask.programme))
    intruder = build.seat(mine.participation)
    with pytest.raises(DatabaseError, match="row-level security"), speaking.as_person(intruder):
        Message.objects.create(
            of=submission.of,
            submission=submission,
            participation=submission.participation,
            kind="answer",
            from_scrutiny=False,
            author=intruder,
            text="Not mine.",
        )


def test_a_row_cannot_claim_to_be_of_another_partnership_than_its_return(sent):
    submission, _ = sent
    mine = build.return_(of=build.participation(submission.of.ask.programme))
    intruder = build.seat(mine.participation)
    with pytest.raises(IntegrityError, match="keeps_to_its_partnership"), transaction.atomic():
        with speaking.as_person(intruder):
            Submission.objects.create(of=submission.of, participation=mine.participation, number=9, started_by=intruder)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# --- What was sent never changes -------------------------------------------------------------------------------------


def by_sql(statement: str):
    """Run SQL as the application might, past everything that Python says."""
    with speaking.as_service(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "note = 'Another story.'",
        "nil_reason = 'Nothing.'",
        "number = 7",
        "sent_at = now()",
        "sent_by_id = started_by_id + 0, was_late = true",
        "sent_at = NULL, sent_by_id = NULL, status = 'draft'",
    ],
)
def test_no_sql_changes_what_was_sent(sent, change):
    with pytest.raises((InternalError, IntegrityError, DatabaseError)):
        by_sql(f"UPDATE inspections_submission SET {change}")
    with speaking.as_service():
        assert Submission.objects.get().note == "As it was."


def test_no_sql_removes_what_was_sent(sent):
    with pytest.raises(InternalError, match="what_was_sent_is_never_removed|Cannot delete"):
        by_sql("DELETE FROM inspections_submission")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inspections_submitteddocument SET note = 'Another'",
        "UPDATE inspections_submitteddocument SET file_id = file_id, asked_document_id = NULL",
        "DELETE FROM inspections_submitteddocument",
        "INSERT INTO inspections_submitteddocument (submission_id, participation_id, file_id, sha256, note, added_by_id)"
        " SELECT submission_id, participation_id, file_id, 'b', '', added_by_id FROM inspections_submitteddocument",
    ],
)
def test_no_sql_changes_the_documents_of_what_was_sent(sent, statement):
    with pytest.raises(InternalError, match="only while it is being prepared"):
        by_sql(statement)


def test_the_documents_of_a_draft_may_be_changed_and_taken_out():
    of = build.return_()
    who = build.seat(of.participation)
    with speaking.as_service():
        draft = Submission.objects.create(of=of, participation=of.participation, number=1, started_by=who)
        document = SubmittedDocument.objects.create(
            submission=draft,
            participation=of.participation,
            file=build.stored(of.participation),
            sha256="a",
            added_by=who,
        )
        document.note = "Signed copy"
        document.save()
        document.delete()
        assert not draft.documents.exists()


@pytest.mark.parametrize(("was", "becomes"), [("sent", "draft"), ("sent", "awaiting sign-off"), ("superseded", "sent")])
def test_no_sql_makes_a_move_that_the_table_does_not_have(sent, was, becomes):
    submission, _ = sent
    if was != "sent":
        by_sql(f"UPDATE inspections_submission SET status = '{was}'")
    with pytest.raises((InternalError, IntegrityError)):
        by_sql(f"UPDATE inspections_submission SET status = '{becomes}'")


def test_the_database_knows_the_very_moves_that_the_table_has():
    trigger = next(t for t in Submission._meta.triggers if t.name == "a_submission_moves_as_its_table_says")
    assert set(trigger.transitions) == {(was, becomes) for was, all_ in Submission.MOVES.items() for becomes in all_}


def test_what_was_said_is_neither_changed_nor_taken_back(sent):
    submission, _ = sent
    fill(submission, submission.sent_by)
    for statement in ("UPDATE inspections_message SET text = 'Oh.'", "DELETE FROM inspections_message"):
        with pytest.raises(InternalError):
            by_sql(statement)


def test_a_return_has_one_draft_at_a_time():
    of = build.return_()
    who = build.seat(of.participation)
    with pytest.raises(IntegrityError, match="a_return_has_one_draft_at_a_time"), speaking.as_service():
        Submission.objects.create(of=of, participation=of.participation, number=1, started_by=who)
        Submission.objects.create(of=of, participation=of.participation, number=2, started_by=who)


def test_one_version_counts_at_a_time(sent):
    submission, _ = sent
    with pytest.raises(IntegrityError, match="one_version_of_a_return_counts_at_a_time"), speaking.as_service():
        second = Submission.objects.create(
            of=submission.of, participation=submission.participation, number=2, started_by=submission.sent_by
        )
        second.move_to(Status.SENT, sent_by=submission.sent_by, sent_at=timezone.now())
