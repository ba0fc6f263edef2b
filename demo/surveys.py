"""Answers to the surveys of the demo: invented by lot, and the same each time; nobody's, and about nobody."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from accounts import clock, roles, speaking
from accounts.models import User
from demo import partnerships, people
from instruments.questions import (
    Grid,
    Instrument,
    LongText,
    MultipleChoice,
    Number,
    Question,
    Ranking,
    SingleChoice,
)
from programmes.models import Programme, Seat
from surveys import answering, doorway, keeping, letters, places, replying, setting_up, sheets, standing
from surveys.models import DayCount, Link, Reply, Writer

#: So many of each kind who answer by name are offered to be signed in as.
OFFERED = 2
#: Whom nobody has asked yet: the chief social work officer has a seat, and the review team asks those who have.
NOT_ASKED = "cswo"
#: Islands and small areas answer by the handful, so that small numbers are there to be seen.
FEW = ("Orkney", "Shetland", "Na h-Eileanan Siar", "Clackmannanshire")
COMMENTS = (
    "More time for supervision would help most (demonstration).",
    "We are a good team, and there are too few of us (demonstration).",
    "Decisions are explained better than they were a year ago (demonstration).",
    "I would like to hear what happens after I raise something (demonstration).",
    "My manager, Ms Ada Example, always has time for us (demonstration).",
    "Supervision is regular now, and I leave it knowing what to do next (demonstration).",
    "Two vacancies have been open since spring, and their cases came to us (demonstration).",
    "The dashboard shows numbers that nobody in my team recognises (demonstration).",
    "Ring me on 0131 496 0123 if you want to know more (demonstration).",
    "Our chief social work officer visits the team, and listens (demonstration).",
    "Learning days are cancelled whenever somebody is ill (demonstration).",
    "I raised a concern and never heard of it again (demonstration).",
    "The governance board asks good questions about children’s services (demonstration).",
    "Write to hamish.sampleson@example.org for the details (demonstration).",
    "Too many systems: the same facts go into three of them (demonstration).",
    "I feel trusted to decide, and supported when it is hard (demonstration).",
)


def answer(programme: Programme, *, most: int) -> int:
    """Let staff answer every survey without names that has opened, ``most`` at a link; returns how many answers came.

    A survey that has closed by now is open for as long as its answers need, and closed and frozen again.
    """
    came = 0
    setting_up.keep_days(programme)
    with speaking.as_service():
        links = list(
            Link.objects.filter(survey__programme=programme, opens_on__isnull=False, dataset=None)
            .select_related("survey__version", "survey__programme", "version", "participation__partnership")
            .order_by("survey__position", "participation__partnership__name", "kind")
        )
    for link in links:
        came += _answer_at(link, most)
    came += _reply(programme)
    with speaking.as_service():
        setting_up.keep_days(programme)
        keeping.keep_surveys()
    return came


def asked_by_name() -> list[tuple[User, str]]:
    """Those who write what a board or a post answers for itself, with what it is: two of each kind, the open ones first."""
    today, offered, found = clock.today(), Counter(), []
    with speaking.as_service():
        whose = {
            (each.newest.survey_id, each.newest.participation_id, each.newest.kind): each
            for each in standing.standings(
                Reply.objects.filter(of_its_own=True).select_related(
                    "survey__programme", "survey__milestone", "participation__partnership"
                ),
                today,
            )
        }
        places_of = Writer.objects.current().select_related("person").order_by("asked_at", "pk")
        for place in sorted(places_of, key=lambda each: _how_open(whose[_of(each)], today)):
            kind, stands = (place.survey_id, place.kind), whose[_of(place)]
            offered[kind] += 1
            if offered[kind] <= OFFERED:
                day = letters.letter_day(stands.newest)
                found.append((place.person, f"{stands.newest.whose}: {stands.words.lower()}; its last day is {day}."))
    return found


def _of(place: Writer) -> tuple:
    return place.survey_id, place.participation_id, place.kind


def _how_open(stands: standing.Standing, today) -> int:
    return ["open", "not open", "closed", "frozen", "no dates"].index(stands.newest.state(today))


def _reply(programme: Programme) -> int:
    """Partnerships whose people are known have replied to surveys in which people are named: most of them, not all.

    Where the survey is still open, nothing is finished: there each step can be tried.
    """
    sent, today = 0, clock.today()
    with speaking.as_service():
        replies = Reply.objects.filter(survey__programme=programme, opens_on__lte=today, dataset=None)
        replies = replies.select_related("survey__version", "version", "participation__partnership").order_by("pk")
        for number, reply in enumerate(list(replies)):
            people_of_it = {seat.role: seat.person for seat in reply.participation.seats.filter(status="accepted")}
            chief, coordinator = people_of_it.get(roles.ChiefOfficer.slug), people_of_it.get(roles.Coordinator.slug)
            if not chief or not coordinator or reply.kind == NOT_ASKED:
                continue
            is_open = reply.closes_on >= today
            if number % 7 == 3 and not is_open:
                continue
            # Whoever is asked, writes and sends does so while it is open.
            reply.closes_on = max(reply.closes_on, today)
            reply.save(update_fields=["closes_on"])
            writes = _who_writes(reply, number, coordinator)
            lots = random.Random(f"{reply.survey.key} {reply.whose}")  # noqa: S311  a story, no secret
            values = _values(reply.asked.instrument, lots, lots.uniform(0.5, 1.4), left_out=0.0)
            pages = sheets.sheets(reply.asked.instrument, values)
            for page in pages[:1] if is_open else pages:
                keys = {question.key for question in (*page.section.questions, *page.questions)}
                reply = replying.save(reply, values, page=page, seen=replying.mark_of(reply, keys), by=writes)
            if number % 7 == 5 or is_open:
                continue
            if reply.of_its_own:
                replying.send(reply, seen=reply.edits, by=writes)
                sent += 1
                continue
            replying.put_forward(reply, seen=reply.edits, by=coordinator)
            reply.refresh_from_db()
            if number % 7 != 6:
                replying.sign_off(reply, seen=reply.edits, by=chief)
                sent += 1
    return sent


def _who_writes(reply: Reply, number: int, coordinator: User) -> User:
    """A contributor for what the partnership answers; for what a board answers for itself, a member who was asked."""
    area = reply.participation.partnership.areas.first().slug
    name = next(islice(people.names(), 70 + number, None))
    if reply.of_its_own:
        title = "Member" if reply.kind == "champions-board" else reply.survey.title_of(reply.kind)
        member = people.person(f"{reply.kind}.{area}", name, job_title=f"{title} (demonstration)")
        places.ask(reply.survey, reply.participation, reply.kind, email=member.email, name=member.name, by=coordinator)
        return member
    body = reply.participation.partnership.organisations.order_by("kind").first()
    contributor = people.person(f"contributor.{area}", name, job_title="Team manager", organisation=body)
    if not Seat.objects.filter(participation=reply.participation, person=contributor).exists():
        partnerships.seat(reply.participation, contributor, roles.Contributor, by=coordinator)
    return contributor


def _answer_at(link: Link, most: int) -> int:
    today, lots = clock.today(), random.Random(f"{link.survey.programme.slug} {link.survey.key} {link.whose}")  # noqa: S311  a story, no secret
    if link.opens_on > today:
        return 0
    with speaking.as_service():
        Link.objects.filter(pk=link.pk).update(closes_on=max(link.closes_on, today))
    how_many = lots.randint(3, 9) if link.whose.startswith(FEW) else lots.randint(most // 3, most)
    mood = lots.uniform(0.5, 1.4)
    for _ in range(how_many):
        values = _values(link.asked.compiled.instrument, lots, mood)
        answering.send(link.pk, doorway.new_number(link.pk), values)
    _spread(link, how_many, today)
    return how_many


def _spread(link: Link, how_many: int, today: date) -> None:
    """The answers came over the link's days, most of them soon and few at weekends; today's are counted by the portal."""
    lots = random.Random(f"days of {link.survey.programme.slug} {link.survey.key} {link.whose}")  # noqa: S311  a story, no secret
    days = [link.opens_on + timedelta(days=n) for n in range((min(link.closes_on, today) - link.opens_on).days + 1)]
    weights = [(0.1 if day.weekday() > 4 else 1) * (3 if place < 5 else 1) for place, day in enumerate(days)]
    came = Counter(lots.choices(days, weights, k=how_many))
    with speaking.as_service():
        DayCount.objects.bulk_create(
            DayCount(link=link, on=day, answers=answers) for day, answers in came.items() if day < today
        )


def every_answer(instrument: Instrument) -> dict[str, object]:
    """A form in which nothing is left out."""
    return _values(instrument, random.Random(1), 1.0, left_out=0.0)  # noqa: S311  a story, no secret


def some_answers(instrument: Instrument, lots: random.Random) -> dict[str, object]:
    """One form as people fill them in: here and there something is left out."""
    return _values(instrument, lots, lots.uniform(0.5, 1.4))


def _values(instrument: Instrument, lots: random.Random, mood: float, left_out: float = 0.08) -> dict[str, object]:
    values: dict[str, object] = {}
    for section in instrument.sections:
        if section.shown_if is not None and not section.shown_if.holds(values):
            continue
        for question in section.questions:
            if question.shown_if is None or question.shown_if.holds(values):
                values |= dict(_given(question, lots, mood, left_out))
    return values


def _given(question: Question, lots: random.Random, mood: float, left_out: float) -> Iterator[tuple[str, object]]:
    if not question.required and lots.random() < left_out:
        return
    keys = [option.key for option in question.options_of()]
    weights = [(len(keys) - place) ** mood for place in range(len(keys))]
    match question:
        case SingleChoice():
            yield question.key, lots.choices(keys, weights)[0]
        case MultipleChoice():
            free = [option.key for option in question.options if not option.exclusive]
            chosen = set(lots.sample(free, min(len(free), lots.randint(1, 3))))
            yield question.key, [key for key in keys if key in chosen]
        case Grid():
            yield question.key, {row: lots.choices(keys, weights)[0] for row, _ in question.rows}
        case Ranking():
            yield question.key, lots.sample(keys, question.how_many)
        case Number():
            least, greatest = int(question.least or 0), int(question.most or 40)
            yield question.key, lots.randint(least, min(greatest, least + 30))
        case LongText() if not left_out or lots.random() < 0.15:
            yield question.key, lots.choice(COMMENTS)
