"""From a frozen dataset to what leaves: rules decided, releases audited with all before them, and areas told of theirs."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from analysis import counting, joined, themes
from analysis.models import ByHand, Plan, Release, ReleasedNumber
from instruments.disclosure import decisions, ledger
from instruments.disclosure.counts import Cell
from instruments.disclosure.counts import Dataset as Counts
from instruments.disclosure.decisions import Decision, Rule
from instruments.disclosure.protection import Protection
from instruments.disclosure.rules import Rules
from notifications import notices
from programmes import correspondence
from programmes.models import Participation
from surveys.models import Dataset

NATIONAL = "National"
#: The parts of a cell, as columns.
PARTS = ("grouping", "group", "question", "answer")


@transaction.atomic
def decide(dataset: Dataset, rules: Rules, groupings: Iterable[str], *, by: User, joins_answers: bool = True) -> Plan:
    """Say by which rules a dataset is published, until something is released. Raises IllegalMove from then on."""
    with speaking.as_service():
        Dataset.objects.select_for_update().get(pk=dataset.pk)
        plan = Plan.objects.filter(dataset=dataset).first() or Plan(dataset=dataset)
        if plan.pk and plan.releases.standing().exists():
            raise IllegalMove("Something is released by these rules already. Withdraw it first, while it is held.")
        known = {each.key for each in counting.groupings_of(dataset.survey, dataset.version.instrument)}
        groupings = sorted(known & set(groupings))
        if plan.pk and (set(plan.groupings) != set(groupings) or plan.joins_answers != joins_answers):
            plan.by_hand.all().delete()  # about numbers that may be none any more
        plan.groupings, plan.joins_answers = groupings, joins_answers
        for name in (
            "threshold",
            "percentages_from",
            "unanimous_below",
            "free_text_from",
            "leaving_out_is_an_answer",
        ):
            setattr(plan, name, getattr(rules, name))
        plan.decided_by, plan.decided_at = by, timezone.now()
        plan.save()
    return plan


def counts_of(plan: Plan) -> Counts:
    """Everything that could be published, counted as the service: who asks may be tied to an area, sums are not."""
    with speaking.as_service():
        return _counted(*_of_what(plan))


def _of_what(plan: Plan) -> tuple:
    """What everything that is counted follows from: the same is always counted to the same."""
    return plan.dataset_id, plan.dataset.digest, (tuple(plan.groupings), plan.joins_answers), themes.mark(plan.dataset)


@lru_cache(maxsize=8)
def _counted(dataset_id: int, digest: str, as_decided: tuple, themes_as_they_stand: tuple) -> Counts:
    """Counting 40,000 answers takes seconds, and the same rows always come to the same."""
    plan = Plan.objects.select_related("dataset__survey__programme", "dataset__version").get(dataset=dataset_id)
    return counting.counts_of(plan)


#: The audits that were made last, by all that they follow from. They stay in this process: withheld numbers are in them.
_audited: OrderedDict[tuple, Protection] = OrderedDict()
MOST_AUDITED = 8


def protection_of(plan: Plan, counts: Counts) -> Protection:
    """What may be published, knowing all that is. Raises ledger.Refused with words for whoever prepares it.

    The audit of a national survey takes seconds; it is made once for as long as nothing that it follows from changes.
    """
    with speaking.as_service():
        key = _audit_of_what(plan)
        if key not in _audited or _audited[key].dataset is not counts:
            _audited[key] = _ledger(plan, counts).protect(counts, plan.rules, _decisions(plan, counts))
            while len(_audited) > MOST_AUDITED:
                _audited.popitem(last=False)
        return _audited[key]


def is_audited(plan: Plan) -> bool:
    """Whether what may be published is known already, so that nobody waits for it."""
    with speaking.as_service():
        return _audit_of_what(plan) in _audited


def _audit_of_what(plan: Plan) -> tuple:
    by_hand = tuple(plan.by_hand.order_by("pk").values_list(*PARTS, "shows", "reason", "person__name"))
    released = tuple(plan.releases.standing().order_by("number").values_list("pk", flat=True))
    return (*_of_what(plan), plan.rules, by_hand, released)


def _decisions(plan: Plan, counts: Counts) -> list[Decision]:
    found = []
    for each in plan.by_hand.select_related("person"):
        cell = Cell(*(getattr(each, part) for part in PARTS))
        if each.shows:
            found.append(decisions.show_nobody(cell, counts, reason=each.reason, person=each.person.name))
        else:
            found.append(decisions.withhold(cell, reason=each.reason, person=each.person.name))
    return found


@transaction.atomic
def decide_by_hand(plan: Plan, cell: Cell, *, shows: bool, reason: str, by: User) -> ByHand:
    """Withhold a number that the rules would show, or show a 0 that they would withhold.

    Raises NotDecided with words where nobody may decide so, and Refused where it cannot be made safe.
    """
    counts = counts_of(plan)
    if cell not in counts.counts:
        raise decisions.NotDecided("This is no number of the survey.")
    with speaking.as_service():
        Plan.objects.select_for_update().get(pk=plan.pk)
        _nothing_released(plan)
        found, _ = ByHand.objects.update_or_create(
            plan=plan,
            **{part: getattr(cell, part) for part in PARTS},
            defaults={"shows": shows, "reason": reason.strip(), "person": by, "at": timezone.now()},
        )
    protection_of(plan, counts)
    return found


@transaction.atomic
def take_back(decision: ByHand) -> None:
    """Leave a number to the rules again."""
    with speaking.as_service():
        Plan.objects.select_for_update().get(pk=decision.plan_id)
        _nothing_released(decision.plan)
        decision.delete()


def _nothing_released(plan: Plan) -> None:
    if plan.releases.standing().exists():
        raise IllegalMove("Something is released by these rules already. Withdraw it first, while it is held.")


# --- The ledger -------------------------------------------------------------------------------------------------------


def as_value(release: Release, rules: Rules, key: str) -> ledger.Release:
    """A kept release as the value that disclosure control knows."""
    rows = release.numbers.values_list(*PARTS, "count", "rule", "reason", "person__name")
    numbers, withheld, why = {}, set(), []
    for *parts, count, rule, reason, person in rows:
        cell = Cell(*parts)
        if count is None:
            withheld.add(cell)
            why.append(Decision(cell, Rule(rule), reason, person or ""))
        else:
            numbers[cell] = count
    return ledger.Release(
        name=_name(release),
        dataset=key,
        rules=rules,
        numbers=numbers,
        withheld=frozenset(withheld),
        decisions=tuple(why),
    )


def _name(release: Release) -> str:
    return release.participation.partnership.name if release.participation_id else NATIONAL


def _ledger(plan: Plan, counts: Counts) -> ledger.Ledger:
    standing = plan.releases.standing().select_related("participation__partnership").order_by("number")
    return ledger.Ledger(counts.key, tuple(as_value(each, plan.rules, counts.key) for each in standing))


def cells_to_show(counts: Counts, protection: Protection) -> list[Cell]:
    """Everything that any release could show, each group in one form; the country in both."""
    by_joined = joined_questions(counts, protection)
    return [cell for cell in counts.cells() if _has_its_form(counts, by_joined, cell)]


def joined_questions(counts: Counts, protection: Protection) -> set[str]:
    """The questions that areas show by joined answers: those of which the country shows every answer."""
    return {
        join.whole
        for join in counts.joins
        if all(
            protection.shown(Cell("", "", name, answer)) is not None
            for name in (join.joined, join.whole)
            for answer in counts.questions[name]
        )
    }


def _has_its_form(counts: Counts, by_joined: set[str], cell: Cell) -> bool:
    if not cell.question:
        return True
    is_joined, takes_joined = joined.is_joined(cell.question), joined.whole_of(cell.question) in by_joined
    if cell.grouping in counts.joined_by:
        return is_joined == takes_joined
    return not is_joined or (not cell.grouping and takes_joined)


def national_cells(plan: Plan, counts: Counts, protection: Protection) -> list[Cell]:
    """The country, and every way of parting it that the plan names."""
    named, parts_areas = {*plan.groupings, ""}, bool(counts.joined_by & set(plan.groupings))
    return [
        cell
        for cell in cells_to_show(counts, protection)
        if cell.grouping in named and (parts_areas or not joined.is_joined(cell.question))
    ]


def local_cells(counts: Counts, protection: Protection, area: str) -> list[Cell]:
    """One area beside the country, in the form that the area has."""
    by_joined = joined_questions(counts, protection)
    return [
        cell
        for cell in cells_to_show(counts, protection)
        if (not cell.grouping or (cell.grouping == counting.AREA and cell.group == area))
        and (joined.is_joined(cell.question) or cell.question not in by_joined)
    ]


@transaction.atomic
def release_national(plan: Plan, *, by: User) -> Release:
    """Make the national release, and hold it. Raises IllegalMove, or ledger.Refused with words."""
    counts = counts_of(plan)
    with speaking.as_service():
        Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.releases.standing().filter(kind=Release.Kind.NATIONAL).exists():
            raise IllegalMove("The national numbers are released already.")
        protection = protection_of(plan, counts)
        cells = national_cells(plan, counts, protection)
        value = ledger.release(NATIONAL, protection, cells)
        _ledger(plan, counts).with_release(counts, value)
        return _keep(plan, value, cells, None, by)


def areas_without(plan: Plan):
    """The participations that have no local release which stands. Ask as the service, or as somebody who sees them all."""
    have = plan.releases.standing().exclude(participation=None).values("participation")
    return plan.dataset.survey.programme.participations.exclude(pk__in=have)


def release_local(plan: Plan, *, by: User) -> list[Release]:
    """Make the release of every area that has none, audited with each other and all before. Call it in a transaction."""
    counts = counts_of(plan)
    plan = Plan.objects.select_for_update().select_related("dataset__survey__programme").get(pk=plan.pk)
    so_far, protection = _ledger(plan, counts), protection_of(plan, counts)
    areas = list(areas_without(plan).select_related("partnership").order_by("partnership__name"))
    drawn = []
    for participation in areas:
        name = participation.partnership.name
        cells = local_cells(counts, protection, name)
        drawn.append((ledger.release(name, protection, cells), cells, participation))
    so_far.with_releases(counts, [value for value, _, _ in drawn])
    return [_keep(plan, value, cells, participation, by) for value, cells, participation in drawn]


def _keep(
    plan: Plan, value: ledger.Release, cells: list[Cell], participation: Participation | None, by: User
) -> Release:
    """What was audited, as rows in the order of its cells."""
    last = plan.releases.order_by("-number").values_list("number", flat=True).first() or 0
    release = Release.objects.create(
        plan=plan,
        kind=Release.Kind.LOCAL if participation else Release.Kind.NATIONAL,
        participation=participation,
        number=last + 1,
        made_by=by,
    )
    why = {decision.cell: decision for decision in value.decisions}
    people = {each.person.name: each.person_id for each in plan.by_hand.select_related("person")}
    ReleasedNumber.objects.bulk_create(
        (
            ReleasedNumber(
                release=release,
                **{part: getattr(cell, part) for part in PARTS},
                count=value.numbers.get(cell),
                rule=why[cell].rule.value if cell in why else "",
                reason=why[cell].reason if cell in why else "",
                person_id=people.get(why[cell].person) if cell in why else None,
            )
            for cell in cells
        ),
        batch_size=2000,
    )
    return release


@transaction.atomic
def withdraw(release: Release, *, reason: str, by: User) -> None:
    """Take a release back while nobody outside has seen it. Its numbers stay on record, and count no more as known.

    Raises IllegalMove once it is out; the database refuses it then as well.
    """
    with speaking.as_service():
        if Release.objects.out().filter(pk=release.pk).exists():
            raise IllegalMove("This release is out. What people could read cannot be taken back.")
        release.move_to(Release.Status.WITHDRAWN, withdrawn_by=by, withdrawn_at=timezone.now(), reason=reason.strip())


def is_public(dataset: Dataset) -> bool:
    """Whether the report that a dataset's national numbers belong to is public: what is released then is out at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portal_survey_report_is_out(%s, %s)", [dataset.survey.programme_id, dataset.participation_id]
        )
        return cursor.fetchone()[0]


