"""What waits for a person on the road: a review to write, papers to read, a decision to record, a condition to meet."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from assurance import rules
from assurance.models import Meeting, PanelCondition, PeerReview, Road, WayRound
from assurance.road import Stage
from programmes import work
from programmes.rules import teams
from reports import minutes


@work.asks(lambda desk: PeerReview.objects.open().filter(reviewer=desk.user))
def reviews_to_write(desk, asked):
    """Drafts that a colleague asks one to review."""
    asked = asked.select_related("version__report__programme")
    for review in asked.defer("version__content", "version__html").order_by("due_on", "pk"):
        yield work.Waiting(
            "Review a colleague’s draft report",
            reverse("assurance:write-review", args=[review.pk]),
            programme=review.version.report.programme.short_title,
            due=review.due_on,
            detail=f"Version {review.version.number}. Say whether it is ready for the panel.",
        )


@work.asks(lambda desk: Meeting.objects.to_come().filter(members__person=desk.user))
def meetings_of_the_panel(desk, meetings):
    """Papers to be read, first of all a declaration; and for the chair, when the meeting was, its decision."""
    meetings = meetings.select_related("report__programme").prefetch_related("members")
    now = timezone.now()
    for meeting in meetings.order_by("held_at", "pk"):
        mine = next(member for member in meeting.members.all() if member.person_id == desk.user.pk)
        programme = meeting.report.programme.short_title
        when = minutes.in_words(meeting.held_at)
        due = minutes.in_scotland(meeting.held_at).date()
        if mine.declared_at is None:
            yield work.Waiting(
                "Declare conflicts of interest, then read the panel papers",
                meeting.get_absolute_url(), programme=programme, due=due, detail=f"The panel meets at {when}.",
            )  # fmt: skip
        elif meeting.chair_id == desk.user.pk and meeting.held_at <= now:
            yield work.Waiting(
                "Record the decision of the panel",
                reverse("assurance:decide", args=[meeting.pk]), programme=programme, due=due, detail=f"It met on {when}.",
            )  # fmt: skip
        elif mine.opened_at is None:
            yield work.Waiting(
                "Read the panel papers",
                reverse("assurance:papers", args=[meeting.pk]),
                programme=programme,
                due=due,
                detail=f"The panel meets at {when}.",
            )


@work.asks(lambda desk: PanelCondition.objects.unmet().filter(who=desk.user))
def conditions_to_meet(desk, asked):
    """What the panel asked of one."""
    for condition in asked.select_related("meeting__report__programme").order_by("due_on", "pk"):
        yield work.Waiting(
            "Meet a condition of the panel",
            reverse("assurance:condition", args=[condition.pk]),
            programme=condition.meeting.report.programme.short_title,
            due=condition.due_on,
            detail=condition.words if len(condition.words) < 120 else f"{condition.words[:117]}…",
        )


def _ways_round_of_others(desk):
    if rules.sees_some_draft(desk.user):
        return WayRound.objects.open().exclude(decided_by=desk.user)
    return None


@work.asks(_ways_round_of_others)
def ways_round_to_confirm(desk, waiting):
    """What one person decided and another has to confirm: told to the panel and to administrators."""
    for way in waiting.visible_to(desk.user).select_related("report__programme").order_by("decided_at"):
        if rules.may_confirm_way_round(desk.user, way):
            yield work.Waiting(
                "Confirm that a part of a report’s road is left out",
                reverse("assurance:confirm-way-round", args=[way.pk]),
                programme=way.report.programme.short_title,
                detail=way.get_kind_display(),
            )


def _roads_led(desk):
    led = [programme for programme, held in teams(desk.user).items() if roles.Lead.slug in held]
    if led:
        return Road.objects.filter(status__in=[Stage.PEER_REVIEW, Stage.PANEL], report__programme__in=led)
    return None


@work.asks(_roads_led)
def roads_to_go_on(desk, led):
    """For a lead: a draft whose review is concluded, and one that the panel agreed with everything met."""
    open_review = PeerReview.objects.open().filter(version__report=OuterRef("report"))
    unmet = PanelCondition.objects.unmet().filter(meeting__report=OuterRef("report"))
    to_come = Meeting.objects.to_come().filter(report=OuterRef("report"))
    decided = Meeting.objects.decided().filter(report=OuterRef("report"))
    roads = led.filter(
        Q(status=Stage.PEER_REVIEW) & ~Exists(open_review)
        | Q(status=Stage.PANEL) & Exists(decided) & ~Exists(unmet) & ~Exists(to_come)
    )
    for road in roads.select_related("report__programme").order_by("pk"):
        reviewed = road.status == Stage.PEER_REVIEW
        yield work.Waiting(
            "Take a reviewed report to the panel, or back" if reviewed else "Send on a report that the panel agreed",
            reverse("assurance:road", args=[road.report_id]),
            programme=road.report.programme.short_title,
            detail=f"“{road.report.title}”",
        )
