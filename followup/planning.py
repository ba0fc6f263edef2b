"""Plans, their actions, and the rounds in which they tell how far they have come."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from followup.judging import first_public_day
from followup.models import Action, Plan, Recommendation, Response, Round, Stated
from programmes.models import Participation
from reports.models import Edition, Report

IMPROVEMENT, NATIONAL = "Improvement plan", "National action plan"


def stated_in(report_id: int) -> list[Stated]:
    """What the report recommends, as its newest public edition states it, in order: what plans and answers are about."""
    found = Stated.objects.public().filter(edition__report=report_id)
    return sorted(
        found.select_related("edition").defer("edition__content", "edition__html"), key=lambda each: each.order
    )


def _must_be_public(report: Report) -> None:
    if first_public_day(report.pk) is None:
        raise IllegalMove("The report has not been published yet. What follows it begins then.")


def _public_title(report: Report) -> str:
    return Edition.objects.public().filter(report=report).without_content().order_by("-number").first().title


def without_plan(report: Report) -> QuerySet[Participation]:
    """Partnerships that take part, whom the report is about, and that have no plan for it yet."""
    about = Q(partnership__areas__in=report.areas.all()) | ~Exists(report.areas.all())
    have = Plan.objects.filter(report=report).exclude(participation=None).values("participation")
    taking_part = Participation.objects.filter(programme=report.programme_id).taking_part()
    return taking_part.filter(about).exclude(pk__in=have).distinct()


@transaction.atomic
def open_plans(report: Report, *, by: User | None) -> int:
    """A plan for every partnership that takes part and whom the report is about; returns how many are new.

    Asked again, only those that are missing are opened. Raises IllegalMove before the report is public.
    """
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    _must_be_public(report)
    about = _public_title(report)
    made = Plan.objects.bulk_create(
        Plan(
            report=report,
            programme_id=report.programme_id,
            about=about,
            participation=each,
            title=IMPROVEMENT,
            opened_at=timezone.now(),
            opened_by=by,
        )
        for each in without_plan(report).order_by("pk")
    )
    return len(made)


@transaction.atomic
def open_for_a_body(report: Report, *, body: str, title: str = NATIONAL, source: str = "", by: User | None) -> Plan:
    """The plan of a named body that has no people in the portal, such as a national action plan. Raises IllegalMove."""
    _must_be_public(report)
    body = " ".join(body.split())
    if not body:
        raise IllegalMove("Say whose plan it is.")
    try:
        with transaction.atomic():
            return Plan.objects.create(
                report=report,
                programme_id=report.programme_id,
                about=_public_title(report),
                body=body,
                title=title,
                source=source,
                opened_at=timezone.now(),
                opened_by=by,
            )
    except IntegrityError as error:
        raise IllegalMove(f"{body} has a plan for this report already.") from error


@transaction.atomic
def plan_action(
    plan: Plan,
    *,
    text: str,
    owner: str,
    due: date | None = None,
    serves: Sequence[int] = (),
    by: User | None,
) -> Action:
    """One more action of a plan, with the next number. ``serves`` are keys of recommendations that the report states."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    number = (Action.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1
    made = Action.objects.create(
        plan=plan,
        participation_id=plan.participation_id,
        number=number,
        text=text.strip(),
        owner=" ".join(owner.split()),
        due=due,
        updated_at=timezone.now(),
        updated_by=by,
    )
    say_what_it_serves(made, serves)
    return made


def say_what_it_serves(action: Action, serves: Sequence[int]) -> None:
    """Tie an action to recommendations, by their keys. Their drafts are their writers': only the ties are written here."""
    there = {each.recommendation_id for each in stated_in(action.plan.report_id)}
    through = Action.serves.through
    through.objects.filter(action=action).exclude(recommendation__in=serves).delete()
    held = set(through.objects.filter(action=action).values_list("recommendation_id", flat=True))
    through.objects.bulk_create(
        through(action_id=action.pk, recommendation_id=each) for each in serves if each in there and each not in held
    )


def served_by(actions: Sequence[int]) -> dict[int, list[int]]:
    """Which recommendations each action serves, without asking for their drafts: {action: recommendations}."""
    found: dict[int, list[int]] = {pk: [] for pk in actions}
    ties = Action.serves.through.objects.filter(action__in=list(actions)).order_by("pk")
    for action, recommendation in ties.values_list("action_id", "recommendation_id"):
        found[action].append(recommendation)
    return found


@transaction.atomic
def set_round(report: Report, *, title: str, opens: date, due: date, by: User | None) -> Round:
    """A day by which every plan tells how far it has come. Raises IllegalMove with a sentence."""
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    _must_be_public(report)
    if due < opens:
        raise IllegalMove("The last day is before the first one. Change one of them.")
    last = report.rounds.order_by("number").last()
    if last and opens <= last.due:
        raise IllegalMove(f"“{last.title}” lasts until {last.due:%-d %B %Y}. Let this one begin after it.")
    return Round.objects.create(
        report=report,
        number=(last.number if last else 0) + 1,
        title=" ".join(title.split()),
        opens=opens,
        due=due,
        made_at=timezone.now(),
        made_by=by,
    )


@transaction.atomic
def move_round(round: Round, *, due: date, by: User) -> None:
    """Give more time, or less, as long as the day lies ahead and before the next round."""
    held = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if due < held.opens or due < timezone.localdate():
        raise IllegalMove("That day has passed, or lies before the first one. Choose a later day.")
    later = Round.objects.filter(report=held.report_id, number__gt=held.number).order_by("number").first()
    if later and due >= later.opens:
        raise IllegalMove(f"“{later.title}” begins on {later.opens:%-d %B %Y}. Choose a day before that.")
    Round.objects.filter(pk=held.pk).update(due=due)


# --- Answers ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def answer(
    stated: Stated,
    *,
    answer: str,
    words: str,
    answered_as: str,
    on: date,
    participation: Participation | None = None,
    body: str = "",
    source: str = "",
    by: User | None,
) -> Response:
    """An owner accepts a recommendation, in part, or not, in words of their own. A further answer follows the last.

    Asked twice in the same words it is answered once. Raises IllegalMove with a sentence.
    """
    words, body = words.strip(), " ".join(body.split())
    if not words:
        raise IllegalMove("Say in a few words why, or what you will do.")
    if on > timezone.localdate():
        raise IllegalMove("That day is still to come.")
    if participation is None and not body:
        raise IllegalMove("Say whose answer it is.")
    if participation is not None:
        Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    else:
        Recommendation.objects.select_for_update(of=("self",)).get(pk=stated.recommendation_id)
    same = Response.objects.filter(
        recommendation=stated.recommendation_id, participation=participation, body=body
    ).order_by("number")
    last = same.last()
    if last and (last.answer, last.words) == (answer, words):
        return last
    return Response.objects.create(
        recommendation_id=stated.recommendation_id,
        report_id=stated.edition.report_id,
        participation=participation,
        body=body,
        number=(last.number if last else 0) + 1,
        answer=Response.Answer(answer),
        words=words,
        answered_as=answered_as,
        answered_on=on,
        source=source,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
