"""Surveys as a programme's team sees them: when they are open, and how many have answered where."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.guards import guarded
from accounts.moves import IllegalMove
from interface.counting import counted
from interface.spreadsheets import as_csv
from programmes.models import Programme
from surveys import arrived, doorway, rules, setting_up, standing
from surveys.forms.opening import OpenForm
from surveys.models import DayCount, Link, Survey

STATES = {
    "no dates": ("No dates yet", "quiet"),
    "not open": ("Not open yet", "quiet"),
    "open": ("Open", "open"),
    "closed": ("Closed", "waiting"),
    "frozen": ("Closed and frozen", "done"),
}


def _links(user, surveys) -> list[Link]:
    return list(
        Link.objects.visible_to(user)
        .filter(survey__in=surveys)
        .select_related("survey__milestone", "participation__partnership")
        .order_by("survey__position", "participation__partnership__name", "kind")
    )


def _counted(survey: Survey, found: list[standing.Standing], today) -> dict:
    """How the answers to a survey in which people are named stand: how many of how many."""
    newest = [each.newest for each in found]
    states = [each.state for each in found]
    opening = {reply.state(today) for reply in newest}
    state = next((each for each in ("open", "not open", "closed", "frozen") if each in opening), "no dates")
    return {
        "survey": survey,
        "words": STATES[state][0],
        "mark": STATES[state][1],
        "opens_on": min((reply.opens_on for reply in newest if reply.opens_on), default=None),
        "closes_on": max((reply.closes_on for reply in newest if reply.closes_on), default=None),
        "whole": len(found),
        "sent": sum(each.sent is not None for each in found),
        "to_sign_off": states.count("to sign off"),
        "begun": states.count("being prepared"),
        "not_begun": states.count("to do"),
        "not_sent": states.count("not sent"),
    }


def _all_in_all(survey: Survey, responses: list[arrived.Response], today) -> dict:
    """One survey in a line: its state is that of its links, where they agree."""
    states = {each.link.state(today) for each in responses}
    state = next((each for each in ("open", "not open", "closed", "frozen", "no dates") if each in states), "no dates")
    asked = [each for each in responses if each.headcount]
    days = [each.link for each in responses if each.link.opens_on]
    return {
        "survey": survey,
        "words": STATES[state][0],
        "mark": STATES[state][1],
        "answers": sum(each.answers for each in responses),
        "headcount": sum(each.headcount for each in asked),
        "of_those": sum(each.answers for each in asked),
        "said_how_many": len(asked),
        "links": len(responses),
        "without_answers": sum(
            not each.answers for each in responses if each.link.state(today) not in ("no dates", "not open")
        ),
        "opens_on": min((link.opens_on for link in days), default=None),
        "closes_on": max((link.closes_on for link in days), default=None),
    }


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def surveys(request, programme):
    today = timezone.localdate()
    found = list(programme.surveys.select_related("milestone", "version"))
    responses = arrived.responses(_links(request.user, found))
    replies = standing.of_surveys(request.user, found, today) if any(each.named for each in found) else []
    return render(
        request,
        "surveys/surveys.html",
        {
            "programme": programme,
            "surveys": [
                _counted(each, [one for one in replies if one.newest.survey_id == each.pk], today)
                if each.named
                else _all_in_all(each, [one for one in responses if one.link.survey_id == each.pk], today)
                for each in found
            ],
        },
    )


def _survey(programme, key) -> Survey:
    return get_object_or_404(programme.surveys.select_related("milestone", "version", "programme"), key=key)


@guarded(Programme, by=rules.may_see_surveys, key="slug")
def survey(request, programme, survey):
    """One survey: how many have answered where, and its days where no milestone gives them."""
    found, today = _survey(programme, survey), timezone.localdate()
    stands = standing.of_surveys(request.user, [found], today) if found.named else []
    links = [each.newest for each in stands] if found.named else _links(request.user, [found])
    still = [link for link in links if link.dataset_id is None]
    may_open = rules.may_open_by_hand(request.user, programme) and not found.milestone_id and bool(links)
    if request.method == "POST" and not may_open:
        raise PermissionDenied
    if request.method == "POST" and not still:
        raise IllegalMove("This survey has closed and is frozen, so other days would change nothing.")
    form = OpenForm(request.POST or None, links=links) if may_open and still else None
    if request.method == "POST" and form.is_valid():
        days = {"opens_on": form.cleaned_data["opens_on"], "closes_on": form.cleaned_data["closes_on"]}
        try:
            changed = setting_up.open_by_hand(found, form.chosen(), **days)
        except ValueError as refused:
            # Somebody has answered in the moment since the form was looked at.
            raise IllegalMove(str(refused)) from None
        doorway.forget()
        messages.success(request, f"The days of {counted(changed, 'link')} have been saved.")
        return redirect(found)
    if found.named:
        return render(
            request,
            "surveys/named_survey.html",
            {
                "programme": programme,
                "survey": found,
                "instrument": found.version.instrument,
                "rows": stands,
                "all": _counted(found, stands, today),
                "may_ask": rules.may_open_by_hand(request.user, programme),
                "form": form,
                "frozen": len(links) - len(still),
                "by_hand": may_open,
                "may_change": rules.may_change_questions(request.user, programme),
            },
        )
    responses = arrived.responses(links)
    return render(
        request,
        "surveys/survey.html",
        {
            "programme": programme,
            "survey": found,
            "instrument": found.version.instrument,
            "all": _all_in_all(found, responses, today),
            "rows": [(each, *STATES[each.link.state(today)]) for each in responses],
            "days": DayCount.objects.filter(link__in=links).values("on").annotate(n=Sum("answers")).order_by("on"),
            "form": form,
            "frozen": len(links) - len(still),
            "by_hand": may_open,
            "today": today,
            "may_change": rules.may_change_questions(request.user, programme),
        },
    )


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def responses_as_csv(request, programme, survey):
    found, today = _survey(programme, survey), timezone.localdate()
    responses = arrived.responses(_links(request.user, [found]))
    header = ["Area", "Respondents", "State", "First day", "Last day", "Answers", "People asked", "Response rate (%)"]
    return as_csv(
        f"{programme.slug}-{found.key}-responses-{today:%Y-%m-%d}",
        header,
        [
            [
                each.link.participation.partnership.name if each.link.participation_id else "",
                found.title_of(each.link.kind),
                STATES[each.link.state(today)][0],
                each.link.opens_on,
                each.link.closes_on,
                each.answers,
                each.headcount,
                each.rate,
            ]
            for each in responses
        ],
    )
