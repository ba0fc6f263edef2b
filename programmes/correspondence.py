"""Letters of a programme: who gets one, what it says with everything filled in, and posting it once."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Organisation, Tie, User
from notifications import markdown, notices
from notifications.models import Notice
from programmes import letter_text
from programmes.letter_text import Block, Value
from programmes.models import Assignment, Booking, Confirmation, LetterText, Participation, Programme, Seat, SettledDate
from programmes.timetable import Dated, Timetable

#: Values that cost a query, read only for a letter that names them: {field: function of a programme}. Rooms higher up
#: add theirs.
read_when_named: dict[str, Callable[[Programme], Value]] = {
    "programme.bodies": lambda programme: letter_text.in_words(
        [programme.lead_body.name, *(body.name for body in programme.partner_bodies.all())]
    ),
    "programme.documents": lambda programme: Block(""),
}


@dataclass(frozen=True)
class Draft:
    """A letter to some people of one partnership, as it would be sent: nothing is posted yet.

    It is written out when somebody reads it; who gets it, and what nobody has filled in yet, is known before.
    """

    letter: LetterText
    participation: Participation | None
    recipients: tuple[User, ...]
    occasion: str
    values: Mapping[str, Value]
    about_address: str = ""
    #: The moment that it bears, where that is not the moment at which it is posted.
    dated: datetime | None = None

    @property
    def can_be_sent(self) -> bool:
        return not self.missing and bool(self.recipients)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The fields that its wording names and nobody has filled in."""
        named = letter_text.fields_in(self.letter.subject, self.letter.body)
        return tuple(name for name in named if self.values.get(name) is None)

    @cached_property
    def written(self) -> letter_text.Written:
        """Subject, Markdown, safe HTML and plain text; what is missing stands in brackets by its field's name."""
        shown = ChainMap({name: f"[{name}]" for name in self.missing}, self.values)
        return letter_text.write(self.letter.subject, self.letter.body, shown)


@dataclass
class Writer:
    """Writes a programme's letters: reads what they share once, however many partnerships there are."""

    programme: Programme
    values: dict[str, Value] = field(init=False)
    letters: dict[str, LetterText] = field(init=False)
    shared_dates: dict[str, Value] = field(init=False)

    def __post_init__(self) -> None:
        _read_again(self.programme, models.Prefetch("team", Assignment.objects.select_related("person")))
        self.letters = {letter.key: letter for letter in self.programme.letters.all()}
        self.values = programme_values(self.programme)
        self.shared_dates = _dates(self.programme, self.programme.timetable)

    def write(
        self,
        key: str,
        *,
        participation: Participation | None,
        recipients: Iterable[User],
        occasion: str,
        milestone: Dated | None = None,
        address: str = "",
        extra: Mapping[str, Value] | None = None,
        dated: datetime | None = None,
    ) -> Draft:
        """One letter with its values; ``dated`` gives it another moment than now.

        What nobody has filled in yet is named in ``missing``; such a letter is not sent.
        """
        letter = self.letters[key]
        recipients = tuple(recipients)
        read_named(self.programme, self.values, letter.subject, letter.body)
        address = address or (participation.get_absolute_url() if participation else self.programme.get_absolute_url())
        values = {
            **self.values,
            **self._dates_of(participation),
            **(_partnership_values(participation) if participation else {}),
            **(_milestone_values(milestone) if milestone else {}),
            **self._people_values(letter, recipients),
            "letter.date": timezone.localdate(dated),
            "task.address": settings.PORTAL_URL + address,
            **(extra or {}),
        }
        return Draft(letter, participation, recipients, occasion, values, address, dated)

    def _dates_of(self, participation: Participation | None) -> dict[str, Value]:
        if participation is None or participation.timetable is self.programme.timetable:
            return self.shared_dates
        return _dates(self.programme, participation.timetable)

    def _people_values(self, letter: LetterText, recipients: tuple[User, ...]) -> dict[str, Value]:
        one = recipients[0] if len(recipients) == 1 else None
        sender = self.values.get("lead.name" if "lead" in letter.sender else "support_officer.name")
        return {
            "recipient.name": one.name if one else ", ".join(person.name for person in recipients) or None,
            "recipient.post": one.job_title if one else "",
            "recipient.organisation": str(one.organisation or "") if one else "",
            "sender.name": sender or self.values.get("lead.name") or self.programme.contact_name or None,
            "sender.post": letter.sender.capitalize(),
        }


