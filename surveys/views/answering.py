"""A respondent's pages: what becomes of an answer, the questions, a last look, thanks. They need no script and no account."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guards import open_to_everyone
from instruments import form_pages
from instruments.models import compiled_version
from instruments.shown import shown
from surveys import answering, asking, doorway, flooding, notices, sheets
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
            return _told(request, closed=True) if _saves_itself(request) else _closed(request, door)
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
        {"door": door, "instrument": instrument, "notice": notices.of_open_survey(door.survey, instrument)},
    )


def _closed(request, door):
    return render(request, "surveys/closed.html", {"door": door})


@require_http_methods(["GET", "HEAD", "POST"])
@with_a_form
def sheet(request, door, number, compiled, form, sheet):
    """One page of questions. Whatever is typed is kept, and what cannot be taken is told and stays as typed."""
    if request.method == "POST":
        form = answering.form(number)
        if form.was_sent:
            return _told(request, sent=True) if _saves_itself(request) else redirect("surveys:thanks", door.words)
    so_far = form.so_far
    page = next((each for each in sheets.sheets(compiled.instrument, so_far.values) if each.key == sheet), None)
    if page is None:
        # An answer given since has made this page needless, or the address was typed.
        on = sheets.first_unfinished(compiled, so_far)
        return _told(request, changed=True) if _saves_itself(request) else _to(door, number, on)
    if request.method != "POST":
        return _show(request, door, number, asking.page_of(compiled, page, so_far))
    typed = _typed(request)
    if flooding.is_too_many_pages(door.link):
        return _too_many(request, door, number, compiled, page, typed, so_far)
    if _saves_itself(request):
        return _save_as_one_goes(request, door, number, compiled, page, typed, so_far)
    if button := asking.pressed(compiled, page, typed, so_far):
        _keep(door, number, button[0])
        return _show(request, door, number, button[1])
    read = sheets.read(compiled, page, typed, so_far)
    _keep(door, number, read.so_far)
    if "leave" in typed:
        return redirect("surveys:leave", door.words, number)
    if "back" in typed:
        before = sheets.before(sheets.sheets(compiled.instrument, read.so_far.values), page.key)
        return _to(door, number, before or page)
    if read.is_finished:
        return _on(request, door, number, compiled, read.so_far, page)
    shown = asking.page_of(compiled, page, read.so_far, reading=read.reading, typed=typed, further=read.further)
    return _show(request, door, number, shown)


def _show(request, door, number, page: dict, *, is_busy: bool = False):
    to_check = "check" in request.GET or "check" in request.POST
    more = {"door": door, "number": number, "to_check": to_check, "is_busy": is_busy}
    return render(request, "surveys/sheet.html", {**page, **more}, status=429 if is_busy else 200)


def _too_many(request, door, number, compiled, page, typed, so_far):
    """A page that cannot be kept just now, with what was typed on it."""
    if _saves_itself(request):
        return _told(request, busy=True)
    read = sheets.read(compiled, page, typed, so_far)
    shown = asking.page_of(compiled, page, so_far, reading=read.reading, typed=typed, further=read.further)
    return _show(request, door, number, shown, is_busy=True)


def _to(door, number, page):
    return redirect("surveys:sheet", door.words, number, page.key)


def _keep(door, number, so_far: sheets.SoFar) -> None:
    answering.keep(door.link, number, so_far.values, not_taken=so_far.not_taken, at=so_far.at)


def _saves_itself(request) -> bool:
    """Whether a script sends the page while it is filled in."""
    return "HX-Request" in request.headers


def _save_as_one_goes(request, door, number, compiled, page, typed, so_far):
    """Keep a page that is being filled in, unless it was changed in another window since this one was opened."""
    keys = sheets.keys_of(page)
    read = sheets.read(compiled, page, typed, so_far)
    if typed.get("seen", [""])[-1] != so_far.mark(keys) and read.so_far.mark(keys) != so_far.mark(keys):
        return _told(request, changed=True)
    _keep(door, number, read.so_far)
    return _told(request, seen=read.so_far.mark(keys))


def _told(request, **what):
    return render(request, "surveys/kept.html", what)


def _typed(request) -> dict[str, list[str]]:
    if len(request.POST) > MOST_FIELDS:
        raise Http404
    return dict(request.POST.lists())


def _on(request, door, number, compiled, so_far, page):
    following = sheets.after(sheets.sheets(compiled.instrument, so_far.values), page.key)
    if following is None or "check" in request.POST:
        return redirect("surveys:check", door.words, number)
    return _to(door, number, following)


@require_http_methods(["GET", "HEAD", "POST"])
@with_a_form
def check(request, door, number, compiled, form):
    """All answers once more, each with a way back; the button sends what is shown, and nothing that changed meanwhile."""
    instrument = compiled.instrument
    if request.method == "POST":
        reading, not_taken = compiled.read(_typed(request)), {}
        if reading.is_whole:
            if flooding.is_too_much(door.link):
                return render(request, "surveys/busy.html", {"door": door, "number": number}, status=429)
            if answering.send(door.link, number, reading.values):
                return redirect("surveys:thanks", door.words)
            return _closed(request, door)
        values, problems = reading.values, form_pages.errors(reading, instrument)
        not_taken = compiled.not_taken(_typed(request), reading.problems)
    else:
        # The first look says what is missing only once somebody wants to send.
        values, problems, not_taken = form.so_far.values, [], form.so_far.not_taken
    pages = sheets.sheets(instrument, values)
    typed = sheets.SoFar(values, not_taken).as_typed(instrument)
    return render(
        request,
        "surveys/check.html",
        {
            "door": door,
            "number": number,
            "parts": [(page, shown(instrument, page.questions, values, not_taken)) for page in pages if page.questions],
            "fields": [(name, value) for name, given in typed.items() for value in given],
            "errors": [
                {**each, "id": f"answer_{each['id'].removeprefix('id_').partition('.')[0]}"} for each in problems
            ],
            "last": pages[-1],
            "is_empty": not values and not not_taken,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_a_form
def leave(request, door, number, compiled, form):
    """How to come back to a form that is not finished, and how to have it forgotten."""
    if request.method == "POST":
        answering.forget(number)
        return render(request, "surveys/forgotten.html", {"door": door})
    first = sheets.first_unfinished(compiled, form.so_far)
    return render(
        request,
        "surveys/leave.html",
        {
            "door": door,
            "number": number,
            "first": first,
            "not_taken": sorted(form.so_far.keys_not_taken()),
            "days": FORMS_ARE_KEPT_DAYS,
            "address": request.build_absolute_uri(request.path.removesuffix("leave/") + f"q/{first.key}/"),
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
