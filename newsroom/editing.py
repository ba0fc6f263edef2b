"""Verbs of news: begin, write, put forward, send back, approve, take back, withdraw, correct."""

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from followup.judging import area_named
from newsroom import composing
from newsroom.models import NewsCorrection, NewsItem
from programmes.models import Programme
from reports import minutes
from reports.clock import transaction_time
from reports.models import Report

Status = NewsItem.Status
#: What a writer changes; everything else is decided by moves.
WRITTEN = ("headline", "standfirst", "body", "quotations", "quotations_agreed", "notes", "contact", "publish_at")


class ChangedMeanwhile(Exception):
    """Somebody saved since this was opened. Nothing was overwritten; ``now`` is what is there."""

    def __init__(self, now: NewsItem):
        super().__init__("Somebody saved since this was opened.")
        self.now = now


class NotReady(ValueError):
    """It cannot be put forward or approved as it is; the sentence says what is missing."""


@transaction.atomic
def begin_press_release(report: Report, *, by: User) -> NewsItem:
    """The press release of the edition that comes next, with its notes taken from the programme's definition.

    Where there is one, that one.
    """
    number = next_edition(report)
    begun = NewsItem.objects.filter(report=report, edition_number=number).exclude(status=Status.WITHDRAWN)
    if there := begun.first():
        return there
    try:
        with transaction.atomic():
            return NewsItem.objects.create(
                kind=NewsItem.Kind.PRESS_RELEASE,
                programme=report.programme,
                report=report,
                edition_number=number,
                slug=free_slug(f"{report.title} {'' if number == 1 else f'edition {number}'}"),
                headline=report.title[:150],
                notes=composing.notes(report),
                contact=composing.contact(report.programme),
                created_by=by,
                updated_by=by,
            )
    except IntegrityError:  # a colleague was quicker by a moment
        return begun.get()


@transaction.atomic
def begin_news(*, headline: str, programme: Programme | None, by: User) -> NewsItem:
    """News that goes out by itself, at a minute of its own."""
    return NewsItem.objects.create(
        kind=NewsItem.Kind.NEWS,
        programme=programme,
        slug=free_slug(headline),
        headline=headline,
        contact=composing.contact(programme) if programme else "",
        created_by=by,
        updated_by=by,
    )


def next_edition(report: Report) -> int:
    """The number of the edition that is to be released next: one more than those that are public."""
    with speaking.as_service():
        out = report.editions.public().aggregate(last=Max("number"))["last"]
    return (out or 0) + 1


@transaction.atomic
def write(item: NewsItem, fields: dict, *, seen: int, by: User) -> NewsItem:
    """Save over the version that its writer has seen; raises ChangedMeanwhile over any other, IllegalMove once approved.

    Written in while it waits for approval, it is being written again: nobody approves what they have not read.
    """
    fields = {name: value for name, value in fields.items() if name in WRITTEN}
    there = NewsItem.objects.get(pk=item.pk)
    if there.version == seen and all(getattr(there, name) == value for name, value in fields.items()):
        return there
    if not there.is_open:
        raise IllegalMove(f"This is “{there.get_status_display()}”. Take that back before you change it.")
    saved = NewsItem.objects.filter(pk=item.pk, version=seen, status=there.status).update(
        **fields,
        status=Status.WRITING,
        put_forward_at=None,
        put_forward_by=None,
        version=F("version") + 1,
        updated_at=timezone.now(),
        updated_by=by,
    )
    now_there = NewsItem.objects.select_related("report__programme", "programme", "updated_by").get(pk=item.pk)
    if not saved:
        raise ChangedMeanwhile(now_there)
    return now_there