def post(drafts: Iterable[Draft], *, by: User | None) -> int:
    """Post letters that can be sent; returns how many were new to their recipients. Asking again changes nothing."""
    letters = [_letter(draft) for draft in drafts if draft.can_be_sent]
    return notices.post_all(letters, by=by) if letters else 0


def _letter(draft: Draft, by: User | None = None) -> notices.Letter:
    return notices.Letter(
        occasion=draft.occasion,
        kind=draft.letter.kind,
        recipients=draft.recipients,
        title=draft.written.subject,
        body_markdown=draft.written.markdown,
        # Whoever writes has signed the text with name and post; the body answers for it.
        sender_name=str(draft.letter.programme.lead_body),
        statutory=draft.letter.statutory,
        programme_name=draft.letter.programme.short_title,
        programme_ref=draft.letter.programme_id,
        participation_ref=draft.participation.pk if draft.participation else None,
        about_label=str(draft.participation or draft.letter.programme),
        about_address=draft.about_address,
        by=by,
        dated=draft.dated,
    )


@dataclass
class _Told:
    """Letters that are told together: who writes each programme's, and what was written by whose hand."""

    writers: dict[int, Writer] = field(default_factory=dict)
    drafts: list[tuple[Draft, User | None]] = field(default_factory=list)


_together: ContextVar[_Told | None] = ContextVar("letters told together", default=None)


@contextmanager
def told_together() -> Iterator[None]:
    """What is told within is posted in one go when all of it is done: for moves made for a whole programme at once.

    A programme, its team and its wording are read once, as they are at its first letter. Where something goes wrong
    within, nothing is posted and nothing has happened.
    """
    told = _Told()
    former = _together.set(told)
    try:
        with transaction.atomic():
            yield
            letters = [_letter(draft, by) for draft, by in told.drafts if draft.can_be_sent]
            if letters:
                notices.post_all(letters, by=None)
    finally:
        _together.reset(former)


def tell(
    key_or_event: str,
    participation: Participation,
    *,
    to: str | Iterable[User],
    occasion: str,
    by: User | None,
    milestone: Dated | None = None,
    address: str = "",
    extra: Mapping[str, Value] | None = None,
) -> int:
    """Write and post one letter about one partnership, by its key or by the event that causes it.

    ``to`` is a recipients' rule of the definitions (“co-ordinator”) or people. A programme without such a letter
    sends none: an improvement project asks nobody for returns. Returns how many letters were new, or were written
    where letters are ``told_together``.
    """
    told = _together.get()
    with speaking.as_service():
        _read_again(participation, models.Prefetch("seats", Seat.objects.select_related("person__organisation")))
        models.prefetch_related_objects([participation], "partnership__organisations")
        writer = told.writers.get(participation.programme_id) if told else None
        writer = writer or Writer(participation.programme)
        if told:
            told.writers[participation.programme_id] = writer
        letter = writer.letters.get(key_or_event) or next(
            (each for each in writer.letters.values() if each.sent == key_or_event), None
        )
        if letter is None:
            return 0
        people = recipients(to, participation) if isinstance(to, str) else list(to)
        drafts = [
            writer.write(
                letter.key,
                participation=participation,
                recipients=[person],
                occasion=f"participation:{participation.pk}/{occasion}",
                milestone=milestone,
                address=address,
                extra=extra,
            )
            for person in people
        ]
        if told:
            told.drafts += [(draft, by) for draft in drafts]
            return len(drafts)
        return post(drafts, by=by)


def _read_again(row: models.Model, prefetch: models.Prefetch) -> None:
    """Read people as they are now, once: somebody may have been seated since the row was read."""
    getattr(row, "_prefetched_objects_cache", {}).pop(prefetch.prefetch_to, None)
    models.prefetch_related_objects([row], prefetch)


# --- Who gets it -----------------------------------------------------------------------------------------------------


#: Recipients' rules that mean people of the team, whatever partnership a letter is about.
IN_THE_TEAM = {
    # The panel and communications read reports; what partnerships ask and send is not for them.
    "review team": tuple(roles.ON_A_PROGRAMME_WORK),
    "review lead": (roles.Lead,),
    "support officer": (roles.SupportOfficer,),
}


