"""Where a survey's questions are written: a version in the making, piece by piece, tried and published."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.guards import guarded
from accounts.moves import IllegalMove
from files import actions as files
from instruments import editing
from instruments.questions import KINDS
from programmes.models import Programme
from surveys import papers, rules, setting_up, writing
from surveys.forms.writing import KindForm, QuestionForm, SectionForm, SettingsForm
from surveys.models import Survey


def _survey(programme, key) -> Survey:
    return get_object_or_404(programme.surveys.select_related("version", "questionnaire", "programme"), key=key)


def _made(survey: Survey):
    version = writing.in_the_making(survey)
    if version is None:
        raise Http404
    return version


def _page(request, template: str, survey: Survey, **context):
    return render(request, f"surveys/{template}.html", {"programme": survey.programme, "survey": survey, **context})


@guarded(Programme, by=rules.may_change_questions, key="slug")
def questions(request, programme, survey):
    """The questions as they stand, and everything that can be done with them."""
    found = _survey(programme, survey)
    if request.method == "POST":
        return _act(request, found)
    version = writing.in_the_making(found)
    content = version.content if version else found.version.content
    return _page(
        request,
        "questions",
        found,
        version=version,
        content=content,
        wrong=editing.faults(content),
        has_begun=setting_up.keeps_its_questions(found),
        keep=setting_up.how_many_keep(found),
        kinds=KindForm(),
        versions=found.questionnaire.versions.exclude(published_at=None)
        .select_related("published_by")
        .order_by("-number"),
    )


def _act(request, survey: Survey):
    here = redirect("surveys:questions", survey.programme.slug, survey.key)
    if "begin" in request.POST:
        writing.begin(survey, by=request.user)
        return here
    version, seen = _made(survey), _seen(request)
    if "confirmed" not in request.POST and {"publish", "throw-away", "remove"} & request.POST.keys():
        return _ask_first(request, survey, version)
    if "publish" in request.POST:
        writing.publish(survey, seen=seen, by=request.user)
        messages.success(request, "The version has been published. The survey asks it from now on.")
    elif "throw-away" in request.POST:
        writing.throw_away(survey)
        messages.success(request, "The version in the making has been thrown away.")
    elif what := next((name for name in ("up", "down", "remove") if name in request.POST), ""):
        section, _, question = request.POST[what].partition("/")
        try:
            content = (
                editing.without(version.content, section, question)
                if what == "remove"
                else editing.moved(version.content, section, question, by=-1 if what == "up" else 1)
            )
        except editing.NotThere:
            raise IllegalMove("That is not there any more. Somebody may have removed it.") from None
        writing.change(version, content, seen=seen)
        if what != "remove":
            here["Location"] += f"#question.{question}" if question else f"#section.{section}"
    return here


def _ask_first(request, survey: Survey, version):
    """What would be gone, or asked from now on, before it is."""
    if "publish" in request.POST:
        version = writing.ready(survey, seen=_seen(request))
        heading, what = f"Publish version {version.number}?", "publish"
        words = [
            f"The survey asks version {version.number} instead of version {survey.version.number} wherever it has not "
            "opened yet.",
            *editing.differences(survey.version.content, version.content),
            "This cannot be undone: what is published stays as it is, and only a further version can change it.",
        ]
        button = "Publish this version"
    elif "throw-away" in request.POST:
        heading, what = f"Throw version {version.number} away?", "throw-away"
        words = [
            "Everything that was written in this version is gone.",
            f"The survey goes on asking version {survey.version.number}.",
        ]
        button = "Throw this version away"
    else:
        section, _, question = request.POST["remove"].partition("/")
        try:
            gone = (
                editing.question_of(version.content, section, question)["label"]
                if question
                else editing.section_of(version.content, section)["title"]
            )
        except editing.NotThere:
            raise IllegalMove("That is not there any more. Somebody may have removed it.") from None
        heading, what = f"Remove this {'question' if question else 'section'}?", "remove"
        words = [f"“{gone}” is gone from this version. It cannot be brought back, but it can be written again."]
        button = "Remove it"
    return _page(
        request,
        "confirm_change",
        survey,
        heading=heading,
        consequences=words,
        button=button,
        hidden=[(what, request.POST[what]), ("seen", request.POST.get("seen", "")), ("confirmed", "1")],
    )


def _seen(request) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdigit() and len(given) < 9 else -1


def _save(request, survey, form, version, change) -> bool:
    """Put a form's change into the version; what it would break elsewhere is told in the form."""
    content = change(version.content)
    before = set(editing.faults(version.content))
    new = [each for each in editing.faults(content) if each not in before]
    if new:
        for fault in new:
            form.add_error(None, str(fault))
        return False
    try:
        writing.change(version, content, seen=form.cleaned_data["seen"])
    except IllegalMove as error:
        form.add_error(None, f"{error.sentence} What you wrote is still here: save again to put it in its place.")
        form.data = form.data.copy()
        version.refresh_from_db()
        form.data["seen"] = version.edits
        return False
    messages.success(request, "Saved.")
    return True


@guarded(Programme, by=rules.may_change_questions, key="slug")
def settings(request, programme, survey):
    """The title and the words around the questions."""
    found = _survey(programme, survey)
    version = _made(found)
    initial = {"page": "section", **version.content, "seen": version.edits}
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, found, form, version, form.changed):
        return redirect("surveys:questions", programme.slug, survey)
    return _page(request, "question_form", found, form=form, heading="Words around the questions")


@guarded(Programme, by=rules.may_change_questions, key="slug")
def section(request, programme, survey, section=""):
    """One section: its heading and the words under it."""
    found = _survey(programme, survey)
    version = _made(found)
    try:
        before = editing.section_of(version.content, section) if section else {}
    except editing.NotThere:
        raise Http404 from None
    form = SectionForm(request.POST or None, initial={**before, "seen": version.edits})
    put = lambda data: editing.put_section(data, form.written(), key=section)  # noqa: E731
    if request.method == "POST" and form.is_valid() and _save(request, found, form, version, put):
        return redirect("surveys:questions", programme.slug, survey)
    return _page(request, "question_form", found, form=form, heading="Section" if section else "A new section")


@guarded(Programme, by=rules.may_change_questions, key="slug")
def question(request, programme, survey, section, question=""):
    """One question. A new one says its kind behind the address' question mark."""
    found = _survey(programme, survey)
    version = _made(found)
    try:
        editing.section_of(version.content, section)
        before = editing.question_of(version.content, section, question) if question else {}
    except editing.NotThere:
        raise Http404 from None
    kind = before.get("kind") or request.GET.get("kind", "")
    if kind not in KINDS:
        return redirect("surveys:questions", programme.slug, survey)
    form = QuestionForm(request.POST or None, kind=kind, before=before)
    form.initial["seen"] = version.edits
    put = lambda data: editing.put_question(data, section, form.written(), key=question)  # noqa: E731
    if request.method == "POST" and form.is_valid() and _save(request, found, form, version, put):
        return redirect("surveys:questions", programme.slug, survey)
    heading = f"Question: {kind}" if question else f"A new question: {kind}"
    return _page(request, "question_form", found, form=form, heading=heading)


@require_POST
@guarded(Programme, by=rules.may_see_surveys, key="slug")
def paper(request, programme, survey):
    """Ask for the survey on paper: made once for a version."""
    found = _survey(programme, survey)
    return redirect(files.ask_for(papers.KIND, found, by=request.user, title=f"On paper: {found.title}"))
