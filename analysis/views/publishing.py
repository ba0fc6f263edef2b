"""Where it is prepared what leaves: rules, a look at what they show, releases and local reports."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts import speaking
from accounts.guards import guarded
from accounts.moves import IllegalMove
from analysis import counting, releasing, rules, runs, shown
from analysis.forms.publishing import ByHandForm, RulesForm, WithdrawForm
from analysis.models import ByHand, Plan, Release
from analysis.themes import settled_themes
from files.models import Making
from instruments.disclosure.decisions import NotDecided, Rule
from instruments.disclosure.ledger import Refused
from instruments.disclosure.rules import Rules
from interface.counting import counted
from programmes.models import Programme
from surveys.models import Dataset


def _dataset(request, programme, survey, dataset) -> Dataset:
    return get_object_or_404(
        Dataset.objects.visible_to(request.user).select_related(
            "survey__programme", "version", "participation__partnership", "plan"
        ),
        survey__programme=programme,
        survey__key=survey,
        pk=dataset,
    )


def _plan(dataset: Dataset) -> Plan | None:
    return getattr(dataset, "plan", None)


def _here(dataset: Dataset):
    return redirect("analysis:publish", dataset.survey.programme.slug, dataset.survey.key, dataset.pk)


def _initial(plan: Plan | None, groupings) -> dict:
    # To begin with, respondents are parted by nothing but what they said of themselves in one choice.
    if plan is None:
        plain = Rules()
        return {name: getattr(plain, name) for name in Rules.__dataclass_fields__} | {
            "groupings": [each.key for each in groupings if each.key == "kind"],
            "joins_answers": True,
        }
    return {name: getattr(plan, name) for name in Rules.__dataclass_fields__} | {
        "groupings": plan.groupings,
        "joins_answers": plan.joins_answers,
    }


@guarded(Programme, by=rules.may_see_analysis, key="slug")
def publish(request, programme, survey, dataset):
    """Everything between a frozen survey and what leaves, step by step."""
    found = _dataset(request, programme, survey, dataset)
    may_prepare = rules.may_prepare(request.user, programme)
    plan = _plan(found)
    groupings = counting.groupings_of(found.survey, found.version.instrument)
    if found.participation_id:
        groupings = [each for each in groupings if each.key != counting.AREA]
    if request.method == "POST" and not may_prepare:
        raise PermissionDenied
    form = None
    releases = list(_releases(request, plan)) if plan else []
    standing = [each for each in releases if each.status != Release.Status.WITHDRAWN]
    if may_prepare and not standing:
        form = RulesForm(request.POST or None, initial=_initial(plan, groupings), groupings=groupings)
    if request.method == "POST":
        if form is None:
            raise IllegalMove("Something is released by these rules already. Withdraw it first, while it is held.")
        if form.is_valid():
            releasing.decide(
                found,
                form.rules,
                form.cleaned_data.get("groupings", []),
                joins_answers=form.cleaned_data["joins_answers"],
                by=request.user,
            )
            messages.success(request, "The rules have been saved.")
            return _here(found)
    has_areas = not found.participation_id and not programme.has_no_partnerships
    context = {
        "programme": programme,
        "survey": found.survey,
        "dataset": found,
        "plan": plan,
        "form": form,
        "may_prepare": may_prepare,
        "may_withdraw": may_prepare and any(each.is_held for each in releases),
        "is_public": releasing.is_public(found),
        "releases": releases,
        "misses_local": has_areas and plan is not None and _misses_local(plan),
        "national": next((each for each in standing if each.kind == Release.Kind.NATIONAL), None),
        "has_areas": has_areas,
        "names": {each.key: each.title for each in groupings},
        "parted_by": [each.title for each in groupings if plan and each.key in plan.groupings],
    }
    if plan:
        # The audit takes seconds: the page is there before it, and asks for it.
        waits = "audit" not in request.GET and not releasing.is_audited(plan)
        context |= ({"waits": True} if waits else _what_is_shown(plan)) | _progress(plan)
        context["decisions"] = _by_hand(plan, context)
    return render(request, "analysis/publish.html", context)


def _misses_local(plan: Plan) -> bool:
    # Those that whoever asks is tied to are made with the others, though they do not see them.
    with speaking.as_service():
        return releasing.areas_without(plan).exists()


def _releases(request, plan: Plan):
    rows = Release.objects.visible_to(request.user).filter(plan=plan).by_the_clock()
    return rows.select_related("participation__partnership", "plan__dataset__survey", "made_by", "withdrawn_by")


def _what_is_shown(plan: Plan) -> dict:
    """How many numbers are shown and withheld, and by which rule; or why nothing can be released any more."""
    try:
        protection = releasing.protection_of(plan, releasing.counts_of(plan))
    except (Refused, NotDecided) as refused:
        return {"refused": str(refused)}
    by_rule = Counter(decision.rule for decision in protection.decisions)
    # What is shown in another form is no number fewer for whoever reads.
    otherwise = sum(by_rule.pop(rule, 0) for rule in (Rule.JOINED, Rule.NOT_JOINED))
    return {
        "protection": protection,
        "numbers": len(protection.dataset.counts) - otherwise,
        "withheld": len(protection.withheld) - otherwise,
        "by_rule": [(rule.value, n) for rule, n in by_rule.most_common()],
    }


def _by_hand(plan: Plan, context: dict) -> list[tuple[ByHand, str]]:
    """Decisions by people, each with its number in words."""
    with speaking.as_service():
        rows = list(plan.by_hand.select_related("person"))
    asked = {each.key: each for each in _asked(plan)} if rows else {}
    return [(each, _in_words(each, asked, context["names"])) for each in rows]


def _asked(plan: Plan):
    with speaking.as_service():
        themes = settled_themes(plan.dataset)
    return counting.questions_of(plan.dataset.version.instrument, plan.groupings, themes)


def _in_words(decision: ByHand, asked, names) -> str:
    whom = f"{names.get(decision.grouping, decision.grouping)}: {decision.group}" if decision.group else "Everyone"
    if not decision.question:
        return f"{whom}: how many took part"
    question = asked.get(decision.question)
    answers = dict(question.answers) if question else {}
    title = question.title if question else decision.question
    return f"{whom}: {title}: {answers.get(decision.answer, decision.answer)}"


def _progress(plan: Plan) -> dict:
    documents = runs.documents(plan)
    run = plan.runs.first()
    return {
        "run": run,
        "is_public": releasing.is_public(plan.dataset),
        "documents": documents,
        "ready": sum(making is not None and making.is_ready for _, making in documents),
        "failed": [making for _, making in documents if making is not None and making.status == Making.Status.FAILED],
    }


def _as_it_would_be(plan: Plan, *, whole: bool) -> shown.Kept:
    """What a release would show now: the national one, or every number that there is."""
    counts = releasing.counts_of(plan)
    protection = releasing.protection_of(plan, counts)
    cells = releasing.cells_to_show(counts, protection) if whole else releasing.national_cells(plan, counts, protection)
    return shown.Kept(Release(plan=plan), plan.rules, _asked(plan), {cell: protection.shown(cell) for cell in cells})


@require_GET
@guarded(Programme, by=rules.may_see_analysis, key="slug")
def preview(request, programme, survey, dataset):
    """What everyone, or one area, would read if it were released now."""
    found = _dataset(request, programme, survey, dataset)
    plan = _plan(found)
    if plan is None:
        return _here(found)
    try:
        whole = _as_it_would_be(plan, whole=True)
    except (Refused, NotDecided) as refused:
        messages.error(request, str(refused))
        return _here(found)
    area, by = request.GET.get("area", ""), request.GET.get("by", "")
    areas = _areas_seen(request, found) if counting.AREA in whole.groupings else []
    if area not in areas:
        area = ""
    rows = [(area, counting.AREA, area), (shown.COUNTRY, "", "")] if area else shown.national_rows(whole, by)
    names = {each.key: each.title for each in counting.groupings_of(found.survey, found.version.instrument)}
    return render(
        request,
        "analysis/preview.html",
        {
            "programme": programme,
            "survey": found.survey,
            "dataset": found,
            "areas": areas,
            "area": area,
            "by": by,
            "groupings": [(key, names.get(key, key)) for key in whole.groupings if key in plan.groupings],
            "blocks": whole.blocks(rows),
            "rules": plan.rules,
        },
    )


def _areas_seen(request, dataset: Dataset) -> list[str]:
    seen = dataset.survey.programme.participations.visible_to(request.user)
    return sorted(seen.values_list("partnership__name", flat=True))


def _to_prepare(request, programme, survey, dataset) -> Plan:
    found = _dataset(request, programme, survey, dataset)
    if not rules.may_prepare(request.user, programme):
        raise PermissionDenied
    if _plan(found) is None:
        raise IllegalMove("Say first by which rules it is published.")
    return found.plan


@require_POST
@guarded(Programme, by=rules.may_prepare, key="slug")
def national(request, programme, survey, dataset):
    """Make the national release."""
    plan = _to_prepare(request, programme, survey, dataset)
    try:
        releasing.release_national(plan, by=request.user)
    except (Refused, NotDecided) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The national numbers have been made. They are held until the report is out.")
    return _here(plan.dataset)


@require_POST
@guarded(Programme, by=rules.may_prepare, key="slug")
def local(request, programme, survey, dataset):
    """Ask for a local report of every area."""
    plan = _to_prepare(request, programme, survey, dataset)
    runs.ask(plan, by=request.user)
    return _here(plan.dataset)


@require_GET
@guarded(Programme, by=rules.may_see_analysis, key="slug")
def progress(request, programme, survey, dataset):
    """How far the local reports are: the part of the page that asks for itself again."""
    found = _dataset(request, programme, survey, dataset)
    if _plan(found) is None:
        return _here(found)
    context = {"programme": programme, "survey": found.survey, "dataset": found} | _progress(found.plan)
    return render(request, "analysis/progress.html", context)


@guarded(Programme, by=rules.may_prepare, key="slug")
def by_hand(request, programme, survey, dataset):
    """Decide about one number."""
    plan = _to_prepare(request, programme, survey, dataset)
    names = {
        each.key: each.title for each in counting.groupings_of(plan.dataset.survey, plan.dataset.version.instrument)
    } | {counting.EVERYBODY.key: counting.EVERYBODY.title}
    try:
        whole = _as_it_would_be(plan, whole=True)
    except (Refused, NotDecided) as refused:
        messages.error(request, str(refused))
        return _here(plan.dataset)
    form = ByHandForm(request.POST or None, found=whole, names=names)
    if request.method == "POST" and form.is_valid():
        try:
            releasing.decide_by_hand(
                plan,
                form.cell(),
                shows=form.cleaned_data["shows"] == "show",
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except (NotDecided, Refused) as refused:
            form.add_error(None, str(refused))
        except ValueError:
            form.add_error("answer", "This is no number of the survey. Choose another one.")
        else:
            messages.success(request, "The decision has been saved.")
            return _here(plan.dataset)
    return render(
        request,
        "analysis/by_hand.html",
        {"programme": programme, "survey": plan.dataset.survey, "dataset": plan.dataset, "form": form},
    )


@require_POST
@guarded(Programme, by=rules.may_prepare, key="slug")
def take_back(request, programme, survey, dataset, decision):
    """Leave a number to the rules again."""
    plan = _to_prepare(request, programme, survey, dataset)
    releasing.take_back(get_object_or_404(ByHand.objects.visible_to(request.user), plan=plan, pk=decision))
    messages.success(request, "The number is left to the rules again.")
    return _here(plan.dataset)


def _joined(rows):
    return rows.by_the_clock().select_related(
        "plan__dataset__survey__programme", "plan__dataset__version", "participation__partnership"
    )


def _may_withdraw(user, release: Release) -> bool:
    return rules.may_prepare(user, release.plan.dataset.survey.programme)


@guarded(Release, by=_may_withdraw, queryset=_joined)
def withdraw(request, release):
    """Take back what is held, and say why."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        releasing.withdraw(release, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"{release} has been withdrawn. {counted(1, 'release')} less is held.")
        return _here(release.plan.dataset)
    if not release.is_held:
        raise IllegalMove(f"This release is “{release.state[0].lower()}”. Only what is held can be withdrawn.")
    return render(
        request,
        "analysis/withdraw.html",
        {"programme": release.plan.dataset.survey.programme, "release": release, "form": form},
    )