def recipients(rule: str, participation: Participation | None, *, programme: Programme | None = None) -> list[User]:
    """The people whom a recipients' rule of a definition means, for one partnership, today.

    Where no co-ordinator has accepted yet, what is addressed to them goes to the chief officers: nothing is lost.
    """
    if rule in IN_THE_TEAM:
        people = _team(programme or participation.programme, *IN_THE_TEAM[rule])
        if participation is not None:
            people = _without_a_tie(people, participation)
        return list({person.pk: person for person in people}.values())
    held = [seat for seat in participation.seats.all() if _gives_rights(seat)]
    chiefs = [seat.person for seat in held if seat.role == roles.ChiefOfficer.slug]
    match rule:
        case "chief officers":
            return chiefs
        case "co-ordinator":
            coordinators = [seat.person for seat in held if seat.role == roles.Coordinator.slug]
            return coordinators or chiefs
        case "everyone in the partnership":
            return list({seat.person_id: seat.person for seat in held}.values())
    raise ValueError(f"No such recipients: {rule}")


def recipients_in_seat(participation: Participation, role: type[roles.Role]) -> list[User]:
    """Who sits in a kind of seat today: whoever covers comes before the holder, and deputies last."""
    order = {Seat.Standing.COVER: 0, Seat.Standing.MAIN: 1, Seat.Standing.DEPUTY: 2}
    held = [seat for seat in participation.seats.all() if seat.role == role.slug and _gives_rights(seat)]
    return [seat.person for seat in sorted(held, key=lambda seat: order[seat.standing])]


def _gives_rights(seat: Seat) -> bool:
    today = timezone.localdate()
    period = seat.period
    return (
        seat.status == Seat.Status.ACCEPTED
        and seat.person.is_active
        and not period.isempty
        and period.lower <= today
        and (period.upper is None or today < period.upper)
    )


def _without_a_tie(people: list[User], participation: Participation) -> list[User]:
    """Those who read what this partnership sends: nobody reads of a body that they work for or come from."""
    programme = participation.programme
    if not hasattr(programme, "_ties_of_team"):
        ties = Tie.objects.filter(person__in={each.person_id for each in programme.team.all()})
        programme._ties_of_team = set(ties.values_list("person", "organisation"))
    bodies = {body.pk for body in participation.partnership.organisations.all()}
    tied = {person for person, body in programme._ties_of_team if body in bodies}
    return [person for person in people if person.pk not in tied and person.organisation_id not in bodies]


def _team(programme: Programme, *wanted: type[roles.Role]) -> list[User]:
    today = timezone.localdate()
    slugs = {role.slug for role in wanted}
    return [
        each.person
        for each in programme.team.all()
        if (not slugs or each.role in slugs)
        and each.person.is_active
        and each.period.lower <= today
        and (each.period.upper is None or today < each.period.upper)
    ]


# --- What it says ----------------------------------------------------------------------------------------------------


def programme_values(programme: Programme) -> dict[str, Value]:
    """What a programme says of itself in a letter: only what may be shown as official."""
    official = lambda facts: [fact["text"] for fact in facts if fact["official"]]  # noqa: E731
    lead_body = programme.lead_body.name
    lead = next(iter(_team(programme, roles.Lead)), None)
    officer = next(iter(_team(programme, roles.SupportOfficer)), None)
    return {
        "programme.title": programme.title,
        "programme.short_title": programme.short_title,
        "programme.kind": programme.kind,
        "programme.purpose": Block(programme.purpose),
        "programme.questions": letter_text.numbered(official(programme.questions)),
        "programme.legal_basis": letter_text.bullets(official(programme.legal_basis)),
        "programme.requested_by": programme.requested_by,
        "programme.lead_body": lead_body,
        "programme.scope": letter_text.scope(official(programme.scope_in), official(programme.scope_out)),
        # Where the team has nobody in a role yet, the body itself stands for it: a letter never waits for a name.
        "lead.name": lead.name if lead else programme.contact_name or lead_body,
        "lead.email": lead.email if lead else _contact(programme),
        "support_officer.name": officer.name if officer else programme.contact_name or lead_body,
        "support_officer.email": officer.email if officer else _contact(programme),
        "support_officer.phone": officer.phone if officer else "",
        "portal.address": settings.PORTAL_URL,
        "portal.name": settings.PORTAL_NAME,
    }


def read_named(programme: Programme, values: dict[str, Value], *texts: str) -> None:
    """Add to ``values`` what these texts name and only a query can tell."""
    for name in letter_text.fields_in(*texts):
        if name in read_when_named and name not in values:
            values[name] = read_when_named[name](programme)


def contacts(programme: Programme) -> list[User]:
    """Whom a partnership may ask: the leads and support officers of the team."""
    return list(dict.fromkeys([*_team(programme, roles.Lead), *_team(programme, roles.SupportOfficer)]))