# --- Telling areas ----------------------------------------------------------------------------------------------------


def tell_areas() -> int:
    """Write to every area whose own results are out and that has not been told; returns how many. Safe to run twice."""
    with speaking.as_service():
        ready = list(
            Release.objects.out()
            .filter(kind=Release.Kind.LOCAL, told_at=None)
            .select_related("plan__dataset__survey__programme__lead_body", "participation__partnership")
            .order_by("plan", "number")
        )
    return sum(_told(release) for release in ready)


@transaction.atomic
def _told(release: Release) -> bool:
    """One release noted as told and its letters, or neither."""
    with speaking.as_service():
        if not Release.objects.filter(pk=release.pk, told_at=None).update(told_at=Now()):
            return False
        _tell(release)
    return True


def _tell(release: Release) -> None:
    """A letter to the area's co-ordinator and chief officer that their report can be read."""
    survey, participation = release.plan.dataset.survey, release.participation
    programme = survey.programme
    loaded = correspondence.loaded(programme).filter(pk=participation.pk).first()
    if loaded is None:
        return  # it has left the programme; whoever still has a seat finds the report
    loaded.programme = programme
    people = {
        person.pk: person
        for to in ("co-ordinator", "chief officers")
        for person in correspondence.recipients(to, loaded)
    }
    address = f"{settings.PORTAL_URL}{release.get_absolute_url()}"
    notices.post(
        occasion=f"local-results:{release.pk}",
        kind="local report of a survey",
        recipients=people.values(),
        title=f"Your local report: {survey.title}",
        body_markdown=(
            f"The national report is out, and with it your area’s own results of the {survey.title.lower()}: "
            f"{participation.partnership.name} beside Scotland, as pages and as a PDF.\n\n{address}\n\n"
            "Small numbers are not shown in it, so that nobody can be recognised."
        ),
        by=None,
        sender_name=str(programme.lead_body),
        programme_name=programme.short_title,
        programme_ref=programme.pk,
        participation_ref=participation.pk,
        about_label=str(participation),
        about_address=release.get_absolute_url(),
    )
