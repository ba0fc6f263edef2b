"""The further programmes of the demo, each in the middle: who was told, who has answered, and what is in.

Every letter in them was posted by the timetable itself, day after day, as if the portal had been there all the time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from accounts import roles
from accounts.models import User
from demo import days, partnerships, people, returns
from programmes import choosing, correspondence, dates, taking_part, tick
from programmes.models import Participation, Programme

NOBODY = frozenset()


@dataclass(frozen=True)
class Story:
    """How far a programme has come. Partnerships are told by their number, in the order of their names."""

    definition: str
    days_in: int
    #: In a rolling programme, how many days ago each in turn was notified (in so many days, where negative). The
    #: others have no day yet.
    notified: tuple[int, ...] = ()
    #: The areas that are looked into more closely.
    chosen: frozenset[str] = NOBODY
    #: Who has not accepted the letter; who has named nobody; whose nominee has not answered; who shares and names late.
    silent: frozenset[int] = NOBODY
    without: frozenset[int] = NOBODY
    unanswered: frozenset[int] = NOBODY
    behind: frozenset[int] = NOBODY
    #: Who was given more time for a survey, so that it is still open there: its milestone, the one after it, and who.
    more_time: tuple[str, str, frozenset[int]] = ("", "", NOBODY)
    #: Who was asked a survey earlier than its day, so that it is open there: its milestone, and who.
    early: tuple[str, frozenset[int]] = ("", NOBODY)
    #: For each return, by its title: what each in turn has done about it (see ``demo.returns``).
    turns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


STORIES = (
    Story(
        "asp-joint-inspections",
        63,
        # Two teams are at work, so that a new inspection begins about every fortnight.
        notified=(63, 49, 35, 35, 21, 8, 2, -12, -26, -26, -40),
        silent=frozenset({6}),
        without=frozenset({6}),
        behind=frozenset({3}),
        early=("code-of-practice", frozenset({0})),
        turns={
            "Pre-inspection return": ("accepted", "accepted in time", "accepted", "nothing", "sent", "preparing"),
            "Position statement": ("accepted", "queried", "sign-off", "preparing", "nothing", "nothing"),
            "Supporting evidence": ("accepted", "sent", "preparing", "nothing", "nothing", "nothing"),
        },
    ),
    Story(
        "care-leavers",
        80,
        chosen=frozenset({"aberdeen-city", "falkirk", "moray", "south-ayrshire"}),
        silent=frozenset({13}),
        without=frozenset({22}),
        unanswered=frozenset({9}),
        behind=frozenset({4, 13, 27}),
        more_time=("national-survey", "volunteers", frozenset({1, 2, 6})),
        turns={"Local documents": ("sent", "preparing", "accepted", "nothing")},
    ),
    Story(
        "qi-6-4-self-evaluation",
        75,
        silent=frozenset({17}),
        without=frozenset({28}),
        behind=frozenset({3, 12, 21}),
        turns={
            "Self-evaluation": (
                "accepted",
                "nothing",
                "sent",
                "nothing",
                "preparing",
                "nothing",
                "sign-off",
                "nothing",
                "queried",
                "nothing",
                "nothing",
            )
        },
    ),
    Story("mappa-review", 140, unanswered=frozenset({6}), behind=frozenset({1, 4, 7})),
    Story("npm-monitoring", 30),
    Story("medicine-waste", 20),
)


def tell(story: Story, programme: Programme, team: dict[str, User]) -> None:
    """Let everything happen that the story says, in a programme that has just been started."""
    parts = list(correspondence.loaded(programme).order_by("partnership__name"))
    programme.share_plan_with(parts)
    for number, part in enumerate(parts):
        if number < len(story.notified):
            dates.notify_from(part, _day(story.notified[number]), by=team["administrator"])
    for number, part in enumerate(parts):
        if number in story.early[1]:
            _ask_early(part, story.early[0], by=team["administrator"])
    if story.chosen:
        closely = programme.participations.filter(partnership__areas__slug__in=story.chosen).values_list(
            "pk", flat=True
        )
        choosing.choose_closely(
            programme, [part for part in parts if part.pk in set(closely)], by=team["administrator"]
        )
    named = people.names()
    dated = [part for part in parts if part.day_one or not programme.is_rolling]
    with correspondence.told_together():
        chiefs = {part.pk: _chief(part, named, team) for part in dated}
    for day, told in _by_first_day(dated).items():
        tick.keep_one(programme.pk, day, as_planned=True)
        with correspondence.told_together():
            for number, part in told:
                _answer(story, number, part, chiefs[part.pk], named)
        with correspondence.told_together():
            _meet(story, programme, told)
    for number, part in enumerate(parts):
        if number in story.more_time[2]:
            _give_more_time(part, *story.more_time[:2], by=team["administrator"])
    for title, turns in story.turns.items():
        returns.fill(programme, team, turns, title=title)
    # Whoever has done what a reminder asks for by now was not reminded of it.
    for day in _letter_days(programme, dated):
        tick.keep_one(programme.pk, day, as_planned=True)


def _day(ago: int) -> date:
    return days.ago(ago) if ago > 0 else days.after(timezone.localdate(), -ago)


def _by_first_day(parts: list[Participation]) -> dict[date, list[tuple[int, Participation]]]:
    """Those that have been notified by today, by the day on which they were."""
    found = {}
    for number, part in enumerate(parts):
        day = part.day_one or part.programme.day_one
        if day <= timezone.localdate():
            found.setdefault(day, []).append((number, part))
    return dict(sorted(found.items()))


def _letter_days(programme: Programme, parts: list[Participation]) -> list[date]:
    """The days until today on which the timetable sends a letter."""
    today = timezone.localdate()
    timetables = [part.timetable for part in parts] if programme.is_rolling else [programme.timetable]
    return sorted({letter.on for each in timetables for letter in each.letters if letter.on <= today})


def _chief(part: Participation, named: Iterator[str], team: dict[str, User]) -> User:
    chief = partnerships.chief_of(part, named)
    partnerships.seat(part, chief, roles.ChiefOfficer, by=team["administrator"])
    return chief


def _answer(story: Story, number: int, part: Participation, chief: User, named: Iterator[str]) -> None:
    """The chief officer accepts the letter and nominates a co-ordinator, who accepts."""
    if number not in story.silent:
        taking_part.accept_notification(part, by=chief)
    if number not in story.without:
        coordinator = partnerships.coordinator_of(part, named)
        accepts = number not in story.unanswered
        partnerships.seat(part, coordinator, roles.Coordinator, by=chief, accepts=accepts)


def _meet(story: Story, programme: Programme, told: list[tuple[int, Participation]]) -> None:
    """Briefings are held, the survey is shared and people to meet are named, by most."""
    briefing = partnerships.opener(programme, "book briefing")
    shared = partnerships.sessions(programme) if briefing and not programme.is_rolling else []
    for number, part in told:
        people_of_it = correspondence.recipients_in_seat(_read_again(part), roles.Coordinator)
        if not people_of_it:
            continue
        coordinator = people_of_it[0]
        if briefing:
            _brief(part, briefing, coordinator, number, shared)
        if number not in story.behind:
            partnerships.share_survey(part, coordinator, number)
            partnerships.name_people(part, coordinator)


def _brief(part: Participation, milestone, coordinator: User, number: int, shared: list) -> None:
    if shared:
        at = shared[number % len(shared)]
    else:
        day = days.after(part.timetable[milestone.key].starts, 2)
        at = partnerships.session(part.programme, milestone, f"Meeting with {part.partnership.name}", day, 10, 1)
    misses = number % 9 == 4
    partnerships.book(at, part, coordinator, attended=not misses)
    if misses and number % 2:
        partnerships.catch_up(_read_again(part), coordinator)


def _ask_early(part: Participation, key: str, *, by: User) -> None:
    """One partnership is asked a survey now, long before its timetable would."""
    milestone = next(plan for plan in part.programme.plans if plan.key == key)
    settled = {(key, "starts"): days.ago(4), (key, "ends"): days.after(timezone.localdate(), 17)}
    dates.settle_for_one(part, milestone, settled=settled, reason="Asked early (demonstration)", by=by)


def _give_more_time(part: Participation, key: str, following: str, *, by: User) -> None:
    """One partnership's survey stays open a while from today; what comes after it keeps its days."""
    milestones = {plan.key: plan for plan in part.programme.plans}
    reason = "More time was asked for (demonstration)"
    kept = part.timetable[following].starts
    later = days.after(timezone.localdate(), 10)
    dates.settle_for_one(part, milestones[following], settled={(following, "starts"): kept}, reason=reason, by=by)
    dates.settle_for_one(part, milestones[key], settled={(key, "ends"): later}, reason=reason, by=by)


def _read_again(part: Participation) -> Participation:
    """The partnership with its people and bookings as they are now, and its dates as they were worked out."""
    part._prefetched_objects_cache.pop("seats", None)
    part._prefetched_objects_cache.pop("bookings", None)
    return part
