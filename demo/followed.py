"""What follows a report: the MAPPA review of 2014 to 2017 as far as it is known, and one invented review followed to its end.

Of the MAPPA review nothing is invented: the texts and states that are not known say that they are to be entered from the
reports. The other review, its recommendations, their states and whoever speaks in it are invented, and say so.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from assurance import travelling
from demo import bound, days, partnerships, people
from followup import judging, planning, recommending, reviewing, updating, viewing
from followup.models import Plan, Recommendation, Reviewed, State, Update
from followup.models.recommending import Kind
from programmes import correspondence, starting
from programmes.definition_files import load
from programmes.models import Programme
from reports import actions, outline
from reports.models import Publication, Report, Section

MAPPA = "mappa-review-2014"
FOLLOWED = "care-leavers-followed-demo"
#: Days since the invented review began, since its report came out, and since its progress review did.
BEGAN, CAME_OUT, REVIEWED = 1020, 745, 380

MAPPA_SAYS = {
    "about": """The Care Inspectorate and HM Inspectorate of Constabulary in Scotland, with other scrutiny bodies, carried out the first national review of MAPPA. It looked at category 1 alone: people subject to sex offender notification requirements.

The terms of reference were published on 29 October 2014. Fieldwork began in April 2015.

The review asked how well responsible authorities carry out their duties under the Management of Offenders etc. (Scotland) Act 2005, and how well significant case reviews and organisational learning work.
""",
    "duties": """There were key strengths in how police, social work and the prison service manage registered sex offenders. Their number was still rising. The numbers managed at levels 2 and 3 were falling.

More than 500 practitioners gave evidence. The risk management of 45 people was observed at 17 MAPPA meetings, and 78 case records were analysed.
""",
    "recommendations": """The review made ten strategic recommendations. They are listed with their owners, as far as they have been entered here, on the [page of its recommendations](/reports/mappa-review-2014/recommendations/).
""",
    "development": """The review named seventeen areas for development, which are numbered apart from the recommendations.

This page is a short account, made for a demonstration of this portal from what the scrutiny bodies have published. The full report is on their own websites.
""",
}
MAPPA_SUMMARY = (
    "The first national review of MAPPA looked at how registered sex offenders are managed in the community. "
    "It made ten strategic recommendations and named seventeen areas for development."
)
NATIONAL_PLAN_SOURCE = "To be entered: the plan itself has not been read for this demonstration"
PROGRESS_SAYS = (
    ("about", "About this progress review", """In June 2017 the scrutiny bodies reported how far each of the ten recommendations of 2015 had come. The recommendations had been answered by one national action plan.

This page is a short account, made for a demonstration of this portal. The full report is on the scrutiny bodies' own websites.
"""),
    ("progress", "Progress, recommendation by recommendation", """[[figure:progress-by-recommendation]] lists every recommendation. The state that the review gave to each has not been entered here: it is to be entered from the report.

