"""E-mail to subscribers: told of at the minute, sent once, and never a word of anything that is not public.

Rows are the orders. Which editions and news nobody has been told of is asked of the database's clock; nothing here
makes anything public, and nothing goes before it is.
"""

import hashlib
import hmac
import time
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Now
from django.template.loader import render_to_string

from accounts import speaking
from accounts.models import Area
from interface.brand import colours
from interface.counting import counted
from newsroom.models import Mailing, NewsItem, Subscriber, Told
from notifications.mail_server import Came, MailServer
from reports.models import Edition

LEASE = timedelta(seconds=90)
FIRST_PAUSE, LONGEST_PAUSE, TRIES = timedelta(seconds=30), timedelta(hours=6), 12
TURN = 45
#: After so many refusals in a row an address is forgotten: whoever it was does not read it.
REFUSALS = 3

Kind, Status = Mailing.Kind, Mailing.Status


# --- Who is told ------------------------------------------------------------------------------------------------------


def tell_of_what_is_out() -> str:
    """Order an e-mail to everybody who wants to hear of what has come out and was not told of. Safe to run twice."""
    with speaking.as_service():
        editions = list(untold_editions().values_list("pk", flat=True))
        news = list(untold_news().values_list("pk", flat=True))
    ordered = sum(_tell_of_edition(pk) for pk in editions) + sum(_tell_of_news(pk) for pk in news)
    if not editions and not news:
        return "Nothing new to tell of"
    return f"{counted(len(editions) + len(news), 'publication')}, {counted(ordered, 'e-mail')} ordered"


def untold_editions():
    return Edition.objects.public().exclude(Exists(Told.objects.filter(edition=OuterRef("pk")))).order_by("pk")


def untold_news():
    return NewsItem.objects.out().exclude(Exists(Told.objects.filter(item=OuterRef("pk")))).order_by("pk")


@transaction.atomic
def _tell_of_edition(pk: int) -> int:
    with speaking.as_service():
        edition = (
            untold_editions()
            .filter(pk=pk)
            .select_related("publication")
            .without_content()
            .select_for_update(of=("self",), skip_locked=True)
            .first()
        )
        if edition is None:
            return 0
        areas = list(Area.objects.filter(slug__in=edition.area_slugs).values_list("pk", flat=True))
        wanting = Subscriber.objects.wanting_edition(edition, areas)
        # Who subscribed after it came out found it there.
        wanting = wanting.filter(confirmed_at__lt=edition.publication.publish_at)
        return _order(wanting, Kind.EDITION, edition=edition)


@transaction.atomic
def _tell_of_news(pk: int) -> int:
    with speaking.as_service():
        item = untold_news().filter(pk=pk).with_minutes().select_for_update(of=("self",), skip_locked=True).first()
        if item is None:
            return 0
        wanting = Subscriber.objects.none()
        # A press release comes out with its report, of which they are told: one e-mail is enough.
        if item.report_id is None:
            wanting = Subscriber.objects.wanting_news(item).filter(confirmed_at__lt=item.out_at)
        return _order(wanting, Kind.NEWS, item=item)


def _order(wanting, kind: Kind, **about) -> int:
    people = list(wanting.order_by("pk"))
    Mailing.objects.bulk_create(
        (
            Mailing(subscriber=person, kind=kind, message_id=_message_id(person, kind, *_key(about)), **about)
            for person in people
        ),
        ignore_conflicts=True,
    )
    Told.objects.create(subscribers=len(people), **about)
    return len(people)


def queue(subscriber: Subscriber, kind: Kind) -> Mailing:
    """Order the question, or the reminder that one subscribes already."""
    number = subscriber.mailings.count()
    return Mailing.objects.create(subscriber=subscriber, kind=kind, message_id=_message_id(subscriber, kind, number))


def _key(about: dict) -> tuple:
    return tuple(value.pk for value in about.values())


def _message_id(subscriber: Subscriber, *what) -> str:
    """The same for the same thing however often it is sent, so that mail systems can drop a second copy."""
    named = "\n".join(["subscriber", subscriber.secret, *map(str, what)]).encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), named, hashlib.sha256).hexdigest()[:40]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{digest}@{domain}>"


