"""What people on the road are told, each of them once: a review to write, papers to read, a decision, a condition due."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape

from accounts import roles
from accounts.models import User
from assurance.models import Meeting, PanelCondition, PeerReview
from notifications import notices
from programmes.models import Assignment
from reports import minutes
from reports.models import Report, Section


def _post(report: Report, occasion: str, kind: str, to: Iterable[User], title: str, body: str, address: str, by) -> int:
    programme = report.programme
    return notices.post(
        occasion=occasion,
        kind=kind,
        recipients=to,
        title=title[:200],
        body_markdown=body,
        sender_name=by.name if by else str(programme.lead_body),
        programme_name=programme.short_title,
        programme_ref=programme.pk,
        about_label=report.title[:200],
        about_address=address,
        by=by,
        dated=timezone.now(),
    )


def leads_of(report: Report) -> list[User]:
    """The leads of a report's programme today."""
    found = Assignment.objects.current().filter(programme=report.programme_id, role=roles.Lead.slug)
    return list(User.objects.active().filter(pk__in=found.values("person")).order_by("pk"))


def authors_of(report: Report) -> list[User]:
    """Its leads, and whoever saved a section of it last."""
    wrote = Section.objects.filter(report=report).exclude(updated_by=None).values("updated_by")
    leads = [person.pk for person in leads_of(report)]
    return list(User.objects.active().filter(Q(pk__in=wrote) | Q(pk__in=leads)).order_by("pk"))


def ask_for_a_review(review: PeerReview) -> None:
    report, by = review.version.report, review.asked_by
    _post(
        report, f"peer-review:{review.pk}", "peer review asked for", [review.reviewer],
        f"Please review a draft of {report.programme.short_title}",
        f"Dear {escape(review.reviewer.name)}\n\n{escape(by.name)} asks you to read version {review.version.number} of a "
        f"draft report, and to say by **{review.due_on:%-d %B %Y}** whether it is ready for the Quality and Consistency "
        "Panel. You write your remarks beside the paragraphs. The draft is not public: please do not pass it on.",
        review.get_absolute_url(), by,
    )  # fmt: skip


def tell_of_a_review(review: PeerReview) -> None:
    report = review.version.report
    _post(
        report, f"peer-review:{review.pk}/concluded", "peer review concluded",
        {person.pk: person for person in (review.asked_by, *leads_of(report))}.values(),
        f"A peer review is concluded: {review.get_conclusion_display().lower()}",
        f"{escape(review.reviewer.name)} has read version {review.version.number}: "
        f"**{review.get_conclusion_display()}**.",
        review.get_absolute_url(), review.reviewer,
    )  # fmt: skip


def papers_are_ready(meeting: Meeting) -> None:
    report = meeting.report
    where = meeting.place or "by video"
    for member in meeting.members.select_related("person"):
        chairs = " You chair it." if member.person_id == meeting.chair_id else ""
        _post(
            report, f"panel:{meeting.pk}/papers", "panel papers ready", [member.person],
            f"Papers for the Quality and Consistency Panel: {report.programme.short_title}",
            f"Dear {escape(member.person.name)}\n\nThe panel meets at **{minutes.in_words(meeting.held_at)}**, "
            f"{escape(where)}.{chairs} The papers are ready. Before you open them, please say whether you have a "
            "conflict of interest.",
            meeting.get_absolute_url(), meeting.called_by,
        )  # fmt: skip


def meeting_is_put_off(meeting: Meeting) -> None:
    """One letter for each change: going back to what was said before is one as well."""
    where = meeting.place or "by video"
    _post(
        meeting.report, f"panel:{meeting.pk}/change:{timezone.now().isoformat()}", "panel meeting changed",
        [member.person for member in meeting.members.select_related("person")],
        f"The panel meets at another time or place: {meeting.report.programme.short_title}",
        f"The meeting is on **{minutes.in_words(meeting.held_at)}** now, {escape(where)}. The papers are the same.",
        meeting.get_absolute_url(), meeting.called_by,
    )  # fmt: skip


def meeting_is_called_off(meeting: Meeting) -> None:
    _post(
        meeting.report, f"panel:{meeting.pk}/called-off", "panel meeting called off",
        [member.person for member in meeting.members.select_related("person")],
        f"A meeting of the panel is called off: {meeting.report.programme.short_title}",
        f"The meeting at {minutes.in_words(meeting.held_at)} will not take place: {escape(meeting.called_off_reason)}",
        meeting.get_absolute_url(), meeting.called_off_by,
    )  # fmt: skip


def tell_of_a_decision(meeting: Meeting) -> None:
    report = meeting.report
    asked = {condition.who for condition in meeting.conditions.select_related("who")}
    people = {person.pk: person for person in (*authors_of(report), *asked)}
    count = meeting.conditions.count()
    asks = f" It asks for {count} {'thing' if count == 1 else 'things'} before the report goes on." if count else ""
    _post(
        report, f"panel:{meeting.pk}/decision", "decision of the panel", people.values(),
        f"The panel has decided: {meeting.get_decision_display().lower()}",
        f"The Quality and Consistency Panel has decided on version {meeting.version.number} of the draft: "
        f"**{meeting.get_decision_display()}**.{asks} Its reasons stand on the page of the meeting.",
        meeting.get_absolute_url(), meeting.decided_by,
    )  # fmt: skip


def remind_of(condition: PanelCondition, *, late: bool) -> int:
    """One reminder before the day and one after it, however often this is asked."""
    report = condition.meeting.report
    when = "was due" if late else "is due"
    return _post(
        report, f"panel-condition:{condition.pk}/{'late' if late else 'due'}", "condition of the panel due",
        {person.pk: person for person in ([condition.who, *leads_of(report)] if late else [condition.who])}.values(),
        f"A condition of the panel {when} on {condition.due_on:%-d %B %Y}",
        f"The Quality and Consistency Panel asked for this: {escape(condition.words)}\n\n"
        f"It {when} on **{condition.due_on:%-d %B %Y}**. When it is done, say with what, so that the report can go on.",
        condition.get_absolute_url(), None,
    )  # fmt: skip
