"""What a report recommends: writing it, stating it with an edition, and entering a text that was not known."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts import speaking
from accounts.models import Organisation, User
from accounts.moves import IllegalMove
from followup.judging import area_named
from followup.models import Owner, Recommendation, Stated
from followup.models.recommending import Kind, Wording
from reports.models import Edition, Report


def next_number(report: Report, kind: str) -> int:
    """One more than the last of its kind: the two kinds are numbered apart."""
    return (report.recommendations.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def add(
    report: Report,
    *,
    kind: str = Kind.RECOMMENDATION,
    text: str = "",
    wording: str = "",
    number: int | None = None,
    owners: Sequence[str] = (),
    partners: Sequence[str] = (),
    due: date | None = None,
    paragraph: str = "",
    source: str = "",
    by: User | None,
) -> Recommendation:
    """One more recommendation, with the next number of its kind unless told another. Without a text it is one to be entered.

    Raises IllegalMove where the number is taken.
    """
    # Of two who add at the same moment, the second finds the first one's number taken already.
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    number = number or next_number(report, kind)
    try:
        with transaction.atomic():
            made = Recommendation.objects.create(
                report=report,
                kind=kind,
                number=number,
                wording=wording or (Wording.EXACT if text else Wording.UNKNOWN),
                text=text.strip(),
                due=due,
                paragraph=paragraph,
                source=source,
                updated_at=timezone.now(),
                updated_by=by,
            )
    except IntegrityError as error:
        raise IllegalMove(f"There is a {Kind(kind).label.lower()} {number} in this report already.") from error
    set_owners(made, owners, partners)
    return made


def set_owners(recommendation: Recommendation, owners: Sequence[str], partners: Sequence[str] = ()) -> None:
    """Who is to act, by name and in order: a body of the register where there is one of that name, else a group."""
    wanted = [
        *((name, Owner.Role.OWNER) for name in _once(owners)),
        *((name, Owner.Role.PARTNER) for name in _once(partners) if name not in _once(owners)),
    ]
    bodies: dict[str, Organisation] = {}
    for body in Organisation.objects.filter(name__in=[name for name, _ in wanted]).order_by("-pk"):
        bodies[body.name] = body
    recommendation.owners.all().delete()
    Owner.objects.bulk_create(
        Owner(
            recommendation=recommendation,
            role=role,
            organisation=bodies.get(name),
            group="" if name in bodies else name[:200],
            position=position,
        )
        for position, (name, role) in enumerate(wanted)
    )


def _once(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


@transaction.atomic
def remove(recommendation: Recommendation) -> None:
    """Take one out that no edition states. The numbers of the others stay as they are."""
    held = Recommendation.objects.select_for_update(of=("self",)).filter(pk=recommendation.pk).first()
    if held is None:
        return
    # Asked as the portal: what a partnership has planned or answered is not everybody’s to see who writes the report.
    with speaking.as_service():
        is_stated = held.stated.exists()
        is_followed = held.actions.exists() or held.responses.exists()
    if is_stated:
        raise IllegalMove(f"{held.name} stands in an edition that has been frozen, and keeps its place and number.")
    if is_followed:
        raise IllegalMove(f"{held.name} has been answered or planned for already.")
    held.delete()


def state_in(edition: Edition, by: User | None) -> None:
    """Copy every recommendation of a report into its new edition, where it never changes again."""
    found = Recommendation.objects.filter(report=edition.report_id).prefetch_related("owners__organisation")
    Stated.objects.bulk_create(
        _as_stated(each, edition, version=1, by=by, at=edition.frozen_at) for each in found.in_order()
    )


def reasons_against(edition: Edition) -> Iterator[str]:
    """Why an edition must not be released: what it recommends names an area, where the programme never attributes."""
    for each in edition.recommendations.filter(version=1):
        owners = (owner["name"] for owner in each.owners)
        if area := area_named(edition.programme, each.text, *owners):
            yield (
                f"{each.name} names {area}, and the programme never attributes. Say it without a place, and freeze "
                "another edition."
            )


def _as_stated(recommendation: Recommendation, edition: Edition, *, version: int, by, at) -> Stated:
    return Stated(
        edition=edition,
        recommendation=recommendation,
        version=version,
        kind=recommendation.kind,
        number=recommendation.number,
        wording=recommendation.wording,
        text=recommendation.text,
        source=recommendation.source,
        paragraph=recommendation.paragraph,
        due=recommendation.due,
        owners=[owner.as_plain() for owner in recommendation.owners.all()],
        stated_at=at,
        stated_by=by,
    )


@transaction.atomic
def enter_text(
    recommendation: Recommendation,
    *,
    text: str,
    source: str,
    owners: Sequence[str] | None = None,
    partners: Sequence[str] = (),
    by: User,
) -> None:
    """Enter the report's own words where the portal did not know them, with where they were read.

    In every edition that stands they follow as a further version, dated and with the source. Raises IllegalMove where
    the words are known already: those are changed by a new edition alone.
    """
    if not text.strip() or not source.strip():
        raise IllegalMove("Enter the text as it stands in the report, and say where you read it.")
    held = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if held.is_exact:
        raise IllegalMove(f"The text of {held.name} has been entered already. A new edition of the report changes it.")
    held.wording, held.text, held.source = Wording.EXACT, text.strip(), source.strip()
    held.updated_at, held.updated_by = timezone.now(), by
    held.save(update_fields=["wording", "text", "source", "updated_at", "updated_by"])
    if owners is not None:
        set_owners(held, owners, partners)
    held = Recommendation.objects.prefetch_related("owners__organisation").get(pk=held.pk)
    last = (
        Stated.objects.filter(recommendation=held, edition__set_aside_at=None)
        .in_its_last_wording()
        .select_related("edition")
        .defer("edition__content", "edition__html", "edition__data_files")
    )
    Stated.objects.bulk_create(
        _as_stated(held, each.edition, version=each.version + 1, by=by, at=timezone.now()) for each in list(last)
    )
