"""Where a person begins the day: what waits for them, and the programmes they work on or take part in."""

from django.shortcuts import render
from django.utils import timezone

from accounts.guards import signed_in
from programmes import rules, work
from programmes.models import Participation, Programme


@signed_in()
def your_work(request):
    desk = work.Desk(request.user, timezone.localdate())
    waiting, today = work.waiting_for(desk), desk.today
    return render(
        request,
        "programmes/your_work.html",
        {
            "today": today,
            "late": [each for each in waiting if each.is_late(today)],
            "waiting": [each for each in waiting if not each.is_late(today)],
            "worked_on": desk.worked_on,
            "doors": work.doors_of(request.user),
            "parts": desk.participations,
        },
    )


@signed_in()
def programme_list(request):
    """The programmes that a person has to do with, the running ones first."""
    programmes = list(Programme.objects.worked_on_by(request.user).with_plan().select_related("lead_body"))
    today = timezone.localdate()
    for programme in programmes:
        dates = list(programme.timetable)
        programme.last_day = max((dated.ends for dated in dates), default=programme.day_one)
        programme.now = [dated for dated in dates if dated.state(today) == "open"]
        programme.next = next((dated for dated in dates if dated.starts > today), None)
    return render(
        request,
        "programmes/programme_list.html",
        {
            "running": [each for each in programmes if each.last_day >= today],
            "over": [each for each in programmes if each.last_day < today],
            "parts": Participation.objects.sat_in_by(request.user).select_related("programme", "partnership"),
            "may_start": rules.may_start_programmes(request.user),
            "today": today,
        },
    )
