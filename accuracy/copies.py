"""What is done with embargoed copies: given, acknowledged, opened, written about again, taken back."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles, speaking
from accounts.invitations import CannotInvite
from accounts.models import User
from accounts.moves import IllegalMove
from accuracy import embargo as standings
from accuracy import embargo_letters as letters
from accuracy import embargo_pdf
from accuracy.models import Copy, Embargo, Opening
from audit import looks
from programmes.models import Seat
from reports.clock import transaction_time
from reports.models import Edition, Publication

Status, What = Copy.Status, Opening.What


class CannotGive(ValueError):
    """A copy that cannot be given; the sentence says why and what would help."""


# --- Beginning -------------------------------------------------------------------------------------------------------


def begun(edition: Edition, *, by: User) -> Embargo:
    """The embargo of an edition, begun with the terms of its programme where there is none yet."""
    found = Embargo.objects.filter(edition=edition.pk).first()
    if found:
        return found
    programme = edition.programme
    texts = dict(programme.letters.filter(key__in=[standings.TERMS, *letters.KEYS]).values_list("key", "body"))
    if lacking := [key for key in (standings.TERMS, *letters.KEYS) if key not in texts]:
        raise CannotGive(f"This programme has no wording of “{lacking[0]}”. Start it anew, or ask an administrator.")
    made, _ = Embargo.objects.get_or_create(
        edition_id=edition.pk,
        defaults={
            "called": f"A report of “{programme.short_title}”"[:150],
            "terms": texts[standings.TERMS],
            "begun_by": by,
        },
    )
    return made


@transaction.atomic
def set_words(embargo: Embargo, *, called: str, terms: str) -> None:
    """What the report is called before its terms are acknowledged, and the terms for those who have still to do so."""
    Embargo.objects.filter(pk=embargo.pk).update(called=called, terms=terms.replace("\r\n", "\n"))


# --- Giving ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seated:
    """Somebody with a seat in a partnership, to whom a copy may be given."""

    pk: int
    person: User
    role: str
    partnership: str


def seated(edition: Edition, role: str) -> list[Seated]:
    """Who sits in this role today in the partnerships that the report is about, and holds no copy yet.

    Read as the portal: communications gives copies, and reads nothing else of partnerships.
    """
    with speaking.as_service():
        seats = Seat.objects.held().filter(
            participation__programme=edition.programme_id, participation__withdrawn_at=None, role=role
        )
        if edition.area_slugs:
            seats = seats.filter(participation__partnership__areas__slug__in=edition.area_slugs)
        have = Copy.objects.standing().filter(embargo__edition=edition.pk).values("person")
        found = (
            seats.exclude(person__in=have)
            .filter(person__disabled_at=None)
            .select_related("person", "participation__partnership")
            .order_by("participation__partnership__name", "person__name", "pk")
            .distinct()
        )
        return [
            Seated(seat.pk, seat.person, roles.BY_SLUG[seat.role].title, seat.participation.partnership.name)
            for seat in found
        ]


@transaction.atomic
def give_to_seated(edition: Edition, chosen: list[Seated], *, by: User) -> list[Copy]:
    """Copies for people with a seat, each told by a letter. Whoever has one by now is passed over."""
    minute = _confirmed_minute(edition)
    embargo = begun(edition, by=by)
    have = set(embargo.copies.standing().values_list("person", flat=True))
    made, people = [], set(have)
    for one in chosen:
        if one.person.pk not in people:
            people.add(one.person.pk)
            made.append(
                _give(embargo, one.person, one.person.name, one.partnership, Copy.Reader.PARTNERSHIP, minute, by)
            )
    letters.given(embargo, made, minute=minute, by=by)
    return made


@transaction.atomic
def give(edition: Edition, *, name: str, email: str, body: str, reader: str, by: User) -> Copy:
    """A copy for somebody by name and address. Who is new to the portal comes in by a proof that ends at the minute.

    Raises CannotGive with a sentence.
    """
    minute = _confirmed_minute(edition)
    embargo = begun(edition, by=by)
    with speaking.as_service():
        try:
            person = accounts.introduce(email, name)
        except CannotInvite as trouble:
            raise CannotGive(trouble.sentence) from trouble
        if not person.is_active:
            raise CannotGive(f"The account of {person.name} is closed. Ask an administrator to open it again.")
    try:
        with transaction.atomic():
            copy = _give(embargo, person, person.name, body, reader, minute, by)
    except IntegrityError as trouble:
        raise CannotGive(f"{person.name} has a copy of this edition already.") from trouble
    letters.given(embargo, [copy], minute=minute, by=by)
    return copy


def _give(embargo: Embargo, person: User, name: str, body: str, reader: str, minute, by: User) -> Copy:
    return Copy.objects.create(
        embargo=embargo, person=person, name=name, body=body, reader=reader, given_by=by, told_minute=minute
    )


def _confirmed_minute(edition: Edition):
    """The minute, held so that nobody moves it meanwhile.

    A copy is given once the minute is confirmed: its reader promises silence until a moment that two people stand
    behind, and not until one that may never come.
    """
    release = Publication.objects.select_for_update(of=("self",)).filter(edition=edition.pk).by_the_clock().first()
    stands = standings.of_release(release)
    if stands.over:
        raise IllegalMove("This edition is public. Everybody can read it.")
    if stands.is_stopped:
        raise CannotGive(
            "No minute of release is confirmed. Copies are given once a second person has confirmed the minute, so that "
            "whoever gets one knows until when to keep it."
        )
    return stands.minute


# --- Holding ---------------------------------------------------------------------------------------------------------


def mark_of(words: str) -> str:
    """By which it is known whether terms are those that somebody was shown."""
    return hashlib.sha256(words.encode()).hexdigest()[:24]


@transaction.atomic
def acknowledge(copy: Copy, *, seen: str, by: User) -> None:
    """Its holder takes the terms, once. ``seen`` is the mark of those that they read: others would be another promise."""
    embargo = Embargo.objects.get(pk=copy.embargo_id)
    now = Copy.objects.select_for_update().get(pk=copy.pk)
    if now.is_acknowledged:
        return
    stands = standings.standing(embargo.edition_id)
    if not stands.runs:
        raise IllegalMove("The embargo has ended or was called off meanwhile. Please open your copy again.")
    words = standings.terms(embargo, stands.minute)
    if seen != mark_of(words):
        raise IllegalMove("The terms have changed since you opened this page. Please read them again.")
    now.move_to(Status.ACKNOWLEDGED, acknowledged_at=timezone.now(), acknowledged_terms=words)
    note(now, What.ACKNOWLEDGED, by=by)
    # So that it is ready when they come for it.
    embargo_pdf.ask(now, by=by)


def note(copy: Copy, what: Opening.What, *, by: User) -> None:
    """Record that a copy is being opened or taken: every time, in its own list and in the portal's."""
    Opening.objects.create(copy=copy, person=by, what=what)
    looks.record(by, "embargoed copy", copy, "An embargoed copy", address=copy.get_absolute_url())


