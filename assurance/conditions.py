"""What must be true on the road, asked of the rows: one check for each condition that assurance/road.py names."""

from django.db.models import Q
from django.urls import reverse

from assurance import road as table
from assurance import scales, travelling
from assurance.models import Meeting, PeerReview, WayRound
from assurance.models.judging import standing_of
from assurance.road import Stage, Told, checks
from interface.counting import counted
from reports import freezing
from reports.models import Edition, Publication, Report


def _page(name: str, report: Report) -> str:
    return reverse(f"assurance:{name}", args=[report.pk])


@checks(table.SOMETHING_WRITTEN)
def something_is_written(report: Report) -> Told:
    return Told(report.sections.exclude(body="").exists(), address=report.get_absolute_url())


@checks(table.SECTIONS_READY)
def sections_are_ready(report: Report) -> Told:
    stops = freezing.look(report).stops
    if not stops:
        return Told(True)
    first = f"{stops[0].where}: {stops[0].says}" if stops[0].where else stops[0].says
    more = f" And {len(stops) - 1} more." if len(stops) > 1 else ""
    return Told(False, first + more, reverse("drafting:preview", args=[report.pk]))


def reviews_of_this_draft(report: Report):
    """Peer reviews that were asked for since the report was last at drafting."""
    begun = travelling.arrived(report.road, Stage.DRAFTING)
    return PeerReview.objects.filter(version__report=report, asked_at__gte=begun)


@checks(table.PEER_READY)
def a_peer_found_it_ready(report: Report) -> Told:
    concluded = reviews_of_this_draft(report).filter(status=PeerReview.Status.CONCLUDED).order_by("-concluded_at")
    last = concluded.select_related("reviewer").first()
    if last is None:
        return Told(False, "No review is concluded yet.", _page("reviews", report))
    if last.conclusion != PeerReview.Conclusion.READY:
        return Told(False, f"{last.reviewer} asks for changes first.", last.get_absolute_url())
    return Told(True, f"{last.reviewer}", last.get_absolute_url())


@checks(table.NO_REVIEW_OPEN)
def no_review_is_open(report: Report) -> Told:
    waiting = PeerReview.objects.open().filter(version__report=report).select_related("reviewer")
    names = ", ".join(str(review.reviewer) for review in waiting)
    return Told(not names, f"Being read by {names}." if names else "", _page("reviews", report) if names else "")


@checks(table.JUDGEMENTS_PROPOSED)
def judgements_are_proposed(report: Report) -> Told:
    questions = scales.questions(report.programme)
    if not questions:
        return Told(True, "Nothing is judged in this programme.")
    standing = standing_of(report)
    missing = [title for key, title in questions if key not in standing]
    if missing:
        return Told(False, f"Still to be proposed: {', '.join(missing)}.", _page("judgements", report))
    return Told(True, "", _page("judgements", report))


def meeting_that_decided(report: Report) -> Meeting | None:
    """The last decision of the panel since the report came to it."""
    came = travelling.arrived(report.road, Stage.PANEL)
    return (
        Meeting.objects.decided().filter(report=report, called_at__gte=came).order_by("-decided_at").first()
        if came
        else None
    )


@checks(table.PANEL_AGREED)
def the_panel_has_agreed(report: Report) -> Told:
    meeting = meeting_that_decided(report)
    if meeting is None:
        coming = Meeting.objects.to_come().filter(report=report).first()
        if coming:
            return Told(False, "Its meeting is still to come.", coming.get_absolute_url())
        return Told(False, "No meeting has been called.", _page("call-panel", report))
    return Told(meeting.is_agreed, meeting.get_decision_display() + ".", meeting.get_absolute_url())


@checks(table.PANEL_CONDITIONS_MET)
def conditions_of_the_panel_are_met(report: Report) -> Told:
    meeting = meeting_that_decided(report)
    if meeting is None:
        return Told(False, "The panel has decided nothing yet.")
    asked, unmet = meeting.conditions.count(), meeting.conditions.unmet().count()
    if not asked:
        return Told(True, "It asked for nothing.")
    detail = f"{asked - unmet} of {counted(asked, 'condition')} met."
    return Told(not unmet, detail, f"{meeting.get_absolute_url()}#conditions")


