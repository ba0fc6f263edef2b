"""What people say of a report on its road and about an earlier one, while the review of it is under embargo.

The report about an area goes the whole road: a colleague reviews it, the panel meets, the partnership checks its facts. Of
the earlier report, which it judges anew, the same partnership has an improvement plan. None of these words is ever for
everybody. Each is read early by those whom it is for, at the address where it stands (``where_it_stands``).
"""

from dataclasses import dataclass, field
from datetime import timedelta
from unittest import mock

from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from accuracy import checking, response, sending
from accuracy import deciding as facts
from accuracy.models import Comment, CommentFile, FactCheck
from assurance import judging, meeting, naming, papers_printed, reviewing, scales, travelling
from assurance.models import Meeting, PeerReview
from files import checking as files
from files import making
from files.actions import ask_for
from files.models import Making
from followup import planning, updating
from followup.models import EntryFile
from reports.models import Report
from tests.build import documents
from tests.build import files as uploads
from tests.build import programmes as plan
from tests.build import reports as drafts
from tests.house.embargo.words import (
    ADMINISTRATOR,
    CHIEF,
    FOREIGN_COORDINATOR,
    GOVERNANCE,
    INSIDE,
    INSPECTOR,
    LEAD,
    OTHER_HOLDER,
    PANEL,
    word,
)

#: Where the draft is written: the team, and whoever reads every draft.
TEAM = {LEAD, INSPECTOR, ADMINISTRATOR}
#: The partnership whose facts are checked and whose plan it is. It takes part in no other programme of the stage.
PARTNERSHIP = FOREIGN_COORDINATOR
#: A partnership and the team hear each other; communications and the panel have no part in it.
BETWEEN_THEM = TEAM | {PARTNERSHIP}
#: Those who have a part in the road, and those who stand beside them.
NEAR_IT = INSIDE | BETWEEN_THEM | {CHIEF, GOVERNANCE, OTHER_HOLDER}

REVIEWED = ("remark", "reviewer")
NAMED = ("evidencenamed",)
MET = ("place", "reasons", "minutes", "condition", "metwith", "whyjudged")
#: What a member's conflict of interest is; that there is one, everybody reads who reads the draft.
DECLARED = ("conflict",)
COMMENTED = ("inquestion", "correction", "shownby", "evidencefile", "evidencebody", "whydecided", "wish", "whygiven")
PLANNED = ("action", "doer", "update", "progress", "planfile", "planbody", "answer")
PRINTED = ("printed",)
#: Who may read a word before the minute; of any word that is not in here, whoever reads the draft it stands in.
READERS = {
    word(place).lower(): frozenset(readers)
    for places, readers in (
        (REVIEWED, INSIDE),
        (NAMED, INSIDE),
        (MET, INSIDE),
        (DECLARED, {LEAD, PANEL, ADMINISTRATOR}),
        (COMMENTED, BETWEEN_THEM),
        (PLANNED, BETWEEN_THEM),
        (PRINTED, {PANEL, *BETWEEN_THEM}),
    )
    for place in places
}
#: What stands in the version that the partnership was sent.
SENT_TO_THEM = {word(place).lower() for place in ("areatitle", "areabody")}


def travelled(stage, report: Report) -> None:
    """Take a report the whole road until it is final, as those who stand on the stage would."""
    _reviewed(stage, report)
    _met(stage, report)
    _checked(stage, report)
    with speaking.as_person(stage.people[LEAD]):
        travelling.move(report, "to-final", by=stage.people[LEAD])


def _reviewed(stage, report: Report) -> None:
    lead, reviewer = stage.people[LEAD], drafts.member_of(report.programme, roles.Inspector)
    drafts.explained(report)
    with speaking.as_person(lead):
        section = report.sections.order_by("position").first()
        stage.named = naming.name(section, words=word("areabody"), text=word("evidencenamed"), by=lead)
        for question, _ in scales.questions(report.programme):
            grade = next(iter(scales.of(report.programme)))
            stage.judgement = judging.propose(report, question, grade=grade, reason=word("whyjudged"), by=lead)
        stage.review = reviewing.ask(report, reviewer=reviewer, due_on=timezone.localdate(), by=lead)
    with speaking.as_person(reviewer):
        reviewing.keep_remarks(stage.review, {"p-1-1": word("remark")})
        reviewing.conclude(stage.review, conclusion=PeerReview.Conclusion.READY, words=word("reviewer"))


