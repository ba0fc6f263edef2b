"""Plans at work: all of a report’s at a glance, one plan, its actions, its rounds, its owners’ answers."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts import roles
from accounts.guards import guarded
from accounts.models import User
from accounts.moves import IllegalMove
from followup import planning, rules, standing, updating, viewing
from followup.forms.planning import ActionForm, AnswerForm, BodyForm, InspectorForm, MoveRoundForm, RoundForm, ShowForm
from followup.models import Action, Entry, Plan, Response, Round, Update
from followup.views.recommending import with_programme
from interface.counting import counted
from interface.spreadsheets import as_csv
from programmes.rules import seats_held
from reports.models import Report

SHOWS = {
    "late": ("Late", lambda each: each.is_late),
    "unseen": ("Waiting for a view", lambda each: each.unseen > 0),
    "concern": ("With a concern", lambda each: each.concerns > 0),
}
HEADER = (
    "Plan of", "What it is", "Link inspector", "Actions", "Round", "Last day", "State", "Last update sent", "Concerns",
    "Enough evidence to close", "Waiting for a view",
)  # fmt: skip


def with_plan(rows):
    return rows.select_related("programme__lead_body", "participation__partnership", "link_inspector")


# --- All plans of a report -------------------------------------------------------------------------------------------


@require_GET
@guarded(Report, by=rules.may_follow, queryset=with_programme)
def plans(request, report):
    """Every plan of a report, late first, and its rounds."""
    everything = standing.of_report(request.user, report)
    show = request.GET.get("show", "")
    found = [each for each in everything if SHOWS[show][1](each)] if show in SHOWS else everything
    is_public = planning.first_public_day(report.pk) is not None
    may_run = is_public and rules.may_run(request.user, report)
    return render(
        request,
        "followup/plans.html",
        {
            "report": report,
            "found": found,
            "in_all": len(everything),
            "show": show,
            "shows": [(key, words, sum(map(meets, everything))) for key, (words, meets) in SHOWS.items()],
            "rounds": list(report.rounds.all()),
            "today": timezone.localdate(),
            "may_run": may_run,
            "is_missing": may_run and planning.without_plan(report).exists(),
            "is_public": is_public,
        },
    )


@require_GET
@guarded(Report, by=rules.may_follow, queryset=with_programme)
def plans_csv(request, report):
    """The same as a table."""
    rows = [
        [
            each.plan.whose,
            each.plan.title,
            each.plan.link_inspector,
            each.actions,
            each.round.title if each.round else "",
            each.round.due if each.round else None,
            each.words,
            each.last.sent_at if each.last else None,
            each.concerns,
            each.enough,
            each.unseen,
        ]
        for each in standing.of_report(request.user, report)
    ]
    return as_csv(f"{report.slug}-plans-team-only", HEADER, rows)


@require_POST
@guarded(Report, by=rules.may_run, queryset=with_programme)
def open_plans(request, report):
    """An improvement plan for every partnership that takes part."""
    try:
        made = planning.open_plans(report, by=request.user)
    except IllegalMove as trouble:
        messages.error(request, trouble.sentence)
    else:
        opened = f"{counted(made, 'plan has,plans have')} been opened."
        messages.success(request, opened if made else "Every partnership has its plan already.")
    return redirect("followup:plans", report.pk)


@guarded(Report, by=rules.may_run, queryset=with_programme)
def open_for_a_body(request, report):
    """A plan of a named body, such as a national action plan."""
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.open_for_a_body(report, **form.cleaned_data, by=request.user)
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(request, "The plan has been opened. You enter what was published of it.")
            return redirect(made)
    lead = "For a body that has no people in the portal. You enter its actions and updates from what it has published."
    return render(
        request, "followup/form.html", {"form": form, "report": report, "heading": "Open a body’s plan", "lead": lead}
    )


@guarded(Report, by=rules.may_run, queryset=with_programme)
def set_round(request, report):
    """A day by which every plan tells how far it has come."""
    form = RoundForm(request.POST or None, initial={"opens": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            planning.set_round(report, **form.cleaned_data, by=request.user)
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(
                request, "The round has been set. Co-ordinators are reminded two weeks before its last day."
            )
            return redirect("followup:plans", report.pk)
    return render(request, "followup/form.html", {"form": form, "report": report, "heading": "Set a reporting round"})


@guarded(Round, by=rules.may_change_round, queryset=lambda rows: rows.select_related("report__programme__lead_body"))
def move_round(request, round):
    """Another last day for a round."""
    form = MoveRoundForm(request.POST or None, initial={"due": round.due})
    if request.method == "POST" and form.is_valid():
        try:
            planning.move_round(round, due=form.cleaned_data["due"], by=request.user)
        except IllegalMove as trouble:
            form.add_error("due", trouble.sentence)
        else:
            messages.success(request, "The day has been changed.")
            return redirect("followup:plans", round.report_id)
    return render(
        request, "followup/form.html", {"form": form, "report": round.report, "heading": f"Last day of “{round.title}”"}
    )


# --- One plan --------------------------------------------------------------------------------------------------------


@require_GET
@guarded(Plan, by=rules.may_open_plan, queryset=with_plan)
def plan(request, plan):
    """One plan: what it answers, what will be done, and what it has told so far."""
    user, today = request.user, timezone.localdate()
    stated = planning.stated_in(plan.report_id)
    names = {each.recommendation_id: each.name for each in stated}
    actions = list(plan.actions.all())
    served = planning.served_by([each.pk for each in actions])
    last = {}
    for entry in _said(plan):
        last[entry.action_id] = entry
    for action in actions:
        action.serves_words = ", ".join(names[pk] for pk in served[action.pk] if pk in names)
        action.said = last.get(action.pk)
        action.is_late = bool(
            action.due and action.due < today and not (action.said and action.said.state in ("done", "dropped"))
        )
    responses = {}
    for response in Response.objects.visible_to(user).filter(
        report=plan.report_id, participation=plan.participation_id, body=plan.body
    ):
        responses[response.recommendation_id] = response
    updates = {}
    for update in Update.objects.visible_to(user).filter(plan=plan).exclude(status="superseded").order_by("number"):
        updates.setdefault(update.round_id, []).append(update)
    rounds = [
        (each, updates.get(each.pk, [])) for each in Round.objects.filter(report=plan.report_id, opens__lte=today)
    ]
    is_of_it = bool(plan.participation_id) and seats_held(user, plan.participation)
    return render(
        request,
        "followup/plan.html",
        {
            "plan": plan,
            "answers": [(each, responses.get(each.recommendation_id)) for each in stated],
            "actions": actions,
            "rounds": rounds[::-1],
            "today": today,
            "is_of_it": is_of_it,
            "may_write": rules.may_write_plan(user, plan),
            "may_answer": rules.may_answer(user, plan),
            "may_name": rules.may_name_inspector(user, plan),
            "may_show": rules.may_show(user, plan),
        },
    )


def _said(plan: Plan):
    """What counts of what was sent, the earliest round first."""
    return (
        Entry.objects.filter(update__plan=plan, update__status=Update.Status.SENT)
        .select_related("update__round")
        .order_by("update__round__number")
    )


@guarded(Plan, by=rules.may_answer, queryset=with_plan)
def answer(request, plan, recommendation):
    """An owner’s answer to one recommendation."""
    stated = next(
        (each for each in planning.stated_in(plan.report_id) if each.recommendation_id == recommendation), None
    )
    if stated is None:
        raise Http404
    is_a_bodys = plan.participation_id is None
    initial = {"answered_as": request.user.job_title or "Chief officer"} if not is_a_bodys else {"source": plan.source}
    form = AnswerForm(request.POST or None, is_a_bodys=is_a_bodys, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            planning.answer(
                stated,
                answer=said["answer"],
                words=said["words"],
                answered_as=said["answered_as"],
                on=said.get("on") or timezone.localdate(),
                source=said.get("source", ""),
                participation=plan.participation,
                body=plan.body,
                by=request.user,
            )
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(request, f"The answer to {stated.name.lower()} has been recorded.")
            return redirect(f"{plan.get_absolute_url()}#answers")
    return render(
        request,
        "followup/plan_form.html",
        {
            "form": form,
            "plan": plan,
            "heading": f"Answer {stated.name.lower()}",
            "quote": stated.shown_text,
            "lead": "What is answered never changes. A further answer may follow it.",
        },
    )


@guarded(Plan, by=rules.may_name_inspector, queryset=with_plan)
def inspector(request, plan):
    """Who the link inspector of a plan is."""
    today = timezone.localdate()
    team = User.objects.filter(
        assignments__programme=plan.programme_id,
        assignments__role__in=[roles.Lead.slug, roles.Inspector.slug],
        assignments__period__contains=today,
        disabled_at=None,
    ).distinct()
    form = InspectorForm(
        request.POST if request.method == "POST" else None, people=team, initial={"inspector": plan.link_inspector}
    )
    if request.method == "POST" and form.is_valid():
        try:
            viewing.name_inspector(plan, form.cleaned_data["inspector"])
        except IllegalMove as trouble:
            form.add_error("inspector", trouble.sentence)
        else:
            messages.success(request, "Saved.")
            return redirect(plan)
    return render(request, "followup/plan_form.html", {"form": form, "plan": plan, "heading": "Link inspector"})


@guarded(Plan, by=rules.may_write_plan, queryset=with_plan)
def add_action(request, plan):
    """One more thing that will be done."""
    form = ActionForm(request.POST or None, stated=planning.stated_in(plan.report_id))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = planning.plan_action(
            plan, text=said["text"], owner=said["owner"], due=said["due"], serves=said["serves"], by=request.user
        )
        messages.success(request, f"Action {made.number} has been added.")
        return redirect(f"{plan.get_absolute_url()}#actions")
    return render(request, "followup/plan_form.html", {"form": form, "plan": plan, "heading": "Add an action"})


@guarded(
    Action,
    by=rules.may_write_action,
    queryset=lambda rows: rows.select_related(
        "plan__programme__lead_body", "plan__participation__partnership", "plan__link_inspector"
    ),
)
def action(request, action):
    """Change an action. What an update has said of it stays as it was said."""
    plan = action.plan
    served = planning.served_by([action.pk])[action.pk]
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        instance=action,
        stated=planning.stated_in(plan.report_id),
        served=served,
    )
    if request.method == "POST" and form.is_valid():
        form.instance.updated_at, form.instance.updated_by = timezone.now(), request.user
        with transaction.atomic():
            saved = form.save()
            planning.say_what_it_serves(saved, form.cleaned_data["serves"])
        messages.success(request, f"Action {saved.number} has been saved.")
        return redirect(f"{plan.get_absolute_url()}#actions")
    return render(
        request, "followup/plan_form.html", {"form": form, "plan": plan, "heading": f"Change action {action.number}"}
    )


@require_POST
@guarded(Plan, by=rules.may_write_plan, queryset=with_plan)
def begin_update(request, plan, number):
    """Begin what the plan tells in a round, or go on with it; what was sent is corrected by a new version."""
    round = Round.objects.filter(report=plan.report_id, number=number).first()
    if round is None:
        raise Http404
    return redirect(updating.begin(plan, round, by=request.user))


@guarded(
    Response,
    by=rules.may_show_response,
    queryset=lambda rows: rows.select_related("report__programme__lead_body", "participation__partnership"),
)
def show_response(request, response):
    """Decide whether everybody may read an owner’s answer."""
    plan = Plan.objects.filter(
        report=response.report_id, participation=response.participation_id, body=response.body
    ).first()
    back = plan.get_absolute_url() if plan else response.report.get_absolute_url()
    return decide(request, response, plan=plan, back=back, heading="Publish this answer?", quote=response.words)


def decide(request, what, *, plan, back, heading, quote):
    """The page on which the team decides what everybody may read."""
    shown = viewing.is_shown(what)
    form = ShowForm(request.POST if request.method == "POST" else None, is_shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            viewing.decide(what, show=not shown, reason=form.cleaned_data.get("reason", ""), by=request.user)
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(
                request,
                "It is shown no longer." if shown else "Everybody can read it now, under the name of its owner.",
            )
            return redirect(back)
    lead = (
        "Everybody can read this now, in the public tracker."
        if shown
        else "Everybody will read these words in the public tracker, under the name of their owner. Files are never published."
    )
    return render(
        request,
        "followup/plan_form.html",
        {
            "form": form,
            "plan": plan,
            "heading": "Show it no longer?" if shown else heading,
            "quote": quote,
            "lead": lead,
        },
    )