def filled_in(text: str, participation: Participation) -> str:
    """Guidance as HTML, with this partnership's own dates in it; a field that is not known stands in brackets."""
    programme = participation.programme
    values = {
        **programme_values(programme),
        **_dates(programme, participation.timetable),
        **_partnership_values(participation),
    }
    return _filled_in(text, programme, values)


def filled_in_for_the_team(text: str, programme: Programme) -> str:
    """Guidance as HTML with what is the same for everyone filled in; what each partnership has of its own in brackets."""
    return _filled_in(text, programme, {**programme_values(programme), **_dates(programme, programme.timetable)})


def _filled_in(text: str, programme: Programme, values: dict[str, Value]) -> str:
    read_named(programme, values, text)
    missing = {name: f"[{name}]" for name in letter_text.fields_in(text) if values.get(name) is None}
    return markdown.to_html(letter_text.merge(text, {**values, **missing}))


def _contact(programme: Programme) -> str:
    return programme.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _partnership_values(participation: Participation) -> dict[str, Value]:
    coordinator = next(
        (
            seat.person
            for seat in participation.seats.all()
            if seat.role == roles.Coordinator.slug and _gives_rights(seat)
        ),
        None,
    )
    return {
        "partnership.name": participation.partnership.name,
        "partnership.members": letter_text.in_words(
            [body.name for body in participation.partnership.organisations.all()]
        ),
        "co_ordinator.name": coordinator.name if coordinator else "the co-ordinator",
    }


def _dates(programme: Programme, timetable: Timetable) -> dict[str, Value]:
    public = [plan.key for plan in programme.plans if plan.public]
    months = [plan.key for plan in programme.plans if plan.month_only]
    return letter_text.date_values(timetable, public=public, months=months)


def _milestone_values(dated: Dated) -> dict[str, Value]:
    return {
        "milestone.title": dated.title,
        "milestone.first_day": letter_text.in_full(dated.starts),
        "milestone.last_day": letter_text.in_full(dated.ends),
        "milestone.days": letter_text.span(dated.starts, dated.ends),
    }


def rows(programme_id: int):
    """The rows of those that take part, and nothing else: to be held while their letters are worked out."""
    return Participation.objects.filter(programme=programme_id).taking_part().order_by("pk")


def written_to(participations) -> set[int]:
    """Which partnerships have had their notification letter: whoever accepted it, and whoever it was posted to.

    Asked as the portal itself, for a letter is its recipient's alone; and not at all where everybody has accepted.
    """
    accepted = {each.pk for each in participations if each.accepted_at}
    others = [each.pk for each in participations if not each.accepted_at and not each.programme.letters_held]
    if not others:
        return accepted
    with speaking.as_service():
        letters = Notice.objects.filter(participation_ref__in=others, kind="notification")
        return accepted | set(letters.order_by().values_list("participation_ref", flat=True).distinct())


def loaded(programme: Programme):
    """Those that take part, with what letters read and no more, in a fixed number of queries."""
    return (
        programme.participations.taking_part()
        .select_related("partnership")
        .prefetch_related(
            models.Prefetch("partnership__organisations", Organisation.objects.only("name")),
            models.Prefetch("seats", seated()),
            models.Prefetch("settled_dates", SettledDate.objects.select_related("milestone")),
            models.Prefetch("bookings", Booking.objects.only("participation", "milestone", "attendance")),
            models.Prefetch("confirmations", Confirmation.objects.only("participation", "milestone", "done_on")),
        )
    )


def seated():
    """Seats with what letters and lists read of whoever sits in them: a page of 32 rows has a hundred."""
    of_person = ("name", "email", "job_title", "disabled_at", "joined_at", "organisation__name")
    return Seat.objects.select_related("person__organisation").only(
        *("participation", "role", "status", "standing", "period"), *(f"person__{name}" for name in of_person)
    )


def everyone(programme: Programme):
    """Those that take part and those that have withdrawn, with everything that their own page shows."""
    return programme.participations.select_related("partnership", "accepted_by", "withdrawn_by").prefetch_related(
        "partnership__organisations",
        models.Prefetch("seats", Seat.objects.select_related("person__organisation")),
        models.Prefetch("settled_dates", SettledDate.objects.select_related("milestone")),
        models.Prefetch("bookings", Booking.objects.select_related("session")),
        models.Prefetch("confirmations", Confirmation.objects.select_related("milestone")),
    )
