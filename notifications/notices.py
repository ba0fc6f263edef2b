"""Telling people: the letter goes into their inbox now, and an e-mail that points to it waits to be sent.

Both are written in the transaction of whoever calls, so a letter exists exactly when what it tells of does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from accounts import speaking
from accounts.models import User
from accounts.waking import wake_when_committed
from notifications import markdown
from notifications.models import Delivery, Notice, Posting

AT_ONCE = 500


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


def post(*, occasion: str, kind: str, recipients: Iterable[User], title: str, body_markdown: str, by, **more) -> int:
    """Post one letter to some people; returns how many had not had it. ``more`` are the other parts of a Letter."""
    letter = Letter(occasion, kind, tuple(recipients), title, body_markdown, **more)
    return post_all([letter], by=by)


def post_all(letters: Iterable[Letter], *, by: User | None) -> int:
    """Post letters of different wording together; returns how many were new. ``by`` is None where the timetable asks.

    Asking again changes nothing: a letter is one for its occasion, recipient and kind, and the database sees to it.
    """
    letters = list(letters)
    # In one order always, so that two who post the same letters never wait for each other in a ring.
    rows = [row for letter in letters for row in _rows(letter, by)]
    rows.sort(key=lambda row: (row.occasion, row.kind, row.recipient_id))
    with speaking.as_service():
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
        new = _queue_pointers(letters)
        Posting.objects.bulk_create(
            [
                Posting(
                    occasion=letter.occasion,
                    kind=letter.kind,
                    recipients=sorted({person.pk for person in letter.recipients}),
                    new=new.get((letter.occasion, letter.kind), 0),
                    by=by,
                )
                for letter in letters
            ],
            batch_size=AT_ONCE,
        )
        if new:
            wake_a_worker()
    return sum(new.values())


def _rows(letter: Letter, by: User | None) -> list[Notice]:
    body_html = markdown.to_html(letter.body_markdown)
    return [
        Notice(
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
            made_by=by,
        )
        for recipient_id in {person.pk for person in letter.recipients}
    ]


def _queue_pointers(letters: list[Letter]) -> dict[tuple[str, str], int]:
    """Write the e-mail beside each letter that has none: those are the new ones. Counts them by occasion and kind."""
    new: dict[tuple[str, str], int] = {}
    without = Notice.objects.filter(occasion__in={letter.occasion for letter in letters}, delivery=None).only(
        "occasion", "kind", "recipient_id"
    )
    deliveries = []
    for notice in without:
        deliveries.append(Delivery(notice=notice, message_id=Delivery.message_id_for(notice)))
        new[notice.occasion, notice.kind] = new.get((notice.occasion, notice.kind), 0) + 1
    Delivery.objects.bulk_create(deliveries, batch_size=AT_ONCE)
    return new


def wake_a_worker() -> None:
    """Have what was queued in this transaction sent as soon as it is safe, rather than at the next tick."""
    from notifications.tasks import deliver_waiting

    wake_when_committed(deliver_waiting)
