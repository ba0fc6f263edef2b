"""Where recommendations are written, entered and judged: beside their report, for those who see its draft."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.guards import guarded
from accounts.moves import IllegalMove
from followup import judging, recommending, rules
from followup.forms.recommending import EnterTextForm, JudgeForm, PlacesForm, RecommendationForm
from followup.models import Progress, ProgressReview, Recommendation, Response, Stated
from followup.models.progress import NOT_JUDGED
from followup.models.recommending import Kind, Wording, owners_in_words
from followup.public import address_of
from interface.counting import counted
from reports.models import Edition, Report


def with_programme(rows):
    return rows.select_related("programme__lead_body")


def _with_report(rows):
    return rows.select_related("report__programme__lead_body", "updated_by").prefetch_related("owners__organisation")


@require_GET
@guarded(Report, by=rules.may_read, queryset=with_programme)
def recommendations(request, report):
    """Everything that a report recommends, with its state now."""
    found = list(
        Recommendation.objects.filter(report=report)
        .in_order()
        .prefetch_related("owners__organisation")
        .select_related(None)
    )
    now = {each.recommendation_id: each for each in Progress.objects.filter(report=report).counted()}
    for each in found:
        each.now = now.get(each.pk)
        each.owners_words = owners_in_words([owner.as_plain() for owner in each.owners.all()])
    groups = [(kind, [each for each in found if each.kind == kind]) for kind in Kind]
    public_edition = (
        Edition.objects.public().filter(report=report).without_content().select_related("publication").first()
    )
    return render(
        request,
        "followup/recommendations.html",
        {
            "report": report,
            "groups": [(kind, each) for kind, each in groups if each],
            "not_judged": NOT_JUDGED,
            "public_edition": public_edition,
            "public_address": address_of(report.slug),
            "may_write": rules.may_write(request.user, report),
            "may_follow": rules.may_follow(request.user, report),
            "review": ProgressReview.objects.select_related("reviewed").filter(report=report).first(),
            "may_review": rules.may_review(request.user, report),
            "reviews": list(ProgressReview.objects.select_related("report").filter(reviewed=report)),
            "to_be_entered": sum(each.wording == Wording.UNKNOWN for each in found),
        },
    )


@guarded(Report, by=rules.may_write, queryset=with_programme)
def add(request, report):
    """One more recommendation."""
    initial = {"kind": Kind.RECOMMENDATION, "number": recommending.next_number(report, Kind.RECOMMENDATION)}
    form = RecommendationForm(request.POST or None, report=report, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = recommending.add(
                report,
                kind=said["kind"],
                number=said["number"],
                text=said["text"],
                due=said["due"],
                paragraph=said["paragraph"],
                owners=said["owners"],
                partners=said["partners"],
                by=request.user,
            )
        except IllegalMove as trouble:
            form.add_error("number", trouble.sentence)
        else:
            messages.success(request, f"{made.name} has been added.")
            return redirect("followup:recommendations", report.pk)
    return render(request, "followup/form.html", {"form": form, "report": report, "heading": "Add a recommendation"})


@guarded(Report, by=rules.may_write, queryset=with_programme)
def places(request, report):
    """Numbered places, where a report from elsewhere is followed and its texts are still to be entered."""
    form = PlacesForm(request.POST or None, initial={"recommendations": 0, "development": 0})
    if request.method == "POST" and form.is_valid():
        made = 0
        with transaction.atomic():
            for kind, wanted in (
                (Kind.RECOMMENDATION, form.cleaned_data["recommendations"]),
                (Kind.DEVELOPMENT, form.cleaned_data["development"]),
            ):
                taken = set(report.recommendations.filter(kind=kind).values_list("number", flat=True))
                for number in (number for number in range(1, wanted + 1) if number not in taken):
                    recommending.add(report, kind=kind, number=number, by=request.user)
                    made += 1
        messages.success(request, f"{counted(made, 'place')} made. Those that were there already are as they were.")
        return redirect("followup:recommendations", report.pk)
    return render(
        request,
        "followup/form.html",
        {
            "form": form,
            "report": report,
            "heading": "Places to be filled in",
            "lead": "For a report that was written elsewhere. Each place is numbered, and says that its text is to be entered.",
        },
    )


@require_GET
@guarded(Recommendation, by=rules.may_read, queryset=_with_report)
def recommendation(request, recommendation):
    """One recommendation: its words, its owners, its states, what its owners answered."""
    user = request.user
    stated = (
        Stated.objects.filter(recommendation=recommendation)
        .select_related("edition", "stated_by")
        .defer("edition__content", "edition__html", "edition__data_files")
        .order_by("-stated_at")
    )
    editions = {each.edition_id for each in stated}
    public = set(Edition.objects.public().filter(pk__in=editions).values_list("pk", flat=True))
    history = list(Progress.objects.filter(recommendation=recommendation).counted().select_related("judged_by"))
    may_follow = rules.may_follow(user, recommendation.report)
    responses = (
        Response.objects.visible_to(user)
        .filter(recommendation=recommendation)
        .select_related("participation__partnership", "recorded_by")
        .prefetch_related("decisions")
        if may_follow
        else []
    )
    return render(
        request,
        "followup/recommendation.html",
        {
            "recommendation": recommendation,
            "report": recommendation.report,
            "owners": owners_in_words([owner.as_plain() for owner in recommendation.owners.all()]),
            "stated": stated,
            "is_public": bool(public),
            "public_address": f"{address_of(recommendation.report.slug)}#{recommendation.anchor}",
            "history": history[::-1],
            "now": history[-1] if history else None,
            "not_judged": NOT_JUDGED,
            "responses": list(responses),
            "may_follow": may_follow,
            "may_write": rules.may_write_recommendation(user, recommendation),
            "may_enter_text": bool(editions)
            and not recommendation.is_exact
            and rules.may_enter_text(user, recommendation),
            "may_judge": bool(public) and rules.may_judge(user, recommendation),
            "may_remove": not editions and rules.may_write_recommendation(user, recommendation),
        },
    )


@guarded(Recommendation, by=rules.may_write_recommendation, queryset=_with_report)
def change(request, recommendation):
    """Write it anew. What an edition states stays as it was stated."""
    is_frozen = recommendation.stated.exists()
    form = RecommendationForm(
        request.POST if request.method == "POST" else None,
        instance=recommendation,
        report=recommendation.report,
        is_frozen=is_frozen,
    )
    if request.method == "POST" and form.is_valid():
        form.instance.updated_at, form.instance.updated_by = timezone.now(), request.user
        with transaction.atomic():
            saved = form.save()
            recommending.set_owners(saved, form.cleaned_data["owners"], form.cleaned_data["partners"])
        messages.success(request, f"{saved.name} has been saved.")
        return redirect(saved)
    kept = Recommendation.objects.select_related("report__programme").get(pk=recommendation.pk)
    lead = (
        "An edition states this already, and keeps its words. What you change here goes into the next edition."
        if is_frozen
        else ""
    )
    return render(
        request,
        "followup/form.html",
        {
            "form": form,
            "report": kept.report,
            "recommendation": kept,
            "heading": f"Change {kept.name.lower()}",
            "lead": lead,
        },
    )


@guarded(Recommendation, by=rules.may_write_recommendation, queryset=_with_report)
def remove(request, recommendation):
    """Take out one that no edition states."""
    report = recommendation.report
    if request.method == "POST":
        name = recommendation.name
        recommending.remove(recommendation)
        messages.success(request, f"{name} has been taken out. The others keep their numbers.")
        return redirect("followup:recommendations", report.pk)
    return render(
        request,
        "followup/confirm.html",
        {
            "report": report,
            "recommendation": recommendation,
            "heading": f"Take out {recommendation.name.lower()}?",
            "words": "Take it out",
            "consequences": [recommendation.shown_text, "The others keep their numbers."],
            "back": recommendation.get_absolute_url(),
        },
    )


@guarded(Recommendation, by=rules.may_enter_text, queryset=_with_report)
def enter_text(request, recommendation):
    """The report's own words, where they were not known."""
    form = EnterTextForm(request.POST or None, recommendation=recommendation)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            recommending.enter_text(
                recommendation,
                text=said["text"],
                source=said["source"],
                owners=said["owners"],
                partners=said["partners"],
                by=request.user,
            )
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(request, f"The text of {recommendation.name.lower()} has been entered, with its source.")
            return redirect(recommendation)
    return render(
        request,
        "followup/form.html",
        {
            "form": form,
            "report": recommendation.report,
            "recommendation": recommendation,
            "heading": f"Enter the text of {recommendation.name.lower()}",
            "lead": "It is shown to everybody with today’s date and with the source. It cannot be changed afterwards "
            "without a new edition of the report.",
        },
    )


@guarded(Recommendation, by=rules.may_judge, queryset=_with_report)
def judge(request, recommendation):
    """Say how far it has come, with the reason: complete it, close it, open it again."""
    form = JudgeForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = judging.judge(
                recommendation,
                state=said["state"],
                on=said["on"],
                reason=said["reason"],
                evidence=said["evidence"],
                by=request.user,
            )
        except IllegalMove as trouble:
            form.add_error(None, trouble.sentence)
        else:
            messages.success(request, f"{recommendation.name} is “{made.get_state_display()}”. Everybody can read why.")
            return redirect(recommendation)
    last = judging.last_of(recommendation)
    stands = (
        f"It stands as “{last.get_state_display()}” since {last.on:%-d %B %Y}." if last else "Nobody has judged it yet."
    )
    return render(
        request,
        "followup/form.html",
        {
            "form": form,
            "report": recommendation.report,
            "recommendation": recommendation,
            "heading": f"How far has {recommendation.name.lower()} come?",
            "lead": f"{stands} What you say here is public at once and never changes. A later judgement may follow it.",
            "quote": recommendation.shown_text,
        },
    )