def _met(stage, report: Report) -> None:
    """Four meet; one has a conflict of interest, and three decide, with a condition that is met."""
    lead, chair = stage.people[LEAD], stage.people[PANEL]
    members = [chair, *(drafts.holder_of(roles.PanelMember) for _ in range(3))]
    with speaking.as_person(lead):
        stage.meeting = meeting.call(
            report, held_at=timezone.now(), members=members, chair=chair, place=word("place"), by=lead
        )
    for member in members:
        with speaking.as_person(member):
            meeting.declare(stage.meeting, by=member, conflict=word("conflict") if member is members[-1] else "")
    with speaking.as_person(chair):
        meeting.decide(
            stage.meeting, by=chair, present=list(stage.meeting.members.all()),
            decision=Meeting.Decision.WITH_CONDITIONS, reasons=word("reasons"), minutes_taken=word("minutes"),
            conditions=[meeting.Asked(word("condition"), lead, timezone.localdate())],
        )  # fmt: skip
    with speaking.as_person(lead):
        stage.panel_version, stage.condition = stage.meeting.version, stage.meeting.conditions.get()
        meeting.meet(stage.condition, with_what=word("metwith"), by=lead)
        stage.papers_pdf = papers_printed.ask(stage.meeting, by=lead)
    _lies_ready(stage.papers_pdf)


def _checked(stage, report: Report) -> None:
    """The partnership has more time, comments with a file, and signs off; the response goes back."""
    ours, lead, by = stage.whom_it_is_about, stage.people[LEAD], stage.people[PARTNERSHIP]
    chief = plan.seated(ours, roles.ChiefOfficer)
    with speaking.as_person(lead):
        (check,) = sending.send(report, [ours], days=10, called="A draft about you", by=lead)
        stage.checked_version, parts = check.version, check.version.paragraphs()
    with speaking.as_person(by):
        wish = sending.ask_for_time(check, until=check.due_on + timedelta(days=5), reason=word("wish"), by=by)
        stage.comment = checking.begin(check, parts["p-1-1"], 0, by=by)
        said = {"kind": Comment.Kind.FACT, "in_question": word("inquestion"), "correction": word("correction")}
        stage.comment = checking.save(
            stage.comment, {**said, "evidence": word("shownby")}, seen=stage.comment.version, by=by
        )
        assert not checking.add_files(stage.comment, [_file("evidence")], by=by)
        stage.evidence = CommentFile.objects.select_related("file").get(comment=stage.comment)
    assert files.check(stage.evidence.file_id) == "clean"
    with speaking.as_person(lead):
        sending.grant(wish, until=wish.until, reason=word("whygiven"), by=lead)
    with speaking.as_person(by):
        checking.put_forward(check, seen=_edits(check), by=by)
    with speaking.as_person(chief):
        checking.sign_off(check, seen=_edits(check), by=chief)
    with speaking.as_person(lead):
        comment = Comment.objects.select_related("fact_check").get(pk=stage.comment.pk)
        facts.decide(
            comment,
            outcome="not accepted",
            reason=word("whydecided"),
            changed_text="",
            for_panel=False,
            seen=0,
            by=lead,
        )
        stage.check = FactCheck.objects.select_related("participation").get(pk=check.pk)
        facts.send_response(stage.check, by=lead)
    with speaking.as_person(by):
        stage.response_pdf = ask_for(
            response.RESPONSE, stage.check, by=by, title="Response to comments", participation_ref=ours.pk
        )
    stage.wish = wish
    _lies_ready(stage.response_pdf)


def _edits(check: FactCheck) -> int:
    return FactCheck.objects.values_list("edits", flat=True).get(pk=check.pk)


def _file(name: str):
    return uploads.upload(f"{word(f'{name}file')}.docx", documents.docx(text=word(f"{name}body")))


def _lies_ready(asked: Making) -> None:
    """As a worker makes it, but for the press: what matters here is who may have it, and that is the same for any bytes."""
    with mock.patch("files.press.press", return_value=f"%PDF-1.7 {word('printed')}".encode()):
        assert making.make(asked.pk) == "ready"
    with speaking.as_service():
        asked.refresh_from_db()