# --- Afterwards ------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_again(copy: Copy, *, seen: int, by: User | None) -> bool:
    """Write to its holder once more. ``seen`` is how many letters there were: pressed twice, one is sent."""
    embargo = copy.embargo
    minute = _confirmed_minute(embargo.edition)
    counted = Copy.objects.standing().filter(pk=copy.pk, letters=seen)
    if not counted.update(letters=F("letters") + 1, written_at=timezone.now(), told_minute=minute):
        return False
    copy.letters = seen + 1
    letters.reminder(embargo, [copy], minute=minute, by=by)
    return True


@transaction.atomic
def remind(edition: Edition, *, by: User) -> int:
    """Write again to everybody who has not acknowledged, and was not written to within the hour."""
    embargo = begun(edition, by=by)
    lately = timezone.now() - timedelta(hours=1)
    waiting = embargo.copies.filter(status=Status.GIVEN, written_at__lt=lately).select_related("embargo__edition")
    return sum(write_again(copy, seen=copy.letters, by=by) for copy in waiting)


@transaction.atomic
def take_back(copy: Copy, *, reason: str, by: User) -> None:
    """Close a copy for good. Its address answers from now on as if there were none."""
    if standings.standing(copy.embargo.edition_id).over:
        raise IllegalMove("This edition is public. Everybody can read it.")
    copy.move_to(Status.TAKEN_BACK, taken_back_at=timezone.now(), taken_back_by=by, taken_back_reason=reason[:300])


def tell_of_moved_minutes() -> str:
    """Tell holders of a minute that has moved, or of a release that was called off. Safe to run twice, and at once."""
    told = 0
    with speaking.as_service():
        for embargo in Embargo.objects.filter(edition__publication__announced_at=None).select_related("edition"):
            told += _tell_holders(embargo)
    return f"{told} told" if told else "Nothing has moved"


@transaction.atomic
def _tell_holders(embargo: Embargo) -> int:
    release = Publication.objects.filter(edition=embargo.edition_id).by_the_clock().first()
    stands = standings.of_release(release)
    if stands.over or (stands.is_stopped and release is not None and not release.cancelled_at):
        return 0  # read by everybody; or it waits for its second person, and the next round asks again
    # A minute that passes while this runs must not be told as one to come.
    if stands.minute and stands.minute <= transaction_time():
        return 0
    stale = embargo.copies.standing().exclude(told_minute=stands.minute)
    if stands.minute is None:
        stale = embargo.copies.standing().filter(told_minute__isnull=False)
    copies = list(stale.select_for_update(of=("self",), skip_locked=True).select_related("person"))
    if not copies:
        return 0
    Copy.objects.filter(pk__in=[copy.pk for copy in copies]).update(told_minute=stands.minute)
    if stands.minute:
        letters.moved(embargo, copies, minute=stands.minute)
    else:
        letters.stopped(embargo, copies, at=release.cancelled_at if release else None)
    return len(copies)
