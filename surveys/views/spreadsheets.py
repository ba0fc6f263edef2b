"""Questions that come from a spreadsheet, and questions that are taken as one: XLSForm, the convention of ODK and Kobo."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from accounts.guards import guarded
from accounts.moves import IllegalMove
from files.names import to_show
from instruments import editing
from instruments.models import Version
from instruments.questions import Group
from instruments.xlsform import opening, taking
from instruments.xlsform.bringing import Brought, brought
from instruments.xlsform.findings import Weight
from interface.spreadsheets import EXCEL
from programmes.models import Programme
from surveys import forms_brought, rules, setting_up, writing
from surveys.forms.bringing import BringForm
from surveys.models import Survey

TOO_LONG = "Some words of this questionnaire are longer than a cell of a spreadsheet holds. Shorten them first."
FAULTY = "This version cannot be taken yet: {}"
#: The parts of the table of findings, the heaviest first.
PARTS = [
    (Weight.STOPS, "What keeps the form from being brought in", "What to do"),
    (Weight.CHANGED, "What was changed", "What was done instead"),
    (Weight.LEFT_OUT, "What was left out", "What that means"),
]


def _survey(programme, key) -> Survey:
    return get_object_or_404(programme.surveys.select_related("version", "questionnaire", "programme"), key=key)


@guarded(Programme, by=rules.may_change_questions, key="slug")
def bring(request, programme, survey):
    """Choose a form, look at what was read of it, and put its questions in. Nothing changes before the last."""
    found = _survey(programme, survey)
    if request.method == "POST" and "put" in request.POST:
        return _put(request, found)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["form"]
        try:
            content = opening.opened(upload)
        except opening.Refused as refused:
            form.add_error("form", str(refused))
        else:
            return _shown(request, found, brought(content, title=found.title), to_show(upload.name or ""))
    context = {
        "programme": programme,
        "survey": found,
        "form": form,
        "has_begun": setting_up.keeps_its_questions(found),
    }
    return render(request, "surveys/bring.html", context)


def _shown(request, survey: Survey, form: Brought, name: str):
    findings = list(form.findings)
    context = {
        "name": name,
        "brought": form,
        "parts": [
            (weight, heading, done, [each for each in findings if each.weight == weight])
            for weight, heading, done in PARTS
        ],
        "cells": len({cell for each in findings for cell in each.cells}),
    }
    if form.instrument is not None:
        instrument, kept = forms_brought.fitted(form, survey)
        context |= {"kept": kept} | _to_put(survey, instrument)
    return _preview(request, survey, context)


def _to_put(survey: Survey, instrument) -> dict:
    questions = list(instrument.questions())
    inner = [each for question in questions if isinstance(question, Group) for each in question.questions]
    return {
        "instrument": instrument,
        "numbers": {
            "sections": len(instrument.sections),
            "questions": len(questions) + len(inner),
            "options": sum(len(question.options_of()) for question in [*questions, *inner]),
        },
        "seal": forms_brought.sealed(instrument, survey),
        "seen": forms_brought.seen_now(survey),
    }


def _preview(request, survey: Survey, context: dict):
    own = {
        "programme": survey.programme,
        "survey": survey,
        "version": writing.in_the_making(survey),
        "has_begun": setting_up.keeps_its_questions(survey),
    }
    return render(request, "surveys/brought.html", own | context)


def _put(request, survey: Survey):
    """What was looked at goes into the version in the making; where somebody else was quicker, it is shown again."""
    instrument = forms_brought.unsealed(request.POST.get("seal", ""), survey)
    seen = request.POST.get("seen", "")
    try:
        number = int(seen) if seen.removeprefix("-").isdigit() and len(seen) < 9 else None
        if number is None:
            raise IllegalMove(forms_brought.TOO_OLD)
        forms_brought.put_in(survey, instrument, seen=number, by=request.user)
    except IllegalMove as error:
        if setting_up.keeps_its_questions(survey):
            raise
        return _preview(request, survey, {"trouble": error.sentence, "parts": []} | _to_put(survey, instrument))
    messages.success(request, "The questions of the form are in a version in the making. Publish it when it is right.")
    return redirect("surveys:questions", survey.programme.slug, survey.key)


@require_GET
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def take(request, programme, survey):
    """What is asked, as an XLSForm."""
    found = _survey(programme, survey)
    return _as_workbook(found, found.version)


@require_GET
@guarded(Programme, by=rules.may_change_questions, key="slug")
def take_in_the_making(request, programme, survey):
    """The version in the making, as an XLSForm."""
    found = _survey(programme, survey)
    version = writing.in_the_making(found)
    if version is None:
        raise Http404
    if wrong := editing.faults(version.content):
        raise IllegalMove(FAULTY.format(wrong[0]))
    return _as_workbook(found, version)


def _as_workbook(survey: Survey, version: Version) -> HttpResponse:
    try:
        book = taking.workbook(version.instrument, form_id=survey.key, version=str(version.number))
    except taking.TooLong:
        raise IllegalMove(TOO_LONG) from None
    response = HttpResponse(book, content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, f"{survey.key}-version-{version.number}.xlsx")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
