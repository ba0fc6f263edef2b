"""A programme's team, its partnerships, and one partnership as the team sees it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts import roles, speaking
from accounts.guards import guarded
from accounts.invitations import CannotInvite
from accounts.models import Area, Organisation
from accounts.moves import IllegalMove
from interface.forms import Submit
from programmes import choosing, correspondence, dates, overview, rules, seats, starting, team
from programmes.forms.dates import NotificationDayForm
from programmes.forms.people import AssignForm, NominationForm, ReasonForm
from programmes.models import Participation, Programme, Seat
from programmes.views.drawn import stops
from programmes.views.taking_part import in_order


def _with_plan(rows):
    return rows.with_plan().select_related("lead_body")


# --- The team --------------------------------------------------------------------------------------------------------


@guarded(Programme, by=rules.may_see_overview, key="slug")
def team_page(request, programme):
    may_change = rules.may_change_set_up(request.user, programme)
    form = AssignForm(request.POST or None) if may_change else None
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            try:
                assignment = team.assign(
                    programme,
                    email=form.cleaned_data["email"],
                    name=form.cleaned_data["name"],
                    role=roles.BY_SLUG[form.cleaned_data["role"]],
                    by=request.user,
                )
            except (CannotInvite, IllegalMove) as error:
                form.add_error("email", error.sentence)
            else:
                messages.success(request, f"{assignment.person} is in the team, and has been written to.")
                return redirect("programmes:team", programme.slug)
    today = timezone.localdate()
    people = programme.team.select_related("person__organisation").order_by("person__name")
    return render(
        request,
        "programmes/team.html",
        {
            "programme": programme,
            "current": [each for each in people if today in each.period],
            "former": [each for each in people if today not in each.period],
            "form": form,
        },
    )


@guarded(Programme, by=rules.may_change_set_up, key="slug")
def release_from_team(request, programme, assignment):
    """Let a person go from the team, asked first."""
    found = get_object_or_404(programme.team.select_related("person"), pk=assignment)
    if request.method == "POST":
        try:
            team.release(found)
        except IllegalMove as move:
            messages.error(request, move.sentence)
        else:
            messages.success(request, f"{found.person} is no longer in the team.")
        return redirect("programmes:team", programme.slug)
    return render(
        request,
        "programmes/confirm.html",
        {
            "programme": programme,
            "title": f"Let {found.person} go from the team?",
            "consequences": [
                f"From today {found.person} no longer sees this programme as {found.get_role_display().lower()}.",
                "What they wrote and decided stays.",
            ],
            "words": "Let them go",
            "back": request.path.rsplit("/", 3)[0] + "/",
        },
    )


# --- Partnerships ----------------------------------------------------------------------------------------------------


class AddPartnershipForm(forms.Form):
    """One more partnership: an area whose bodies the registers know."""

    area = forms.ModelChoiceField(label="Area", queryset=Area.objects.none(), empty_label="Choose an area")

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        taken = programme.partnerships.values("areas")
        self.fields["area"].queryset = Area.objects.exclude(pk__in=taken)
        self.helper = FormHelper()
        self.helper.layout = Layout("area", ButtonHolder(Submit("add", "Add the partnership")))


@guarded(
    Programme,
    by=rules.may_see_overview,
    key="slug",
    queryset=lambda rows: choosing.with_asks(_with_plan(rows)),
)
def partnerships(request, programme):
    may_change = rules.may_change_set_up(request.user, programme)
    form = AddPartnershipForm(request.POST or None, programme=programme) if may_change else None
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            area = form.cleaned_data["area"]
            starting.add_partnership_of(programme, area)
            messages.success(request, f"{area} takes part now. Its letters go out by the timetable.")
            return redirect("programmes:partnerships", programme.slug)
    visible = Participation.objects.visible_to(request.user).filter(programme=programme)
    seated = Seat.objects.filter(status=Seat.Status.ACCEPTED).select_related("person")
    rows = (
        visible.select_related("partnership")
        .prefetch_related(
            Prefetch("partnership__organisations", Organisation.objects.only("name"), to_attr="bodies"),
            Prefetch("seats", seated.only("participation", "role", "person__name"), to_attr="seated"),
        )
        .order_by("partnership__name")
    )
    return render(
        request,
        "programmes/partnerships.html",
        {
            "programme": programme,
            "rows": rows,
            "form": form,
            "may_change": may_change,
            "is_for_some": choosing.is_for_some(programme),
        },
    )


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=_with_plan)
def partnership(request, programme, participation):
    """One partnership as the team sees it: its people, where each step stands, its own dates."""
    found = _visible(request, programme, participation)
    today = timezone.localdate()
    cells = overview.cells_of(programme, [found], today)[found.pk]
    steps = [(column.title, cells.get(column.key)) for column in overview.columns_of(programme)]
    seated = in_order(found.seats.all())
    day_form = None
    may_run = rules.may_run(request.user, programme)
    if programme.is_rolling and may_run:
        day_form = NotificationDayForm(request.POST or None, participation=found)
        if request.method == "POST" and day_form.is_valid():
            dates.notify_from(found, day_form.cleaned_data["day_one"], by=request.user)
            messages.success(request, "The notification day has been set; every other date follows from it.")
            return redirect("programmes:partnership", programme.slug, found.pk)
    return render(
        request,
        "programmes/partnership.html",
        {
            "programme": programme,
            "participation": found,
            "seats": seated,
            "may_end": rules.may_end(request.user, seated),
            "steps": steps,
            "stops": stops(programme, found.timetable, keys={dated.key for dated in found.dated}),
            "dated": found.dated,
            "own": {settled.milestone.key: settled for settled in found.settled_dates.all()},
            "may_run": may_run,
            "may_withdraw": rules.may_withdraw(request.user, programme),
            "day_form": day_form,
            "today": today,
        },
    )


def _visible(request, programme, pk) -> Participation:
    rows = Participation.objects.visible_to(request.user).filter(programme=programme).values("pk")
    found = correspondence.everyone(programme).filter(pk__in=rows, pk=pk).first()
    if found is None:
        raise Http404
    found.programme = programme
    return found


@guarded(Programme, by=rules.may_run, key="slug", queryset=_with_plan)
def nominate_for(request, programme, participation):
    """A lead or support officer names somebody for a partnership that has nobody left who can."""
    found = _visible(request, programme, participation)
    form = NominationForm(request.POST or None, may_name_chiefs=True)
    if request.method == "POST" and form.is_valid():
        try:
            seat = seats.nominate(found, by=request.user, **form.nomination())
        except seats.CannotNominate as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{seat.person} has been nominated, and is being written to.")
            return redirect("programmes:partnership", programme.slug, found.pk)
    return render(request, "programmes/nominate.html", {"programme": programme, "participation": found, "form": form})


@guarded(Programme, by=rules.may_withdraw, key="slug", queryset=_with_plan)
def withdraw(request, programme, participation):
    """Take a partnership out of the programme, with the reason."""
    found = _visible(request, programme, participation)
    form = ReasonForm(request.POST or None, button="Take it out")
    if request.method == "POST" and form.is_valid():
        with speaking.as_service():
            Participation.objects.filter(pk=found.pk, withdrawn_at=None).update(
                withdrawn_at=timezone.now(),
                withdrawn_by=request.user,
                withdrawn_reason=form.cleaned_data["reason"],
            )
        messages.success(request, f"{found} no longer takes part. Nothing more is sent to its people.")
        return redirect("programmes:partnerships", programme.slug)
    return render(
        request,
        "programmes/withdraw.html",
        {"programme": programme, "participation": found, "form": form},
    )


@guarded(Programme, by=rules.may_withdraw, key="slug", queryset=_with_plan)
def take_back(request, programme, participation):
    """Undo a withdrawal."""
    found = _visible(request, programme, participation)
    if request.method == "POST":
        with speaking.as_service():
            Participation.objects.filter(pk=found.pk).update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
        messages.success(request, f"{found} takes part again.")
    return redirect("programmes:partnership", programme.slug, found.pk)


@guarded(Seat, by=rules.may_end_seat, queryset=lambda rows: rows.select_related("participation__programme", "person"))
def end_seat(request, seat):
    """End a seat, with the reason; the last co-ordinator is told what to do first."""
    form = ReasonForm(request.POST or None, button="End this seat")
    if request.method == "POST" and form.is_valid():
        try:
            seats.end(seat, reason=form.cleaned_data["reason"], by=request.user)
        except IllegalMove as move:
            form.add_error(None, move.sentence)
        else:
            messages.success(request, f"{seat.person} no longer has this seat.")
            if seat.person_id == request.user.pk:
                return redirect("your-work")
            return redirect(_page_of(request.user, seat.participation))
    return render(request, "programmes/end_seat.html", {"seat": seat, "form": form})


def _page_of(user, participation: Participation) -> str:
    """Where a person sees a partnership's people: the team's page, or the partnership's own."""
    if rules.seats_held(user, participation):
        return f"{participation.get_absolute_url()}people/"
    return f"/work/{participation.programme.slug}/partnerships/{participation.pk}/"
