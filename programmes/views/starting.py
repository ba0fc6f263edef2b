"""Starting a programme: choose a definition, say when and who, see the dates come out, start it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.guards import signed_in
from instruments import form_pages
from instruments.answers import Compiled, Reading
from instruments.questions import in_words
from interface.timeline import Stop
from programmes import definition_shown, rules, starting
from programmes.definition_files import load, slugs
from programmes.forms.starting import StartForm
from programmes.letter_text import in_full, span
from programmes.timetable import Timetable


def _definition(slug: str):
    if slug not in slugs():
        raise Http404
    return load(slug)


@signed_in(by=rules.may_start_programmes)
def choose_definition(request):
    return render(request, "programmes/choose_definition.html", {"definitions": [load(slug) for slug in slugs()]})


@signed_in(by=rules.may_start_programmes)
def definition(request, definition):
    """Everything that one definition holds, each fact with its standing and its source."""
    found = _definition(definition)
    published, verify, suggested = definition_shown.counted(found)
    return render(
        request,
        "programmes/definition.html",
        {
            "definition": found,
            "parts": definition_shown.parts(found),
            "published": published,
            "verify": verify,
            "suggested": suggested,
        },
    )


@signed_in(by=rules.may_start_programmes)
def try_survey(request, definition, survey):
    """A survey as its respondents will meet it, to be answered for a trial; nothing is kept."""
    found = _definition(definition)
    chosen = next((each for each in found.surveys if each.key == survey), None)
    if chosen is None:
        raise Http404
    was_sent = request.method == "POST"
    typed = dict(request.POST.lists()) if was_sent else {}
    pressed = form_pages.pressed(chosen.questionnaire, typed)
    if pressed:
        typed, was_sent = pressed.typed, False
    reading = Compiled(chosen.questionnaire).read(typed) if typed else Reading()
    if pressed:
        reading = Reading(reading.values)
    return render(
        request,
        "programmes/try_survey.html",
        {
            "definition": found,
            "survey": chosen,
            "questionnaire": chosen.questionnaire,
            "sections": form_pages.sections(chosen.questionnaire, reading, typed, at=pressed.at if pressed else ""),
            "errors": form_pages.errors(reading, chosen.questionnaire) if was_sent else [],
            "answers": [
                {"key": question.label, "value": in_words(question, reading.values[question.key])}
                for question in chosen.questionnaire.questions()
                if question.key in reading.values
            ],
            "was_sent": was_sent,
        },
    )


@signed_in(by=rules.may_start_programmes)
def start_programme(request, definition):
    definition = _definition(definition)
    form = StartForm(request.POST or None, definition=definition)
    timetable = None
    if request.method == "POST" and "start" in request.POST:
        pressed = {name: form.data.get(name, "").strip() for name in ("slug", "title")}
        if again := starting.started_just_now(definition, by=request.user, **pressed):
            return redirect("programmes:overview", again.slug)
    if request.method == "POST" and form.is_valid():
        day_one = form.cleaned_data["day_one"]
        if "start" in request.POST:
            try:
                programme = starting.start(
                    definition,
                    slug=form.cleaned_data["slug"],
                    title=form.cleaned_data["title"],
                    day_one=day_one,
                    public_from=form.cleaned_data["public_from"],
                    areas=form.chosen_areas(),
                    by=request.user,
                )
            except starting.CannotStart as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request,
                    f"{programme.title} has been started. Nothing is sent until you have read its letters.",
                )
                return redirect("programmes:overview", programme.slug)
        timetable = definition.timetable.lay_out(day_one=day_one)
    dated = list(timetable or [])
    plans = {plan.key: plan for plan in definition.timetable.milestones}
    return render(
        request,
        "programmes/start_programme.html",
        {
            "definition": definition,
            "form": form,
            "dated": [
                {"name": each.title, "date": span(each.starts, each.ends), "who": plans[each.key].who_acts}
                for each in dated
            ],
            "doubt": _closed_day_one(timetable) if timetable else "",
            "stops": [Stop(each.title, starts=each.starts, ends=each.ends) for each in dated],
            "today": timezone.localdate(),
            "unofficial": unofficial(definition),
        },
    )


def _closed_day_one(timetable: Timetable) -> str:
    """A word of warning where a programme would begin on a day on which nobody works; empty where it would not."""
    why = timetable.days.why_closed(timetable.day_one)
    return f"Day one, {in_full(timetable.day_one)}, is {why}. It stays there unless you choose another." if why else ""


def unofficial(definition) -> list[str]:
    """What a definition says without an official basis: defaults to look at before the first letter goes."""
    facts = [*definition.legal_basis, *definition.questions, *definition.scope_in, *definition.scope_out]
    return [fact.text for fact in facts if not fact.is_official] + [
        f"{term.term}: {term.meaning}" for term in definition.terms if not term.is_official
    ]
