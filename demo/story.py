"""The story of the demo: a finished review as history, others in the middle and at their end, six more programmes."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Area, Tie, User
from demo import (
    answered,
    assured,
    checked,
    days,
    embargo,
    followed,
    partnerships,
    people,
    press,
    reporting,
    returns,
    surveys,
    under_way,
)
from programmes import correspondence, starting, taking_part, tick
from programmes.definition_files import load
from programmes.models import Assignment, Participation, Programme, Seat

HISTORY, SECOND = "social-work-governance-2024", "social-work-governance-demo"
#: Days since the notification of the second review: the document return was due some days ago.
DAYS_IN = 52


def tell() -> list[str]:
    """Make the whole demo, or only what is missing of it; returns what was made, in words."""
    made = []
    with speaking.as_service():
        team = people.make_team()
        ties(team)
    for make in (history, second_review, earlier_review, review_being_read):
        made += make(team)
    for story in under_way.STORIES:
        made += further_programme(story, team)
    made += assured.tell(team)
    made += checked.tell(team)
    made += followed.tell(team, assign)
    made += press.tell(team)
    return made


@transaction.atomic
def history(team: dict[str, User]) -> list[str]:
    """The review of 2024–25 as it was: its real dates and areas. No person, document or finding is invented for it."""
    if Programme.objects.filter(slug=HISTORY).exists():
        return []
    definition = load("social-work-governance")
    programme = starting.start(
        definition,
        run=definition.run("2024-25"),
        slug=HISTORY,
        title="Review of social work governance and assurance in Scotland 2024–25",
        public_from=date(2024, 7, 15),
        by=team["administrator"],
    )
    assign(programme, team)
    with speaking.as_service():
        report = programme.reports.get()
    reporting.tell_of_the_review(
        report, writer=team["lead"], first=team["administrator"], second=team["second-administrator"]
    )
    return [f"{programme.title}: history"]


@transaction.atomic
def second_review(team: dict[str, User]) -> list[str]:
    """A second run of the same definition, in the middle: every state is there to be seen."""
    programme = _review(
        team,
        slug=SECOND,
        title="Demonstration: a second review of social work governance",
        short="Governance review (demonstration)",
        days_in=DAYS_IN,
        most=60,
    )
    if programme is None:
        return []
    with speaking.as_service():
        reporting.begin_writing(programme.reports.get(), team=team, today=timezone.localdate())
    return [f"{programme.title}: {programme.partnerships.count()} partnerships"]


@transaction.atomic
def earlier_review(team: dict[str, User]) -> list[str]:
    """A run that is over: its survey was answered, its report is public, and each area reads its own results."""
    programme = _review(
        team,
        slug=answered.EARLIER,
        title="Demonstration: an earlier review of social work governance",
        short="Earlier governance review (demonstration)",
        days_in=answered.DAYS_SINCE_EARLIER,
    )
    if programme is None:
        return []
    answered.publish_numbers(programme, by=team["lead"])
    with speaking.as_service():
        report = programme.reports.get()
    answered.publish_report(
        report, writer=team["lead"], first=team["administrator"], second=team["second-administrator"]
    )
    embargo.give_copies(programme, team)
    return [f"{programme.title}: published"]


@transaction.atomic
def review_being_read(team: dict[str, User]) -> list[str]:
    """A run whose survey has closed: its answers are read, and what is to be published is prepared."""
    programme = _review(
        team,
        slug=answered.BEING_READ,
        title="Demonstration: a review of social work governance whose survey has closed",
        short="Governance review, survey closed (demonstration)",
        days_in=answered.DAYS_SINCE_BEING_READ,
    )
    if programme is None:
        return []
    answered.rules_for(programme, by=team["lead"])
    answered.read_words(programme, lead=team["lead"], second=team["partner-inspector"])
    earlier = Programme.objects.filter(slug=answered.EARLIER).first()
    if earlier is not None:
        answered.follow(programme, earlier, by=team["lead"])
    return [f"{programme.title}: answers being read"]


def _review(
    team: dict[str, User], *, slug: str, title: str, short: str, days_in: int, most: int = answered.MOST
) -> Programme | None:
    """A run of the governance review, with its people, returns and answers, ``most`` at a link; None where it is there."""
    if Programme.objects.filter(slug=slug).exists():
        return None
    day_one = days.ago(days_in)
    programme = starting.start(
        load("social-work-governance"),
        slug=slug,
        title=title,
        day_one=day_one,
        public_from=day_one,
        letters_from=day_one,
        by=team["administrator"],
    )
    Programme.objects.filter(pk=programme.pk).update(short_title=short, started_at=days.morning(day_one))
    assign(programme, team)
    with speaking.as_service():
        programme = Programme.objects.with_plan().get(pk=programme.pk)
        with correspondence.told_together():
            _fill(programme, team)
        returns.fill(programme, team)
        surveys.answer(programme, most=most)
        Programme.objects.filter(pk=programme.pk).update(letters_held=False)
    # Its letters bear the days of its story; what follows from now on bears the day on which it is sent.
    for day in (day_one, timezone.localdate()):
        tick.keep_one(programme.pk, day, as_planned=True)
    return programme


def assign(programme: Programme, team: dict[str, User]) -> None:
    """Put the invented team to work on a programme."""
    start = DateRange(date(2024, 1, 1), None)
    for key, role in [
        ("lead", roles.Lead),
        ("support-officer", roles.SupportOfficer),
        ("inspector", roles.Inspector),
        ("partner-inspector", roles.Inspector),
        ("associate-assessor", roles.AssociateAssessor),
        ("panel-member", roles.PanelMember),
        ("communications", roles.Communications),
    ]:
        Assignment.objects.get_or_create(
            programme=programme, person=team[key], role=role.slug, defaults={"period": start}
        )


def _fill(programme: Programme, team: dict[str, User]) -> None:
    sessions = partnerships.sessions(programme)
    named = people.names()
    for number, part in enumerate(programme.participations.select_related("partnership").order_by("partnership__name")):
        part.programme = programme
        _seat_people(part, number, named)
        if number % 16 != 6:
            chief = part.seats.filter(role=roles.ChiefOfficer.slug).first().person
            taking_part.accept_notification(part, by=chief)
        coordinator = part.seats.filter(role=roles.Coordinator.slug, status=Seat.Status.ACCEPTED).first()
        if coordinator and number % 5 != 3:
            partnerships.book(sessions[number % len(sessions)], part, coordinator.person, attended=number % 7 != 2)
        elif coordinator and number % 15 != 8:
            partnerships.catch_up(part, coordinator.person)
        if coordinator and number % 4 != 1:
            partnerships.share_survey(part, coordinator.person, number)


def _seat_people(part: Participation, number: int, named) -> None:
    chief = partnerships.chief_of(part, named)
    partnerships.seat(part, chief, roles.ChiefOfficer)
    coordinator = partnerships.coordinator_of(part, named)
    if number % 11 == 5:
        return  # Nobody has been nominated yet.
    partnerships.seat(part, coordinator, roles.Coordinator, by=chief, accepts=number % 11 != 8)
    if number % 6 == 0:
        for role, standing, title in [
            (roles.Coordinator, Seat.Standing.DEPUTY, "Business manager"),
            (roles.Contributor, Seat.Standing.MAIN, "Policy officer"),
            (roles.Viewer, Seat.Standing.MAIN, "Committee clerk"),
        ]:
            key = "deputy" if standing == Seat.Standing.DEPUTY else role.slug
            email = f"{key}.{part.partnership.areas.first().slug}"
            helper = people.person(email, next(named), job_title=title, organisation=chief.organisation)
            partnerships.seat(part, helper, role, standing=standing, by=coordinator)


@transaction.atomic
def further_programme(story: under_way.Story, team: dict[str, User]) -> list[str]:
    """One more programme under way, its partnerships as far as its story says."""
    name = f"{story.definition}-demo"
    if Programme.objects.filter(slug=name).exists():
        return []
    day_one = days.ago(story.days_in)
    definition = load(story.definition)
    programme = starting.start(
        definition,
        slug=name,
        title=f"Demonstration: {definition.title.text}",
        day_one=day_one,
        public_from=day_one,
        letters_from=day_one,
        by=team["administrator"],
    )
    assign(programme, team)
    with speaking.as_service():
        Programme.objects.filter(pk=programme.pk).update(started_at=days.morning(day_one))
        programme = Programme.objects.with_plan().select_related("lead_body").get(pk=programme.pk)
        under_way.tell(story, programme, team)
        surveys.answer(programme, most=40)
        Programme.objects.filter(pk=programme.pk).update(letters_held=False)
    return [f"{programme.title}: {programme.partnerships.count()} partnerships"]


def ties(team: dict[str, User]) -> None:
    """The inspector once worked in Angus, and so never reads what Angus sends."""
    angus = Area.objects.get(slug="angus").organisations.first()
    Tie.objects.get_or_create(
        person=team["inspector"], organisation=angus, defaults={"reason": "Worked there until 2023 (demonstration)"}
    )
