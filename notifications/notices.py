"""Telling people: the letter goes into their inbox now, and an e-mail that points to it waits to be sent.

Both are written in the transaction of whoever calls, so a letter exists exactly when what it tells of does.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from accounts import speaking
from accounts.models import User
from accounts.waking import wake_when_committed
from notifications import markdown
from notifications.models import Delivery, MailPreference, Notice, Posting
from notifications.models.preference import next_morning

AT_ONCE = 500
DELIVER = "notifications.tasks.deliver_waiting"


@dataclass(frozen=True)
class Letter:
    """A letter ready to be posted: its merge fields are filled and its recipients are named."""

    occasion: str
    kind: str
    recipients: Sequence[User]
    title: str
    body_markdown: str
    sender_name: str = field(default_factory=lambda: settings.PORTAL_NAME)
    sender_role: str = ""
    statutory: bool = False
    programme_name: str = ""
    programme_ref: int | None = None
    participation_ref: int | None = None
    about_label: str = ""
    about_address: str = ""
    # Whose hand caused it, where the letters of several people are posted together.
    by: User | None = None
    # The moment that it bears; None for the moment at which it is posted, as every letter that is really sent.
    dated: datetime | None = None


def post(*, occasion: str, kind: str, recipients: Iterable[User], title: str, body_markdown: str, by, **more) -> int:
    """Post one letter to some people; returns how many had not had it. ``more`` are the other parts of a Letter."""
    letter = Letter(occasion, kind, tuple(recipients), title, body_markdown, **more)
    return post_all([letter], by=by)


def post_all(letters: Iterable[Letter], *, by: User | None) -> int:
    """Post letters of different wording together; returns how many were new. ``by`` is None where the timetable asks;
    a letter that names whose it is keeps that.

    Asking again changes nothing and costs one query: a letter is one for its occasion, recipient and kind. The
    database sees to it where two ask at once.
    """
    letters = list(letters)
    with speaking.as_service():
        rows = _not_posted_before(letters, by)
        if not rows:
            return 0
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
        new = _queue_pointers({letter.occasion for letter in letters})
        _note_what_was_asked(rows, new)
        wake_a_worker()
    return sum(new.values())


def _not_posted_before(letters: list[Letter], by: User | None) -> list[Notice]:
    """Rows for those who have not had their letter; the first wording counts for whoever is named twice."""
    had = set(
        Notice.objects.filter(occasion__in={letter.occasion for letter in letters})
        .order_by()
        .values_list("occasion", "kind", "recipient_id")
    )
    rows: dict[tuple, Notice] = {}
    rendered: dict[str, str] = {}
    for letter in letters:
        for person in letter.recipients:
            key = (letter.occasion, letter.kind, person.pk)
            if key in had or key in rows:
                continue
            if letter.body_markdown not in rendered:
                rendered[letter.body_markdown] = markdown.to_html(letter.body_markdown)
            rows[key] = _row(letter, person.pk, rendered[letter.body_markdown], by)
    # In one order always, so that two who post the same letters never wait for each other in a ring.
    return [rows[key] for key in sorted(rows)]


def _row(letter: Letter, recipient_id: int, body_html: str, by: User | None) -> Notice:
    return Notice(
        occasion=letter.occasion,
        kind=letter.kind,
        recipient_id=recipient_id,
        title=letter.title,
        body_markdown=letter.body_markdown,
        body_html=body_html,
        sender_name=letter.sender_name,
        sender_role=letter.sender_role,
        is_statutory=letter.statutory,
        programme_name=letter.programme_name,
        programme_ref=letter.programme_ref,
        participation_ref=letter.participation_ref,
        about_label=letter.about_label,
        about_address=letter.about_address,
        made_by=letter.by or by,
        **({"created_at": letter.dated} if letter.dated else {}),
    )


def _queue_pointers(occasions: set[str]) -> Counter:
    """Write the e-mail beside each letter that has none: those are the new ones. Counts them by occasion and kind."""
    without = list(
        Notice.objects.filter(occasion__in=occasions, delivery=None)
        .order_by("pk")
        .only("occasion", "kind", "recipient_id", "is_statutory")
    )
    once_a_day = MailPreference.objects.once_a_day({notice.recipient_id for notice in without})
    morning = next_morning()
    together = {"waits_until": morning, "digest_on": morning.date()}
    Delivery.objects.bulk_create(
        [
            Delivery(
                notice=notice,
                message_id=Delivery.message_id_for(notice),
                **(together if notice.recipient_id in once_a_day and not notice.is_statutory else {}),
            )
            for notice in without
        ],
        batch_size=AT_ONCE,
    )
    return Counter((notice.occasion, notice.kind) for notice in without)


def _note_what_was_asked(rows: list[Notice], new: Counter) -> None:
    """What the reconciler will count the inboxes against."""
    asked: dict[tuple[str, str], list[Notice]] = {}
    for row in rows:
        asked.setdefault((row.occasion, row.kind), []).append(row)
    Posting.objects.bulk_create(
        [
            Posting(
                occasion=occasion,
                kind=kind,
                recipients=[row.recipient_id for row in same],
                new=new[occasion, kind],
                by=same[0].made_by,
            )
            for (occasion, kind), same in asked.items()
        ],
        batch_size=AT_ONCE,
    )


def wake_a_worker() -> None:
    """Have what was queued in this transaction sent as soon as it is safe, rather than at the next tick."""
    wake_when_committed(DELIVER)
