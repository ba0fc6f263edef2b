"""A respondent's pages: what becomes of an answer, the questions, a last look, thanks. They need no script and no account."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guards import open_to_everyone
from instruments import form_pages
from instruments.answers import Reading
from instruments.models import compiled_version
from instruments.questions import in_words
from surveys import answering, doorway, flooding, sheets
from surveys.keeping import FORMS_ARE_KEPT_DAYS

#: More fields, or more text, than any questionnaire has: a form of this size is not one of ours.
MOST_FIELDS = 2_000


def at_a_door(view):
    """``view(request, door, **rest)`` for a link that leads to a survey; anybody may open it."""

    @open_to_everyone
    @csrf_exempt
    @wraps(view)
    def through(request, words, **rest):
        door = doorway.door(words)
        if door is None:
            raise Http404
        if words != door.words:
            return redirect("surveys:answer", door.words)
        return view(request, door, **rest)

    return through


def with_a_form(view):
    """``view(request, door, number, compiled, form, **rest)`` for a form that was begun here and is not sent yet."""

    @at_a_door
    @wraps(view)
    def through(request, door, number, **rest):
        if not doorway.is_ours(door.link, number):
            raise Http404
        if not (door.is_open or door.is_closing):
            return _closed(request, door)
        compiled = compiled_version(door.version)
        if request.method == "POST":
            # What is on its way must not wait for what was kept of it: each page asks by itself.
            return view(request, door, number, compiled, None, **rest)
        form = answering.form(number)
        if form.was_sent:
            return redirect("surveys:thanks", door.words)
        return view(request, door, number, compiled, form, **rest)

    return through


@require_http_methods(["GET", "HEAD", "POST"])
@at_a_door
def start(request, door):
    """What the survey is, what becomes of an answer, and the button that begins."""
    if not door.is_open:
        return _closed(request, door)
    instrument = compiled_version(door.version).instrument
    if request.method == "POST":
        number = doorway.new_number(door.link)
        first = sheets.sheets(instrument, {})[0]
        return redirect("surveys:sheet", door.words, number, first.key)
    return render(
        request,
        "surveys/start.html",
        {"door": door, "instrument": instrument, "questions": len(instrument.by_key)},
    )


def _closed(request, door):
    return render(request, "surveys/closed.html", {"door": door})


@require_http_methods(["GET", "HEAD", "POST"])
@with_a_form
def sheet(request, door, number, compiled, form, sheet):
    """One page of questions. What is right is kept when somebody goes on; what is wrong is told and stays as typed."""
    instrument = compiled.instrument
    if request.method == "POST":
        form = answering.form(number)
        if form.was_sent:
            return redirect("surveys:thanks", door.words)
    pages = sheets.sheets(instrument, form.values)
    page = next((each for each in pages if each.key == sheet), None)
    if page is None:
        # An answer given since has made this page needless, or the address was typed.
        return redirect("surveys:sheet", door.words, number, pages[0].key)
    reading, typed, further = Reading(dict(form.values)), sheets.as_typed(instrument, form.values), []
    is_busy = request.method == "POST" and flooding.is_too_many_pages(door.link)
    if request.method == "POST":
        typed = _typed(request)
        reading, further = sheets.read(compiled, page, typed, form.values)
        if reading.is_whole and not further and not is_busy:
            answering.keep(door.link, number, reading.values)
            return _on(request, door, number, sheets.sheets(instrument, reading.values), page.key)
    asked = next((each for each in sheets.sheets(instrument, reading.values) if each.key == page.key), page)
    questions = {question.key for question in asked.questions}
    drawn = [
        (each, [control for control in each.controls if control.question.key in questions])
        for each in form_pages.sections(instrument, reading, typed)
        if each.section.key == page.section.key
    ]
    place = [each.key for each in pages].index(page.key) + 1
    return render(
        request,
        "surveys/sheet.html",
        {
            "door": door,
            "number": number,
            "page": asked,
            "intro": drawn[0][0].intro if drawn and page.is_first_of_section else "",
            "controls": drawn[0][1] if drawn else [],
            "shown": " ".join(question.key for question in asked.questions),
            "errors": form_pages.errors(reading),
            "further": further,
            "place": place,
            "places": len(pages),
            "before": sheets.before(pages, page.key),
            "to_check": "check" in request.GET or "check" in request.POST,
            "is_busy": is_busy,
        },
        status=429 if is_busy else 200,
    )


def _typed(request) -> dict[str, list[str]]:
    if len(request.POST) > MOST_FIELDS:
        raise Http404
    return dict(request.POST.lists())


def _on(request, door, number, pages, key):
    if "leave" in request.POST:
        return redirect("surveys:leave", door.words, number)
    following = sheets.after(pages, key)
    if following is None or "check" in request.POST:
        return redirect("surveys:check", door.words, number)
    return redirect("surveys:sheet", door.words, number, following.key)


@require_http_methods(["GET", "HEAD", "POST"])
@with_a_form
def check(request, door, number, compiled, form):
    """All answers once more, each with a way back; the button sends what is shown, and nothing that changed meanwhile."""
    instrument = compiled.instrument
    if request.method == "POST":
        reading = compiled.read(_typed(request))
        if reading.is_whole:
            if flooding.is_too_much(door.link):
                return render(request, "surveys/busy.html", {"door": door, "number": number}, status=429)
            if answering.send(door.link, number, reading.values):
                return redirect("surveys:thanks", door.words)
            return _closed(request, door)
        values, problems = reading.values, reading.problems
    else:
        # The first look says what is missing only once somebody wants to send.
        values, problems = form.values, {}
    pages = sheets.sheets(instrument, values)
    typed = sheets.as_typed(instrument, values)
    return render(
        request,
        "surveys/check.html",
        {
            "door": door,
            "number": number,
            "parts": [(page, _rows(page, values)) for page in pages if page.questions],
            "fields": [(name, value) for name, given in typed.items() for value in given],
            "errors": [
                {"message": words, "id": f"answer_{name.partition('.')[0]}"} for name, words in problems.items()
            ],
            "last": pages[-1],
            "is_empty": not values,
        },
    )


def _rows(page, values) -> list[dict]:
    return [{"question": each, "answer": in_words(each, values.get(each.key))} for each in page.questions]


@require_http_methods(["GET", "HEAD", "POST"])
@with_a_form
def leave(request, door, number, compiled, form):
    """How to come back to a form that is not finished, and how to have it forgotten."""
    if request.method == "POST":
        answering.forget(number)
        return render(request, "surveys/forgotten.html", {"door": door})
    pages = sheets.sheets(compiled.instrument, form.values)
    return render(
        request,
        "surveys/leave.html",
        {
            "door": door,
            "number": number,
            "first": pages[0],
            "days": FORMS_ARE_KEPT_DAYS,
            "address": request.build_absolute_uri(request.path.removesuffix("leave/") + f"q/{pages[0].key}/"),
        },
    )


@require_GET
@at_a_door
def thanks(request, door):
    """Thanks, and where the results will be. It looks the same for everybody, and bears no number.

    Nobody can have sent anything to a survey that has not opened, so nobody is thanked there.
    """
    if door.state in ("not open", "no dates"):
        return _closed(request, door)
    return render(
        request,
        "surveys/thanks.html",
        {"door": door, "instrument": compiled_version(door.version).instrument},
    )
