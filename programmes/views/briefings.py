"""Briefing sessions, as the team sets them up and notes who came."""

from datetime import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts import speaking
from accounts.guards import guarded
from accounts.moves import IllegalMove
from interface.counting import counted
from interface.forms import DateField, OverWhatWasSeen, Submit
from programmes import briefing_places, rules
from programmes.forms.people import ReasonForm
from programmes.models import Booking, BriefingSession, Programme


class SessionForm(OverWhatWasSeen, forms.ModelForm):
    """When a session is, for how many, and how to join."""

    day = DateField(label="Day")
    begins = forms.TimeField(
        label="Begins at",
        help_text="For example 10:30",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M"),
    )

    class Meta:
        model = BriefingSession
        fields = ["title", "minutes", "places", "joining"]
        labels = {"minutes": "How many minutes", "places": "How many partnerships may come", "joining": "How to join"}
        widgets = {"joining": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, programme: Programme, milestone, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.programme, self.instance.milestone = programme, milestone
        if self.instance.pk:
            starts = timezone.localtime(self.instance.starts_at).replace(second=0, microsecond=0)
            self.initial |= {"day": starts.date(), "begins": starts.time()}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title", "day", "begins", "minutes", "places", "joining", ButtonHolder(Submit("save", "Save the session"))
        )
        self.watch()

    def clean_places(self):
        places = self.cleaned_data["places"]
        if self.instance.pk:
            with speaking.as_service():
                highest = max((booking.place for booking in self.instance.bookings.all()), default=0)
            if places < highest:
                raise forms.ValidationError(
                    f"{counted(highest, 'place is,places are')} taken already. Leave at least that many."
                )
        if places < 1:
            raise forms.ValidationError("A session needs at least one place.")
        return places

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if not 10 <= minutes <= 480:
            raise forms.ValidationError("A session lasts between 10 minutes and 8 hours.")
        return minutes

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("begins"):
            starts = datetime.combine(cleaned["day"], cleaned["begins"], timezone.get_current_timezone())
            if starts <= timezone.now() and not self.instance.pk:
                self.add_error("day", "This moment has passed. Choose a later one.")
            self.instance.starts_at = starts
        return cleaned


def _briefing_milestone(programme: Programme):
    return next((plan for plan in programme.plans if "book briefing" in plan.gates), None)


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=lambda rows: rows.with_plan())
def briefings(request, programme):
    milestone = _briefing_milestone(programme)
    may_run = rules.may_run(request.user, programme)
    form = None
    if may_run and milestone:
        initial = {"title": f"Briefing for co-ordinators: {programme.short_title}", "minutes": 60, "places": 12}
        form = SessionForm(request.POST or None, programme=programme, milestone=milestone, initial=initial)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            form.save()
            messages.success(request, "The session can be booked now.")
            return redirect("programmes:briefings", programme.slug)
    sessions = programme.briefing_sessions.prefetch_related("bookings__participation__partnership")
    with speaking.as_service():
        sessions = list(sessions)
    return render(
        request,
        "programmes/briefings.html",
        {"programme": programme, "sessions": sessions, "form": form, "milestone": milestone, "now": timezone.now()},
    )


@guarded(Programme, by=rules.may_run, key="slug", queryset=lambda rows: rows.with_plan())
def session(request, programme, session):
    """One session: change it, and note who came."""
    found = get_object_or_404(programme.briefing_sessions.select_related("milestone"), pk=session)
    if request.method == "POST" and "attendance" in request.POST:
        bookings = {str(booking.pk): booking for booking in found.bookings.all()}
        for name, value in request.POST.items():
            if name.startswith("came-") and name[5:] in bookings and value in Booking.Attendance.values:
                briefing_places.record_attendance(bookings[name[5:]], value)
        messages.success(request, "Attendance has been noted.")
        return redirect("programmes:briefing-session", programme.slug, found.pk)
    is_form = request.method == "POST"
    if is_form and found.was_held:
        raise IllegalMove("This session has been held, so it can no longer be changed.")
    form = SessionForm(
        request.POST if is_form else None, instance=found, programme=programme, milestone=found.milestone
    )
    before = found.starts_at, found.joining
    if is_form and form.is_valid():
        form.save()
        if before != (found.starts_at, found.joining):
            for booking in found.bookings.select_related("participation__programme", "participation__partnership"):
                booking.session = found
                briefing_places.tell_of("a briefing has changed", booking, by=request.user)
        messages.success(request, "The session has been saved.")
        return redirect("programmes:briefings", programme.slug)
    return render(
        request,
        "programmes/briefing_session.html",
        {
            "programme": programme,
            "session": found,
            "form": form,
            "bookings": found.bookings.select_related("participation__partnership"),
            "attendances": Booking.Attendance.choices,
        },
    )


@guarded(Programme, by=rules.may_run, key="slug")
def call_off(request, programme, session):
    """Call a session off, with the reason; those who booked are told."""
    found = get_object_or_404(programme.briefing_sessions, pk=session)
    form = ReasonForm(request.POST or None, button="Call it off")
    if request.method == "POST" and form.is_valid():
        try:
            told = briefing_places.call_off(found, reason=form.cleaned_data["reason"], by=request.user)
        except IllegalMove as move:
            form.add_error(None, move.sentence)
        else:
            messages.success(
                request,
                f"The session is called off, and {counted(told, 'partnership has,partnerships have')} been told.",
            )
            return redirect("programmes:briefings", programme.slug)
    return render(request, "programmes/call_off.html", {"programme": programme, "session": found, "form": form})
