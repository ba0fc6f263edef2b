"""The panel at work: called, declared to, its papers read, its decision recorded, its conditions met."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.guards import guarded, signed_in
from assurance import letters, locking, papers_printed, reviewing, rules, travelling
from assurance import meeting as panel_meeting
from assurance.forms import (
    CallForm,
    ChairForm,
    ConditionForm,
    DecideForm,
    DeclareForm,
    MetForm,
    QuorumForm,
    ReasonForm,
    WhenAndWhereForm,
)
from assurance.models import Meeting, PanelCondition, Quorum
from assurance.road import Stage
from assurance.views.versions import noted
from notifications import markdown
from programmes.models import Programme
from reports.clock import transaction_time
from reports.models import Report

MOST_CONDITIONS = 20


def _with_programme(rows):
    return rows.select_related("programme__lead_body", "road")


def _with_report(rows):
    return rows.select_related(
        "report__programme__lead_body", "report__road", "version", "chair", "called_by", "decided_by", "called_off_by"
    ).defer("version__content", "version__html")


def _with_version(rows):
    return rows.select_related(
        "report__programme__lead_body", "version__report__programme", "version__locked_by", "chair", "papers"
    )


@require_safe
@guarded(Report, by=rules.may_read, queryset=_with_programme)
def panel(request, report):
    """The meetings of the panel about one report, the newest first."""
    here = travelling.standing(report)
    meetings = list(report.panel_meetings.select_related("version", "chair").defer("version__content", "version__html"))
    to_come = any(each.status == Meeting.Status.CALLED for each in meetings)
    return render(
        request,
        "assurance/panel.html",
        {
            "report": report,
            "meetings": meetings,
            "here": here,
            "may_call": rules.may_call_panel(request.user, report)
            and here.at in (Stage.PEER_REVIEW, Stage.PANEL, Stage.ACCURACY)
            and not to_come,
            "quorum": panel_meeting.quorum_of(report.programme),
            "may_set_quorum": rules.may_set_quorum(request.user),
            "title": "Quality and Consistency Panel",
        },
    )


@guarded(Report, by=rules.may_call_panel, queryset=_with_programme)
def call(request, report):
    """Call the panel: when, where, who. The draft is locked and the papers are put together at once."""
    here = travelling.standing(report)
    if request.method != "POST" and (coming := Meeting.objects.to_come().filter(report=report).first()):
        messages.info(request, "The panel has been called already. Put this meeting off, or call it off first.")
        return redirect(coming)
    people = panel_meeting.who_may_sit(report)
    form = CallForm(request.POST if request.method == "POST" else None, people=people, again=here.at == Stage.ACCURACY)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                called = panel_meeting.call(
                    report,
                    **form.says,
                    members=given["members"],
                    chair=given["chair"],
                    reason=given.get("reason", ""),
                    by=request.user,
                )
        except travelling.NotYet as trouble:
            for condition, told in trouble.unmet:
                form.add_error(None, f"Not yet true: {condition.says} {told.detail}".strip())
        except locking.CannotLock as trouble:
            for problem in trouble.problems:
                form.add_error(None, f"{problem.where}: {problem.says}" if problem.where else problem.says)
        except panel_meeting.CannotCall as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "The panel is called, and each member has been told that the papers are ready.")
            return redirect(called)
    return render(
        request,
        "assurance/call_panel.html",
        {
            "report": report,
            "form": form,
            "here": here,
            "people": people,
            "quorum": panel_meeting.quorum_of(report.programme),
            "title": "Call the panel",
        },
    )


@require_safe
@guarded(Meeting, by=rules.may_read, queryset=_with_report)
def meeting(request, meeting):
    """One meeting: when and where, who sits, what they declared, what was decided and what was asked for."""
    members = list(meeting.members.select_related("person"))
    mine = next((member for member in members if member.person_id == request.user.pk), None)
    to_come = meeting.status == Meeting.Status.CALLED
    leads = rules.leads(request.user, meeting.report)
    for member in members:
        may_read = member.conflict and rules.may_read_conflict(request.user, meeting, member.person_id)
        member.what_it_is = member.conflict if may_read else ""
    today = clock.today()
    conditions = list(meeting.conditions.select_related("who", "met_by"))
    for condition in conditions:
        condition.meeting = meeting
        condition.late = condition.is_late(today)
        condition.may_meet = condition.status == PanelCondition.Status.OPEN and rules.may_meet(request.user, condition)
        condition.may_reopen = condition.status == PanelCondition.Status.MET and rules.may_reopen(
            request.user, condition
        )
    return render(
        request,
        "assurance/meeting.html",
        {
            "meeting": meeting,
            "report": meeting.report,
            "members": members,
            "mine": mine,
            "to_come": to_come,
            "conditions": conditions,
            "judgements": list(meeting.judgements.all()),
            "may_open_papers": bool(mine) or leads,
            "may_decide": to_come and rules.may_decide(request.user, meeting),
            "may_change": to_come and leads,
            "minutes": markdown.to_html(meeting.minutes, top_heading=3),
            "title": "Meeting of the panel",
        },
    )


@guarded(Meeting, by=rules.may_declare, queryset=_with_report)
def declare(request, meeting):
    """Each member says in their own name whether they have a conflict of interest, before the papers are opened."""
    mine = meeting.members.get(person=request.user)
    before = {"has": "yes" if mine.has_conflict else "no", "conflict": mine.conflict} if mine.declared_at else {}
    form = DeclareForm(request.POST if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        panel_meeting.declare(meeting, by=request.user, conflict=form.says)
        messages.success(request, "Declared. You can open the papers now.")
        return redirect(meeting)
    return render(
        request,
        "assurance/declare.html",
        {"meeting": meeting, "report": meeting.report, "form": form, "title": "Conflict of interest"},
    )


@require_safe
@guarded(Meeting, by=rules.may_open_papers, queryset=_with_version)
def papers(request, meeting):
    """The papers, for one named reader. A member declares first; it is noted who looked."""
    mine = meeting.members.filter(person=request.user).first()
    if mine and mine.declared_at is None and meeting.status == Meeting.Status.CALLED:
        messages.info(request, "Please say first whether you have a conflict of interest.")
        return redirect("assurance:declare", meeting.pk)
    if mine:
        panel_meeting.open_papers(meeting, request.user)
    noted(request, meeting.version)
    return render(
        request,
        "assurance/papers.html",
        {
            "meeting": meeting,
            "report": meeting.report,
            "version": meeting.version,
            "papers": meeting.papers.content,
            "making": papers_printed.progress_of(meeting),
            "now": transaction_time(),
            "title": "Panel papers",
        },
    )


@require_POST
@guarded(Meeting, by=rules.may_open_papers, queryset=_with_report)
def papers_pdf(request, meeting):
    """Ask for the papers as PDF, or for the one that was made before."""
    mine = meeting.members.filter(person=request.user).first()
    if mine and mine.declared_at is None and meeting.status == Meeting.Status.CALLED:
        messages.info(request, "Please say first whether you have a conflict of interest.")
        return redirect("assurance:declare", meeting.pk)
    making = papers_printed.ask(meeting, by=request.user)
    if making.has_failed:
        papers_printed.again(making)
    return redirect("document", making.pk)


@guarded(Meeting, by=rules.may_decide, queryset=_with_report)
def decide(request, meeting):
    """The chair records who was present, what was decided and why, what is asked for, and the minutes: once."""
    report = meeting.report
    if meeting.status != Meeting.Status.CALLED and request.method != "POST":
        return redirect(meeting)
    people = _who_may_be_asked(report)
    more, given = "more" in request.POST, request.POST if request.method == "POST" else None
    rows = min(max(_count(request.POST.get("rows")), 1) + more, MOST_CONDITIONS)
    form = DecideForm(
        None if more else given,
        members=list(meeting.members.select_related("person")),
        judgements=list(report.judgements.proposed()),
        programme=report.programme,
        # Where another row is asked for, what was typed stays, and nothing is complained of yet.
        initial={**given.dict(), "present": given.getlist("present")}
        if more
        else {"present": [str(member.pk) for member in meeting.members.filter(has_conflict=False)]},
    )
    conditions = [ConditionForm.row(number, given, people=people, checked=not more) for number in range(rows)]
    asked = [each for each in conditions if each.is_bound]
    # Every form is asked, so that one page shows all that is missing.
    if form.is_bound and all([form.is_valid(), *(each.is_valid() for each in asked)]):
        try:
            with transaction.atomic():
                panel_meeting.decide(
                    meeting,
                    by=request.user,
                    present=form.present,
                    decision=form.cleaned_data["decision"],
                    reasons=form.cleaned_data["reasons"],
                    minutes_taken=form.cleaned_data["minutes"],
                    conditions=[panel_meeting.Asked(**each.cleaned_data) for each in asked],
                    grades=form.grades,
                )
        except panel_meeting.CannotDecide as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "The decision is recorded, and the authors have been told.")
            return redirect(meeting)
    for number, each in enumerate(conditions, start=1):
        each.summary_shown = True  # said once, at the top of the page
        if each.is_bound and each.errors:
            form.add_error(None, f"Condition {number} is not complete.")
    return render(
        request,
        "assurance/decide.html",
        {
            "meeting": meeting,
            "report": report,
            "form": form,
            "conditions": conditions,
            "rows": rows,
            "most": MOST_CONDITIONS,
            "title": "Record the decision",
        },
    )


def _count(words) -> int:
    return int(words) if words and words.isdigit() and len(words) < 3 else 3


def _who_may_be_asked(report):
    """The authors of a report and its leads: those of whom the panel asks something."""
    return letters.authors_of(report) or list(reviewing.who_may_review(report, asked_by=report.created_by))


@guarded(Meeting, by=rules.may_call_off, queryset=_with_report)
def put_off(request, meeting):
    """The panel meets at another time, or elsewhere; its papers stay as they are."""
    form = WhenAndWhereForm(request.POST) if request.method == "POST" else WhenAndWhereForm.of(meeting)
    if form.is_bound and form.is_valid():
        panel_meeting.put_off(meeting, **form.says)
        messages.success(request, "Saved. The members have been told.")
        return redirect(meeting)
    return render(
        request,
        "assurance/put_off.html",
        {"meeting": meeting, "report": meeting.report, "form": form, "title": "Another time or place"},
    )


@guarded(Meeting, by=rules.may_change_chair, queryset=_with_report)
def chair(request, meeting):
    """Another member chairs."""
    people = [member.person for member in meeting.members.select_related("person").exclude(has_conflict=True)]
    form = ChairForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        panel_meeting.give_chair(meeting, form.cleaned_data["chair"])
        messages.success(request, f"{form.cleaned_data['chair']} chairs the meeting now.")
        return redirect(meeting)
    return render(
        request,
        "assurance/chair.html",
        {"meeting": meeting, "report": meeting.report, "form": form, "title": "Another member chairs"},
    )


@guarded(Meeting, by=rules.may_call_off, queryset=_with_report)
def call_off(request, meeting):
    """Call the meeting off; each member is told why."""
    form = ReasonForm(request.POST or None, words="Call the meeting off", hint="Each member reads it.")
    if request.method == "POST" and form.is_valid():
        panel_meeting.call_off(meeting, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The meeting is called off, and its members have been told.")
        return redirect(meeting)
    return render(
        request,
        "assurance/reason.html",
        {
            "form": form,
            "report": meeting.report,
            "title": "Call the meeting off",
            "words": "The report stays with the panel. Another meeting can be called, or the draft taken back.",
            "sees_draft": True,
        },
    )


def _with_meeting(rows):
    return rows.select_related("meeting__report__programme", "who", "met_by")


@guarded(PanelCondition, by=rules.may_meet, queryset=_with_meeting)
def condition(request, condition):
    """Say with what a condition of the panel is met."""
    form = MetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        panel_meeting.meet(condition, with_what=form.cleaned_data["with_what"], by=request.user)
        messages.success(request, "Thank you. The condition is met.")
        return redirect(condition)
    return render(
        request,
        "assurance/condition.html",
        {
            "condition": condition,
            "meeting": condition.meeting,
            "report": condition.meeting.report,
            "form": form,
            "title": f"Condition {condition.number} of the panel",
        },
    )


@require_POST
@guarded(PanelCondition, by=rules.may_reopen, queryset=_with_meeting)
def reopen(request, condition):
    """Take back that a condition is met."""
    panel_meeting.reopen(condition)
    messages.success(request, "The condition is open again.")
    return redirect(condition)


@signed_in(by=rules.may_set_quorum)
def quorum(request):
    """How many members decide at least, for every programme and for those with a number of their own."""
    programmes = list(Programme.objects.worked_on_by(request.user).order_by("-day_one"))
    kept = dict(Quorum.objects.values_list("programme", "members"))
    form = QuorumForm(
        request.POST if request.method == "POST" else None,
        programmes=programmes,
        initial={
            "members": kept.get(None, Quorum.DEFAULT),
            **{f"of-{programme.pk}": kept.get(programme.pk) for programme in programmes},
        },
    )
    if request.method == "POST" and form.is_valid():
        panel_meeting.set_quorum(None, form.cleaned_data["members"], by=request.user)
        for programme in programmes:
            panel_meeting.set_quorum(programme, form.cleaned_data[f"of-{programme.pk}"], by=request.user)
        messages.success(request, "Saved. Meetings that are called already keep their number.")
        return redirect("assurance:quorum")
    return render(request, "assurance/quorum.html", {"form": form, "is_set": None in kept, "default": Quorum.DEFAULT})
