"""A partnership's own pages: what it is asked, its letter, its people, its briefing, its guidance, its dates."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts import roles, speaking
from accounts.guards import guarded, open_to_everyone, signed_in
from accounts.moves import IllegalMove
from audit import looks
from interface.counting import counted
from notifications.models import Notice
from programmes import briefing_places, calendars, correspondence, rules, seats, taking_part, tasks_of
from programmes.forms.people import AnswerForm, NominationForm
from programmes.forms.taking_part import AcceptForm, BookForm, ConfirmForm
from programmes.models import Assignment, Booking, Confirmation, Participation, Programme, Seat, SettledDate
from programmes.views.drawn import stops


def _loaded(rows):
    plans = Programme.objects.with_plan().select_related("lead_body")
    return rows.select_related("partnership", "accepted_by").prefetch_related(
        Prefetch("seats", Seat.objects.select_related("person__organisation")),
        Prefetch("settled_dates", SettledDate.objects.select_related("milestone")),
        Prefetch("bookings", Booking.objects.select_related("session")),
        Prefetch("confirmations", Confirmation.objects.select_related("milestone", "confirmed_by")),
        Prefetch("programme", plans.prefetch_related(Prefetch("team", Assignment.objects.select_related("person")))),
    )


def _page(request, template, participation, **context):
    return render(
        request,
        f"programmes/{template}.html",
        {"participation": participation, "today": timezone.localdate(), **context},
    )


def in_order(seats) -> list[Seat]:
    """Seats that are held or offered: chief officers first, then the co-ordinator before deputies, then the others."""
    ranks = [role.slug for role in roles.IN_A_PARTNERSHIP]
    standings = [Seat.Standing.MAIN, Seat.Standing.COVER, Seat.Standing.DEPUTY]
    present = [seat for seat in seats if seat.status in (Seat.Status.ACCEPTED, Seat.Status.OFFERED)]
    return sorted(present, key=lambda seat: (ranks.index(seat.role), standings.index(seat.standing), seat.person.name))


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def partnership_home(request, participation):
    """The task list: what is asked, by when, in what state, and who else is working on it."""
    today = timezone.localdate()
    tasks = tasks_of.tasks_of(participation, today)
    mine = rules.seats_held(request.user, participation)
    released, _ = tasks_of.guidance_for(participation, request.user, today)
    letters = Notice.objects.filter(participation_ref=participation.pk, recipient=request.user).defer(
        "body_markdown", "body_html"
    )[:5]
    return _page(
        request,
        "partnership_home",
        participation,
        tasks=[task.for_roles(mine) for task in tasks],
        done=sum(task.is_done for task in tasks),
        mine=mine,
        guidance=released[:6],
        letters=letters,
        stops=stops(participation.programme, participation.timetable, keys={d.key for d in participation.dated}),
        seats=in_order(participation.seats.all()),
        contacts=correspondence.contacts(participation.programme),
        may_nominate=rules.may_nominate(request.user, participation),
    )


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def notification_letter(request, participation):
    """The notification letter as it was sent, and the chief officer's acceptance."""
    letter = _notification(request.user, participation)
    may_accept = rules.may_accept_notification(request.user, participation)
    form = AcceptForm(request.POST or None) if may_accept and not participation.accepted_at else None
    if request.method == "POST":
        if not may_accept or not letter:
            raise PermissionDenied
        if participation.accepted_at or form.is_valid():
            if taking_part.accept_notification(participation, by=request.user):
                messages.success(request, "Thank you. The notification has been accepted.")
            return redirect(participation)
    if letter:
        looks.record(request.user, "letter", letter, letter.title, address=request.path, participation=participation.pk)
    return _page(request, "notification_letter", participation, letter=letter, form=form)


def _notification(user, participation):
    """The letter of record: one's own copy, or for the rest of the partnership the chief officer's.

    It is read as the service, so who may is asked here, whatever else lets somebody see that the partnership takes part.
    """
    if not rules.seats_held(user, participation) and not rules.may_see_overview(user, participation.programme):
        return None
    with speaking.as_service():
        letters = Notice.objects.filter(participation_ref=participation.pk, kind="notification")
        return letters.filter(recipient=user).first() or letters.order_by("pk").first()


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def people(request, participation):
    seated = in_order(participation.seats.all())
    return _page(
        request,
        "people",
        participation,
        seats=seated,
        may_end=rules.may_end(request.user, seated),
        former=[seat for seat in participation.seats.all() if seat.status in ("ended", "declined")],
        may_nominate=rules.may_nominate(request.user, participation),
    )


@guarded(Participation, by=rules.may_nominate, queryset=_loaded)
def nominate(request, participation):
    may_name_chiefs = rules.may_accept_notification(request.user, participation)
    form = NominationForm(request.POST or None, may_name_chiefs=may_name_chiefs)
    if request.method == "POST" and form.is_valid():
        try:
            seat = seats.nominate(participation, by=request.user, **form.nomination())
        except seats.CannotNominate as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"{seat.person.name} has been nominated. We are writing to them; they begin when they accept."
            )
            return redirect("programmes:people", participation.pk)
    _, deadline, _ = tasks_of.standing(participation, "nominate", timezone.localdate())
    return _page(request, "nominate", participation, form=form, deadline=deadline)