[[figure:progress-by-recommendation]]
"""),
)  # fmt: skip

#: Reporting rounds of the invented review: title, since when, until when in days ago (ahead, where negative).
ROUNDS = (("Demonstration: eighteen months on", 200, 170), ("Demonstration: two years on", 20, -10))
#: In how many partnerships people have seats, and what each in turn has done in the round that is open.
SEATED = 6
TURNS = ("waiting", "begun", "sent", "nothing", "sent", "waiting")
PLANNED = (
    ("Demonstration: name a worker for every young person.", "Head of children’s services", 12, (1,)),
    ("Demonstration: test our pages with young people.", "Communications manager", 25, (2,)),
    ("Demonstration: train everyone who writes plans.", "Learning and development lead", 18, (4, 5)),
)

INVENTED = "This is a demonstration. The review, what it recommends and how far that has come are invented."
#: Text, owners, partners, months until due, and the states that followed: days since, state, why.
RECOMMENDED = (
    ("Demonstration: agree with each young person on one named worker until they are 26.", ["Invented national board"], ["Councils"], 12,
     ((640, "in progress", "A first group of invented areas has begun."), (210, "completed", "Invented records show a named worker for nearly everyone."), (60, "closed", "Demonstration: the evidence is enough, and nothing more is asked."))),
    ("Demonstration: publish what support there is, in words that young people have tested.", ["Councils"], ["Invented youth forum"], 9,
     ((650, "in progress", "An invented forum is testing drafts."), (300, "closed", "Demonstration: every invented area has published it."), (120, "in progress", "Demonstration: opened again, as two invented areas have withdrawn their pages."))),
    ("Demonstration: collect the same few figures about housing in every area.", ["Invented national board"], [], 15,
     ((620, "not started", "No figures have been agreed yet."), (200, "in progress", "Figures are agreed and being tried out."))),
    ("Demonstration: train everyone who writes plans with young people.", ["Councils", "Health boards"], [], 18,
     ((610, "in progress", "An invented course has begun."), (90, "completed", "Invented course lists are complete."))),
    ("Demonstration: replace the form for leaving care with the national one.", ["Councils"], [], None,
     ((500, "superseded", "Demonstration: an invented law has replaced the form altogether."),)),
    ("Demonstration: ask young people every year how it has gone, and tell them what came of it.", ["Invented national board"], ["Invented youth forum"], 20,
     ((400, "not started", "An invented survey is being planned."),)),
)  # fmt: skip
DEVELOPMENT = (
    ("Demonstration: records say more of what young people themselves want.", ((450, "in progress", "Invented samples are getting better."),)),
    ("Demonstration: housing staff take part in planning from the start.", ((450, "not started", "Not looked into yet."), (100, "in progress", "Invented meetings have begun."))),
    ("Demonstration: carers are told whom to ask.", ()),
)  # fmt: skip
#: What the invented progress review says: number, state, what has happened.
JUDGED_BY_THE_REVIEW = {
    1: ("in progress", "Invented areas report good progress; two have not begun."),
    2: ("in progress", "Most invented pages are out."),
    3: ("not started", "No figures have been agreed."),
    4: ("in progress", "Half of the invented staff have been trained."),
    5: ("superseded", "The form is no longer used."),
    6: ("not started", "Planned for next year."),
}


def tell(team: dict[str, User], assign) -> list[str]:
    """Make both, or what is missing of them; returns what was made, in words."""
    return [*mappa_history(team, assign), *followed_to_its_end(team, assign)]


@transaction.atomic
def mappa_history(team: dict[str, User], assign) -> list[str]:
    """The MAPPA review with its real dates: its report of November 2015 and its progress review of June 2017."""
    if Programme.objects.filter(slug=MAPPA).exists():
        return []
    definition = load("mappa-review")
    programme = starting.start(
        definition,
        run=definition.run("2014-17"),
        slug=MAPPA,
        title="Joint thematic review of MAPPA in Scotland 2014–15",
        public_from=date(2014, 10, 29),
        by=team["administrator"],
    )
    assign(programme, team)
    with speaking.as_service():
        report = programme.reports.get()
        Report.objects.filter(pk=report.pk).update(
            summary=MAPPA_SUMMARY, subtitle="National report, November 2015: a short account"
        )
        _write(report, MAPPA_SAYS, by=team["lead"], at=_at(date(2015, 11, 2)))
        report.figures.all().delete()
        _release(report, date(2015, 11, 26), team)
        _national_action_plan(report, team["lead"])
        review = outline.begin(
            programme,
            title="Progress review of the joint thematic review of MAPPA in Scotland",
            slug="mappa-progress-review-2017",
            sections=[(key, heading, "") for key, heading, _ in PROGRESS_SAYS],
            by=team["lead"],
        )
        Report.objects.filter(pk=review.pk).update(
            summary="How far each of the ten recommendations of 2015 had come by June 2017.",
            subtitle="Progress review, June 2017: a short account",
        )
        reviewing.put_into_the_report(
            reviewing.begin(review, report, on=date(2017, 6, 29), by=team["lead"]), by=team["lead"]
        )
        _write(review, {key: text for key, _, text in PROGRESS_SAYS}, by=team["lead"], at=_at(date(2017, 6, 5)))
        _release(review, date(2017, 6, 29), team)
    return [f"{programme.title}: history"]


def _national_action_plan(report: Report, by: User) -> None:
    """The one plan that answered all recommendations: that there was one is known, what stood in it is not."""
    plan = planning.open_for_a_body(report, body="Owners of the recommendations", source=NATIONAL_PLAN_SOURCE, by=by)
    for stated in planning.stated_in(report.pk):
        if stated.kind == Kind.RECOMMENDATION:
            planning.plan_action(
                plan,
                text=f"Actions on recommendation {stated.number}: to be entered from the national action plan.",
                owner="To be entered from the plan",
                serves=[stated.recommendation_id],
                by=by,
            )


@transaction.atomic
def followed_to_its_end(team: dict[str, User], assign) -> list[str]:
    """An invented review whose recommendations have been followed for two years, with a progress review between."""
    if Programme.objects.filter(slug=FOLLOWED).exists():
        return []
    day_one = days.ago(BEGAN)
    programme = starting.start(
        load("care-leavers"),
        slug=FOLLOWED,
        title="Demonstration: a finished review of support for care leavers",
        day_one=day_one,
        public_from=day_one,
        by=team["administrator"],
    )
    short = "Care leavers, finished (demonstration)"
    Programme.objects.filter(pk=programme.pk).update(short_title=short, started_at=days.morning(day_one))
    assign(programme, team)
    with speaking.as_service():
        report = programme.reports.get()
        came_out = days.ago(CAME_OUT)
        Report.objects.filter(pk=report.pk).update(
            title="Demonstration: support for care leavers, what an invented review found",
            summary="An invented report, to show what follows a report.",
        )
        for text, owners, partners, months, _ in RECOMMENDED:
            due = came_out + timedelta(days=30 * months) if months else None
            recommending.add(report, text=text, owners=owners, partners=partners, due=due, by=team["lead"])
        for text, _ in DEVELOPMENT:
            recommending.add(report, kind=Kind.DEVELOPMENT, text=text, owners=["Councils"], by=team["lead"])
        _write_one(report, f"{INVENTED}\n", by=team["lead"], at=_at(days.ago(CAME_OUT + 20)))
        _release(report, came_out, team)
        found = list(Recommendation.objects.filter(report=report).in_order())
        told = sorted(
            (ago, each.pk, state, why)
            for each, states in zip(
                found, [*(one[4] for one in RECOMMENDED), *(one[1] for one in DEVELOPMENT)], strict=True
            )
            for ago, state, why in states
        )
        reviewed = False
        for ago, pk, state, why in reversed(told):
            if ago < REVIEWED and not reviewed:
                _review(report, team)
                reviewed = True
            judging.judge(
                next(each for each in found if each.pk == pk),
                state=State(state),
                on=days.ago(ago),
                reason=why,
                by=team["lead"],
            )
    _plans(programme, report, team)
    return [f"{programme.title}: followed for two years"]


def _plans(programme: Programme, report: Report, team: dict[str, User]) -> None:
    """Plans of every partnership; in the first few people write, sign off and are answered. One national plan besides."""
    lead, support = team["lead"], team["support-officer"]
    with speaking.as_service():
        planning.open_plans(report, by=support)
        stated = planning.stated_in(report.pk)
        rounds = [
            planning.set_round(report, title=title, opens=days.ago(opens), due=_day(due), by=support)
            for title, opens, due in ROUNDS
        ]
        parts = list(correspondence.loaded(programme).order_by("partnership__name")[:SEATED])
        programme.share_plan_with(parts)
        named = people.names()
        for number, part in enumerate(parts):
            plan = Plan.objects.select_related("programme", "participation__partnership").get(
                report=report, participation=part
            )
            chief = partnerships.chief_of(part, named)
            partnerships.seat(part, chief, roles.ChiefOfficer, by=lead)
            coordinator = partnerships.coordinator_of(part, named)
            partnerships.seat(part, coordinator, roles.Coordinator, by=chief)
            for text, owner, months, serves in PLANNED:
                planning.plan_action(
                    plan,
                    text=text,
                    owner=owner,
                    due=days.ago(CAME_OUT) + timedelta(days=30 * months),
                    serves=[
                        each.recommendation_id
                        for each in stated
                        if each.number in serves and each.kind == "recommendation"
                    ],
                    by=coordinator,
                )
            if number % 3 == 0:
                viewing.name_inspector(plan, team["partner-inspector"])
            planning.answer(
                stated[0],
                answer="accepted" if number % 2 == 0 else "partly accepted",
                words="Demonstration: an invented answer.",
                answered_as="Chief officer",
                on=days.ago(CAME_OUT - 40),
                participation=part,
                by=chief,
            )
            # How far each has come: both rounds sent, the second waiting for its chief officer, being written, or late.
            _update(plan, rounds[0], coordinator, chief, "sent", lead)
            _update(plan, rounds[1], coordinator, chief, TURNS[number % len(TURNS)], lead)
        body = planning.open_for_a_body(
            report, body="Invented national board", source="Invented for this demonstration", by=lead
        )
        planning.plan_action(
            body,
            text="Demonstration: agree on the figures that every area collects.",
            owner="Secretariat of the invented board",
            due=days.ago(CAME_OUT) + timedelta(days=400),
            serves=[each.recommendation_id for each in stated if each.number == 3 and each.kind == "recommendation"],
            by=lead,
        )
        update = _written(
            updating.begin(body, rounds[0], by=lead), "Demonstration: invented figures have been agreed.", lead
        )
        viewing.decide(updating.send(update, by=lead), show=True, by=lead)


def _day(ago: int) -> date:
    return days.ago(ago) if ago > 0 else days.after(timezone.localdate(), -ago)


def _written(update: Update, words: str, by: User) -> Update:
    states = ("under way", "done", "not started")
    said = {
        entry.pk: updating.Say(states[place % 3], words) for place, entry in enumerate(update.entries.order_by("pk"))
    }
    return updating.save(update, summary="Demonstration: an invented summary.", said=said, seen=update.edits, by=by)


def _update(plan: Plan, round, coordinator: User, chief: User, turn: str, lead: User) -> None:
    if turn == "nothing":
        return
    update = updating.begin(plan, round, by=coordinator)
    if turn == "begun":
        return
    update = _written(update, "Demonstration: invented words about what has been done.", coordinator)
    updating.put_forward(update, by=coordinator)
    if turn != "sent":
        return
    sent = updating.sign_off(update, by=chief)
    for place, entry in enumerate(sent.entries.order_by("pk")):
        if round.number == 1 or place == 0:
            says = ("on track", "concern", "enough")[(place + plan.pk) % 3]
            viewing.view(entry, says=says, reason="Demonstration: an invented view.", by=lead)


def _review(report: Report, team: dict[str, User]) -> None:
    on = days.ago(REVIEWED)
    review = outline.begin(
        report.programme,
        title="Demonstration: progress review of an invented review of support for care leavers",
        slug=f"{report.slug}-progress",
        sections=[("progress", "Progress, recommendation by recommendation", "")],
        by=team["lead"],
    )
    Report.objects.filter(pk=review.pk).update(summary="An invented progress review, one year on.")
    made = reviewing.begin(review, report, on=on, by=team["lead"])
    for number, (state, says) in JUDGED_BY_THE_REVIEW.items():
        Reviewed.objects.filter(
            review=made, recommendation__number=number, recommendation__kind=Kind.RECOMMENDATION
        ).update(state=state, narrative=f"Demonstration: {says[0].lower()}{says[1:]}", evidence="An invented return.")
    reviewing.put_into_the_report(made, by=team["lead"])
    _write(
        review,
        {"progress": f"{INVENTED}\n\n[[figure:{reviewing.TABLE}]]\n"},
        by=team["lead"],
        at=_at(days.ago(REVIEWED + 20)),
    )
    _release(review, on, team)


# --- Writing and releasing -------------------------------------------------------------------------------------------


def _write(report: Report, texts: dict[str, str], *, by: User, at: datetime) -> None:
    """Sections with their text, ready; those without one are taken out, as the account is short."""
    for key, body in texts.items():
        Section.objects.filter(report=report, key=key).update(
            body=body, status=Section.Status.READY, version=2, updated_by=by, updated_at=at
        )
    Section.objects.filter(report=report, body="").delete()


def _write_one(report: Report, body: str, *, by: User, at: datetime) -> None:
    report.figures.all().delete()
    _write(report, {report.sections.first().key: body}, by=by, at=at)


def _release(report: Report, on: date, team: dict[str, User]) -> None:
    """Freeze it some weeks before and release it in the morning of a day, by two people."""
    minute = _at(on, time(9, 30))
    before = minute - timedelta(days=14)
    report.refresh_from_db()
    travelling.move(
        report, "brought-in", by=team["administrator"], reason="It took its road before the demonstration begins."
    )
    bound.explain_the_rest(report, "As it stands in the published report, or invented for the demonstration.")
    edition = actions.freeze(report, by=team["lead"], at=before)
    Publication.objects.create(
        edition=edition,
        publish_at=minute,
        scheduled_at=before,
        scheduled_by=team["administrator"],
        confirmed_at=before,
        confirmed_by=team["second-administrator"],
        announced_at=minute,
    )


def _at(on: date, clock: time = time(12)) -> datetime:
    return timezone.make_aware(datetime.combine(on, clock)).astimezone(UTC)