# --- Sending ----------------------------------------------------------------------------------------------------------


def deliver_waiting(*, seconds: float = TURN) -> str:
    """Send what is due until nothing is, or this worker has had its turn; returns what it did, in words."""
    _free_the_abandoned()
    with speaking.as_service():
        if not Mailing.objects.due().exists():
            return "nothing waited"
    sent = refused = 0
    with MailServer() as server:
        if not server.reached:
            return "the mail server could not be reached; e-mails wait"
        ends = time.monotonic() + seconds
        while server.reached and time.monotonic() < ends and (claimed := _claim()):
            answer = server.hand_over(message(claimed))
            _note(claimed, answer.came)
            sent += answer.came == Came.TAKEN
            refused += answer.came == Came.REFUSED
    return f"{counted(sent, 'e-mail')} sent" + (f", {refused} refused" if refused else "")


def _free_the_abandoned() -> None:
    with speaking.as_service():
        Mailing.objects.abandoned().update(status=Status.QUEUED, lease_until=None, waits_until=Now())


@transaction.atomic
def _claim() -> Mailing | None:
    """The e-mail that has waited longest and that no other worker holds, with what it is about."""
    with speaking.as_service():
        claimed = (
            Mailing.objects.due()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("subscriber", "edition__programme__lead_body", "edition__publication", "item__programme")
            .defer("edition__content", "edition__html", "edition__data_files")
            .first()
        )
        if claimed is None:
            return None
        claimed.attempts += 1
        Mailing.objects.filter(pk=claimed.pk).update(
            status=Status.SENDING, lease_until=Now() + LEASE, attempts=F("attempts") + 1
        )
        return claimed


@transaction.atomic
def _note(claimed: Mailing, came: Came) -> None:
    with speaking.as_service():
        ours = Mailing.objects.filter(pk=claimed.pk, attempts=claimed.attempts, status=Status.SENDING)
        if came == Came.TAKEN:
            ours.update(status=Status.SENT, lease_until=None, ended_at=Now())
            Subscriber.objects.filter(pk=claimed.subscriber_id).exclude(refused=0).update(refused=0)
        elif came == Came.REFUSED or claimed.attempts >= TRIES:
            ours.update(status=Status.FAILED, lease_until=None, ended_at=Now())
            Subscriber.objects.filter(pk=claimed.subscriber_id).update(refused=F("refused") + 1)
            Subscriber.objects.filter(pk=claimed.subscriber_id, refused__gte=REFUSALS).delete()
        else:
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (claimed.attempts - 1))
            ours.update(status=Status.QUEUED, lease_until=None, waits_until=Now() + pause)


def message(mailing: Mailing) -> EmailMultiAlternatives:
    """The e-mail itself. Of an edition and of news it says what everybody can read by now."""
    person = mailing.subscriber
    context = {
        "subscriber": person,
        "edition": mailing.edition,
        "item": mailing.item,
        "confirm": person.confirm_address(),
        "change": person.change_address(),
        "leave": person.leave_address(),
        "portal_name": settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_URL,
        "brand": colours()["brand"],
        "days": Subscriber.WAITS.days,
    }
    name = f"newsroom/mail/{mailing.kind}"
    headers = {"Message-ID": mailing.message_id, "Auto-Submitted": "auto-generated"}
    if mailing.kind in (Kind.EDITION, Kind.NEWS, Kind.REMINDER):
        # RFC 8058: mail programs offer to leave with one press, and send it here without a session.
        headers["List-Unsubscribe"] = f"<{person.leave_address()}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    found = EmailMultiAlternatives(
        subject=" ".join(_subject(mailing).split()),
        body=render_to_string(f"{name}.txt", context),
        to=[person.email],
        headers=headers,
    )
    found.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
    return found


def _subject(mailing: Mailing) -> str:
    if mailing.kind == Kind.EDITION:
        edition = mailing.edition
        return f"Corrected: {edition.title}" if edition.number > 1 else f"Published: {edition.title}"
    if mailing.kind == Kind.NEWS:
        return mailing.item.headline
    if mailing.kind == Kind.QUESTION:
        return f"Do you want e-mails from the {settings.PORTAL_NAME}?"
    return f"Your e-mails from the {settings.PORTAL_NAME}"