@guarded(Seat, by=rules.may_answer_offer, queryset=lambda rows: rows.select_related("person", "offered_by"))
def answer_offer(request, seat):
    """A nominee says yes or no. They see the partnership's name and what the seat is, and nothing else yet."""
    with speaking.as_service():
        participation = Participation.objects.select_related("programme", "partnership").get(pk=seat.participation_id)
    seat.participation = participation
    form = AnswerForm(request.POST or None) if seat.status == Seat.Status.OFFERED else None
    if request.method == "POST" and form and form.is_valid():
        if form.cleaned_data["answer"] == "yes":
            seats.accept(seat, by=request.user)
            messages.success(request, f"Thank you. You are now {seat.get_role_display().lower()} for {participation}.")
            return redirect(participation)
        seats.decline(seat, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Thank you for answering. We have told those who nominated you.")
        return redirect("your-work")
    return render(request, "programmes/answer_offer.html", {"seat": seat, "participation": participation, "form": form})


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def briefing(request, participation):
    """Booking a place, changing it, giving it back."""
    may_act = rules.may_act_for(request.user, participation)
    booking = next(iter(participation.bookings.all()), None)
    sessions = briefing_places.sessions_for(participation)
    form = BookForm(request.POST or None, sessions=sessions, booked=booking) if may_act and sessions else None
    if request.method == "POST":
        if not may_act:
            raise PermissionDenied
        try:
            if "caught-up" in request.POST:
                briefing_places.catch_up(participation, by=request.user)
                messages.success(request, "Thank you. That is noted.")
                return redirect(participation)
            if "give-up" in request.POST and booking:
                briefing_places.give_up(booking, by=request.user)
                messages.success(request, "The place has been given back.")
                return redirect("programmes:briefing", participation.pk)
            if form and form.is_valid():
                briefing_places.book(form.chosen(), participation, by=request.user)
                messages.success(request, "The place is booked. It is in your calendar address too.")
                return redirect("programmes:briefing", participation.pk)
        except IllegalMove as move:
            messages.error(request, move.sentence)
            return redirect("programmes:briefing", participation.pk)
    missed = briefing_places.missed(participation, timezone.localdate())
    return _page(
        request,
        "briefing",
        participation,
        form=form,
        booking=booking,
        sessions=sessions,
        missed=missed,
        may_catch_up=bool(missed) and may_act,
    )


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def guidance(request, participation):
    released, to_come = tasks_of.guidance_for(participation, request.user, timezone.localdate())
    return _page(request, "guidance", participation, released=released, to_come=to_come)


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def guidance_document(request, participation, document):
    """One document of the library, from the day on which it is released."""
    released, _ = tasks_of.guidance_for(participation, request.user, timezone.localdate())
    found = next((each for each in released if each.key == document), None)
    if found is None:
        raise Http404
    return _page(
        request,
        "guidance_document",
        participation,
        document=found,
        html=correspondence.filled_in(found.text, participation) if found.text else "",
    )


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def dates(request, participation):
    plans = {plan.key: plan for plan in participation.programme.plans}
    today = timezone.localdate()
    return _page(
        request,
        "dates",
        participation,
        stops=stops(participation.programme, participation.timetable, keys={d.key for d in participation.dated}),
        rows=[{"dated": dated, "plan": plans[dated.key], "state": dated.state(today)} for dated in participation.dated],
        own={settled.milestone.key: settled for settled in participation.settled_dates.all()},
    )


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def dates_as_ical(request, participation):
    return _ical(calendars.of_participation(participation), f"{participation.programme.slug}.ics")


@guarded(Participation, by=rules.may_open, queryset=_loaded)
def confirm_done(request, participation, milestone):
    """Tell us that something is done: the survey shared, people named. Who does not act reads what was told."""
    may_act = rules.may_act_for(request.user, participation)
    if request.method == "POST" and not may_act:
        raise PermissionDenied
    plan = get_object_or_404(participation.programme.milestones, key=milestone)
    said = next((each for each in participation.confirmations.all() if each.milestone_id == plan.pk), None)
    initial = {"done_on": said.done_on, "headcount": said.headcount, "note": said.note} if said else {}
    form = ConfirmForm(request.POST or None, milestone=plan, initial=initial) if may_act else None
    if request.method == "POST" and form.is_valid():
        taking_part.confirm(participation, plan, by=request.user, **form.cleaned_data)
        messages.success(request, "Thank you. That is noted.")
        return redirect(participation)
    return _page(
        request,
        "confirm_done",
        participation,
        milestone=plan,
        dated=participation.timetable[plan.key],
        form=form,
        said=said,
        told=_told(said) if said else [],
    )


def _told(said) -> list[dict]:
    """What a partnership told us, as rows of a list of facts."""
    facts = [
        ("Done on", f"{said.done_on:%-d %B %Y}"),
        ("Shared with", counted(said.headcount, "person,people") if said.headcount is not None else ""),
        ("Note", said.note),
        ("Told by", f"{said.confirmed_by.name}, {timezone.localtime(said.confirmed_at):%-d %B %Y}"),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


# --- Calendars -------------------------------------------------------------------------------------------------------


@signed_in()
def calendar_address(request):
    """A person's private calendar address: made, made anew, or dropped."""
    address = ""
    if request.method == "POST":
        if "drop" in request.POST:
            calendars.drop_address(request.user)
            messages.success(request, "The address no longer works.")
            return redirect("programmes:calendar-address")
        address = calendars.new_address(request.user)
    return render(
        request,
        "programmes/calendar_address.html",
        {
            "address": address,
            "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
            "known": getattr(request.user, "calendar_address", None),
        },
    )


@open_to_everyone
def private_calendar(request, key):
    """What a calendar program reads: the key in the address stands for the person."""
    content = calendars.read(key)
    if content is None:
        raise Http404
    response = _ical(content, "scrutiny-portal.ics")
    response["Cache-Control"] = "private, max-age=900"
    return response


def _ical(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