@checks(table.PANEL_NOT_MEETING)
def no_meeting_is_to_come(report: Report) -> Told:
    coming = Meeting.objects.to_come().filter(report=report).first()
    return Told(coming is None, "Call it off first." if coming else "", coming.get_absolute_url() if coming else "")


def _way_round(report: Report, kind: str) -> WayRound | None:
    return WayRound.objects.standing().filter(report=report, kind=kind, round=report.road.round).first()


@checks(table.NAMES_PARTNERSHIP)
def a_partnership_is_asked(report: Report) -> Told:
    way = _way_round(report, WayRound.Kind.NO_PARTNERSHIP)
    return Told(way is None, "It has been decided." if way else "", _page("way-round", report) if way else "")


def _is_confirmed(report: Report, kind: str) -> Told:
    way = _way_round(report, kind)
    if way is None:
        return Told(False, "Nobody has decided this.", f"{_page('way-round', report)}?{kind.replace(' ', '-')}")
    return Told(
        bool(way.confirmed_at), "" if way.confirmed_at else "It waits for a second person.", _page("way-round", report)
    )


@checks(table.LEAVES_OUT_ACCURACY)
def accuracy_is_left_out(report: Report) -> Told:
    return _is_confirmed(report, WayRound.Kind.NO_PARTNERSHIP)


@checks(table.CORRECTS_FACTS)
def only_facts_are_corrected(report: Report) -> Told:
    return _is_confirmed(report, WayRound.Kind.FACTS_ONLY)


def edition_of_this_road(report: Report) -> Edition | None:
    """The edition that was frozen since the report last became final."""
    final = travelling.arrived(report.road, Stage.FINAL)
    standing = report.editions.standing().without_content()
    return standing.filter(frozen_at__gte=final).order_by("-pk").first() if final else None


@checks(table.EDITION_FROZEN)
def an_edition_is_frozen(report: Report) -> Told:
    edition = edition_of_this_road(report)
    if edition is None:
        return Told(False, "Freeze one.", reverse("drafting:freeze", args=[report.pk]))
    return Told(True, f"Edition {edition.number}.", reverse("drafting:edition", args=[edition.pk]))


@checks(table.EDITION_HAS_PDF)
def the_edition_has_its_pdf(report: Report) -> Told:
    edition = edition_of_this_road(report)
    if edition is None:
        return Told(False)
    is_made = edition.files.exists()
    waiting = "" if is_made else "It usually takes less than a minute."
    return Told(is_made, waiting, reverse("drafting:edition", args=[edition.pk]))


@checks(table.NO_RELEASE_PLANNED)
def no_release_is_planned(report: Report) -> Told:
    planned = Publication.objects.planned().filter(Q(edition__report=report)).order_by("-pk").first()
    if planned is None:
        return Told(True)
    return Told(False, "Call it off first.", reverse("drafting:edition", args=[planned.edition_id]))


# --- What the release of an edition asks ------------------------------------------------------------------------------


def reasons_against(edition: Edition):
    """Why an edition must not be released yet, as its report's road has it; joined to ``reports.beside.conditions``."""
    report = edition.report
    here = travelling.standing(report)
    if here.is_out:
        if not Edition.objects.public().filter(pk=edition.pk).exists():
            yield "This report is published. Begin a correction on its road first."
        return
    if travelling.is_brought_in(here.road):
        return
    if here.at not in table.MAY_BE_RELEASED:
        yield f"The report is at “{here.at.label}” on its road. It is released once it is final."
        return
    final = travelling.arrived(here.road, Stage.FINAL)
    if final is None or edition.frozen_at < final:
        yield "This edition was frozen before the report became final. Freeze it again."
    for condition, told in travelling.unmet(report, table.BY_KEY["to-embargo"]):
        # The room below says itself what it misses of an edition.
        if condition not in (table.EDITION_FROZEN, table.EDITION_HAS_PDF):
            yield f"Not yet true: {condition.says} {told.detail}".strip()