def missing(item: NewsItem) -> list[str]:
    """What it lacks before anybody can be asked to approve it."""
    found = []
    if not item.standfirst.strip():
        found.append("Say what happened in two or three sentences.")
    if not item.body.strip():
        found.append("Its text is missing.")
    if not item.contact.strip():
        found.append("Say whom the press can ask.")
    if item.quotations and not item.quotations_agreed:
        found.append("Say that everybody who is quoted has agreed to these words, or take the quotations out.")
    if item.report_id and (area := area_named(item.report.programme, *_said_of_findings(item))):
        found.append(f"It names {area}, and the programme never attributes what it finds. Say it without a place.")
    if item.kind == NewsItem.Kind.NEWS and item.publish_at is None:
        found.append("Choose the minute at which it comes out.")
    return found


def _said_of_findings(item: NewsItem) -> list[str]:
    """Its words but for the notes and the contact, where an address may name a town."""
    return [item.headline, item.standfirst, item.body, *(each.get("words", "") for each in item.quotations)]


@transaction.atomic
def put_forward(item: NewsItem, *, by: User) -> None:
    """Ask somebody else to approve it. Raises NotReady with what is missing."""
    _stop_if(missing(item))
    item.move_to(Status.WAITING, put_forward_at=timezone.now(), put_forward_by=by, sent_back_why="")


@transaction.atomic
def send_back(item: NewsItem, *, why: str, by: User) -> None:
    """Say what has to change before it can be approved."""
    item.move_to(Status.WRITING, put_forward_at=None, put_forward_by=None, sent_back_why=why[:500])


@transaction.atomic
def approve(item: NewsItem, *, seen: int, by: User) -> None:
    """The second person says yes to the text as it is, and for news to its minute.

    Raises NotReady where it lacks something or the minute has passed, ChangedMeanwhile where it is not the text that
    was read.
    """
    there = NewsItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if there.version != seen:
        raise ChangedMeanwhile(there)
    _stop_if(missing(there))
    if by.pk in (there.put_forward_by_id, there.updated_by_id):
        raise NotReady("You wrote it or put it forward, so somebody else has to approve it.")
    if there.kind == NewsItem.Kind.NEWS and there.publish_at < minutes.next_whole_minute(transaction_time()):
        raise NotReady("Its minute has passed. Choose one that is still to come.")
    there.move_to(Status.APPROVED, approved_at=transaction_time(), approved_by=by)
    item.refresh_from_db()


@transaction.atomic
def take_back(item: NewsItem, *, why: str, by: User) -> None:
    """Open what was approved, to change it: it needs approval again. Nothing that is out is taken back."""
    _not_out(item)
    item.move_to(
        Status.WRITING, approved_at=None, approved_by=None, put_forward_at=None, put_forward_by=None, sent_back_why=why[:500]
    )  # fmt: skip


@transaction.atomic
def withdraw(item: NewsItem, *, why: str, by: User) -> None:
    """It will not come out. It is kept."""
    _not_out(item)
    item.move_to(Status.WITHDRAWN, approved_at=None, approved_by=None, sent_back_why=why[:500])


@transaction.atomic
def correct(item: NewsItem, *, words: str, by: User) -> NewsCorrection:
    """Put something right beside news that is out."""
    if not NewsItem.objects.out().filter(pk=item.pk).exists():
        raise IllegalMove("It is not out yet, so its text itself can be changed.")
    return NewsCorrection.objects.create(item=item, words=words, by=by)


def free_slug(words: str) -> str:
    """An address out of words, other than those taken: asked as the portal, for news that nobody here may see."""
    wanted = slugify(words)[:80].strip("-") or "news"
    with speaking.as_service():
        taken = set(NewsItem.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for at in range(1, 10_000) if (slug := wanted if at == 1 else f"{wanted}-{at}") not in taken)


def _stop_if(missing_parts: list[str]) -> None:
    if missing_parts:
        raise NotReady(" ".join(missing_parts))


def _not_out(item: NewsItem) -> None:
    if NewsItem.objects.out().filter(pk=item.pk).exists():
        raise IllegalMove("It is out. What people could read is put right beside it, and cannot be taken back.")