def followed(stage, earlier: Report) -> None:
    """An improvement plan for what the earlier report recommended: an action, an update with evidence, an answer.

    None of the report under embargo, as nothing follows a report before it is public (tests/followup/test_updating.py).
    """
    by, day = stage.people[PARTNERSHIP], timezone.localdate()
    chief = plan.seated(stage.whom_it_is_about, roles.ChiefOfficer)
    with speaking.as_service():
        planning.open_plans(earlier, by=stage.people[LEAD])
        stage.plan = earlier.plans.select_related("participation").get(participation=stage.whom_it_is_about)
        stage.round = planning.set_round(
            earlier, title="A round", opens=day, due=day + timedelta(days=30), by=stage.people[LEAD]
        )
    with speaking.as_person(by):
        stage.action = planning.plan_action(
            stage.plan, text=word("action"), owner=word("doer"), serves=[stage.recommended.pk], by=by
        )
        update = updating.begin(stage.plan, stage.round, by=by)
        stage.entry = update.entries.get()
        said = {stage.entry.pk: updating.Say("under way", word("progress"))}
        update = updating.save(update, summary=word("update"), said=said, seen=update.edits, by=by)
        assert not updating.add_evidence(stage.entry, [_file("plan")], by=by)
        stage.shown_by = EntryFile.objects.select_related("file").get(entry=stage.entry)
    assert files.check(stage.shown_by.file_id) == "clean"
    with speaking.as_person(by):
        updating.put_forward(update, by=by)
    with speaking.as_person(chief):
        stage.update = updating.sign_off(update, by=chief)
        (stated,) = planning.stated_in(earlier.pk)
        stage.answer = planning.answer(
            stated, answer="accepted", words=word("answer"), answered_as="Chief officer", on=day,
            participation=stage.whom_it_is_about, by=chief,
        )  # fmt: skip


# --- Who reads it where ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stands:
    """One address, the words that stand there, and everybody who is told them before the minute."""

    address: str
    words: frozenset[str]
    readers: frozenset[str] = field(default_factory=frozenset)


def where_it_stands(stage) -> list[Stands]:
    check, sits, meets = stage.check.pk, stage.plan.pk, stage.meeting.pk
    found = [
        (reverse("assurance:review", args=[stage.review.pk]), REVIEWED, INSIDE),
        (reverse("assurance:meeting", args=[meets]), [each for each in MET if each != "whyjudged"], INSIDE),
        (reverse("assurance:meeting", args=[meets]), DECLARED, {LEAD, PANEL, ADMINISTRATOR}),
        (reverse("assurance:evidence", args=[stage.area_report.pk]), NAMED, INSIDE),
        (
            reverse("assurance:papers", args=[meets]),
            ("remark", "whyjudged", "areabody", *NAMED),
            {LEAD, PANEL, ADMINISTRATOR},
        ),
        (reverse("assurance:judgements", args=[stage.area_report.pk]), ("whyjudged",), INSIDE),
        (reverse("document_file", args=[stage.papers_pdf.pk]), ("printed",), {LEAD, PANEL, ADMINISTRATOR}),
        (reverse("accuracy:check", args=[check]), ("areatitle", "areabody"), {PARTNERSHIP}),
        (reverse("accuracy:receipt", args=[check]), ("inquestion", "correction", "evidencefile"), BETWEEN_THEM),
        (reverse("accuracy:response", args=[check]), ("inquestion", "whydecided"), BETWEEN_THEM),
        (reverse("accuracy:response-word", args=[check]), ("shownby", "whydecided", "areatitle"), BETWEEN_THEM),
        (reverse("document_file", args=[stage.response_pdf.pk]), ("printed",), BETWEEN_THEM),
        (reverse("accuracy:file", args=[stage.evidence.pk]), ("evidencefile", "evidencebody"), BETWEEN_THEM),
        (reverse("accuracy:decisions", args=[check]), ("correction", "wish", "whygiven"), TEAM),
        (reverse("followup:plan", args=[sits]), ("action", "doer", "answer"), BETWEEN_THEM),
        (reverse("followup:update", args=[stage.update.pk]), ("update", "progress", "planfile"), BETWEEN_THEM),
        (reverse("followup:download", args=[stage.shown_by.pk]), ("planfile", "planbody"), BETWEEN_THEM),
        (reverse("followup:reviewed", args=[stage.reviewed.pk]), ("judged",), TEAM),
    ]
    # In the trail, to those of whom it is read who see what it is about. Information governance reads it as well.
    trail = [
        ("accuracy.moretime", ("wish", "whygiven")), ("accuracy.decision", ("whydecided",)),
        ("assurance.peerreview", ("reviewer",)), ("assurance.meeting", ("place", "reasons", "minutes")),
        ("assurance.member", ("conflict",)), ("assurance.panelcondition", ("condition", "metwith")),
        ("assurance.judgement", ("whyjudged",)), ("assurance.namedevidence", NAMED), ("followup.action", ("action", "doer")),
    ]  # fmt: skip
    found += [(f"/manage/changes/?kind={kind}", words, {ADMINISTRATOR}) for kind, words in trail]
    return [
        Stands(address, frozenset(word(each).lower() for each in words), frozenset(who))
        for address, words, who in found
    ]
