"""Something under embargo in every room that has a share in a release, all of it until one minute, and who asks for it.

Made by the real moves. Two reports come out at the minute: the programme's own, with its survey, press release and
recommendations; and one about an area, which goes through what an earlier report recommended. News goes by itself.

Each place where words can stand has a word of its own, so that what is found tells where it comes from. All begin alike.
"""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles, speaking
from accounts.models import Area
from accuracy import copies, embargo_pdf
from accuracy.models import Copy
from analysis import releasing, runs
from files import making
from files.models import Making
from followup import reviewing
from followup.models import Reviewed
from programmes.models import Assignment, Programme
from reports.clock import transaction_time
from reports.models import Edition, Publication, Report, Section
from tests.build import accounts as people
from tests.build import accuracy as embargo
from tests.build import analysis, followup, news
from tests.build import programmes as plan
from tests.build import reports as drafts
from tests.house.embargo import on_the_road
from tests.house.embargo.words import (
    ADMINISTRATOR,
    CHIEF,
    COMMUNICATIONS,
    COORDINATOR,
    DISABLED,
    FOREIGN_COORDINATOR,
    FORMER_HOLDER,
    GOVERNANCE,
    HOLDER,
    INSPECTOR,
    LEAD,
    OTHER_HOLDER,
    OTHER_INSPECTOR,
    OTHER_LEAD,
    OWES_A_FACTOR,
    PANEL,
    PUBLIC,
    STRANGER,
    UNREAD_HOLDER,
    word,
)


class Stage:
    """What is under embargo, by name, and everybody who asks for it."""

    def __init__(self, look_before=lambda stage: None):
        """``look_before`` is called when all is there that everybody may know already, and nothing under embargo."""
        self._known_to_all()
        self._people()
        self.before = look_before(self)
        self._national()
        on_the_road.followed(self, self.recommended.report)
        self._of_an_area()
        self._news()
        self._frozen()
        self._copies()

    # --- What everybody may know -------------------------------------------------------------------------------------
    def _known_to_all(self) -> None:
        self.dataset = analysis.survey(30, 25)
        self.programme = self.dataset.survey.programme
        self.ours = plan.participation(self.programme)
        # One that names areas.
        self.area_programme = plan.programme("a-named-review", definition="asp-joint-inspections", areas=2)
        self.whom_it_is_about, self.neighbour = (plan.participation(self.area_programme, number) for number in (0, 1))
        self.area = self.whom_it_is_about.partnership.areas.get()
        earlier = self._report(self.area_programme, "An earlier report", self.area)
        (self.recommended,) = followup.published("Meet every month.", report=earlier)
        Programme.objects.update(letters_held=False)  # somebody has read its letters
        self.other_programme = plan.programme("another-programme", areas=["Fife"])

    @staticmethod
    def _report(programme, title: str, *areas: Area, **more) -> Report:
        report = drafts.report(programme, title=title, **more)
        with speaking.as_service():
            report.areas.set(areas)
        return report

    def _people(self) -> None:
        member, there = drafts.member_of, self.programme
        self.people = {
            PUBLIC: None,
            STRANGER: drafts.person(),
            GOVERNANCE: drafts.holder_of(roles.InformationGovernance),
            ADMINISTRATOR: drafts.holder_of(roles.Administrator),
            COMMUNICATIONS: drafts.holder_of(roles.Communications),
            PANEL: drafts.holder_of(roles.PanelMember),
            LEAD: member(there, roles.Lead),
            INSPECTOR: member(there, roles.Inspector),
            OTHER_LEAD: member(self.other_programme, roles.Lead),
            OTHER_INSPECTOR: member(self.other_programme, roles.Inspector),
            # Of a partnership beside the one that the report about an area describes, too.
            CHIEF: plan.seated(self.ours, roles.ChiefOfficer),
            COORDINATOR: plan.seated(self.ours, roles.Coordinator),
            # Of the partnership that the report about an area describes: it has checked its facts.
            FOREIGN_COORDINATOR: plan.seated(self.whom_it_is_about, roles.Coordinator),
            OWES_A_FACTOR: people.person("Owes a factor", second_factor=False),
            DISABLED: drafts.holder_of(roles.Administrator),
        }
        since = (timezone.localdate() - timedelta(days=9), None)
        with speaking.as_service():
            for kind, programme, role in (
                (OWES_A_FACTOR, there, roles.Lead), (LEAD, self.area_programme, roles.Lead),
                (INSPECTOR, self.area_programme, roles.Inspector),
            ):  # fmt: skip
                Assignment.objects.create(programme=programme, person=self.people[kind], role=role.slug, period=since)
        for kind in (HOLDER, UNREAD_HOLDER, FORMER_HOLDER, OTHER_HOLDER):
            self.people[kind] = plan.person(kind.capitalize(), second_factor=False)

    # --- What is under embargo ---------------------------------------------------------------------------------------
    def _national(self) -> None:
        """The programme's own report, with all that comes out in the same minute."""
        self.figure = word("figure").lower()
        report = self.report = self._report(self.programme, word("title"), slug="what-we-found")
        with speaking.as_service():
            Report.objects.filter(pk=report.pk).update(
                subtitle=word("subtitle"), summary=f"{word('summary')} in short."
            )
            report.figures.update(
                key=self.figure,
                message=word("heading"),
                caption=word("caption"),
                source=word("source"),
                description=word("alt"),
                data={**drafts.NUMBERS, "rows": [[word("row"), 61], *drafts.NUMBERS["rows"]]},
            )
            body = report.sections.get(position=1).body.replace("figure:answers", f"figure:{self.figure}")
            Section.objects.filter(report=report, position=1).update(body=body)
            Section.objects.filter(report=report, position=2).update(body=f"{word('body')} is said.")
        first, second = self.people[COMMUNICATIONS], self.people[LEAD]
        self.press = news.press_release(
            report, by=first, headline=word("press"), standfirst=word("standfirst"), body=f"{word('release')} is said.",
            quotations=[{"words": word("quotation"), "who": "Somebody", "post": "Chief"}], quotations_agreed=True,
        )  # fmt: skip
        news.approved(self.press, by=first, second=second)
        self.recommendation = followup.recommendation(
            report, text=f"{word('advice')} is wanted.", owners=[word("owner")]
        )
        rules = analysis.rules_for(self.dataset, by=second)
        self.survey_numbers = releasing.release_national(rules, by=second)
        runs.ask(rules, by=second)
        runs.carry_on()
        self.local = next(each for each in analysis.standing(rules) if each.participation_id == self.ours.pk)

    def _of_an_area(self) -> None:
        """A report about an area that judges anew what the earlier one recommended."""
        report = self.area_report = self._report(
            self.area_programme, word("areatitle"), self.area, slug="progress-review"
        )
        with speaking.as_service():
            Section.objects.filter(report=report, position=2).update(body=f"{word('areabody')} is said.")
            review = reviewing.begin(report, self.recommended.report, on=timezone.localdate(), by=self.people[LEAD])
            Reviewed.objects.filter(review=review).update(state="completed", narrative=word("judged"))
            self.reviewed = review.said.get()
            reviewing.put_into_the_report(review, by=self.people[LEAD])
        on_the_road.travelled(self, report)

    def _news(self) -> None:
        first, second = self.people[COMMUNICATIONS], self.people[ADMINISTRATOR]
        self.news = news.news(
            by=first, programme=self.programme, headline=word("newshead"), body=f"{word('newsbody')} is said."
        )
        news.approved(self.news, by=first, second=second)

    def _frozen(self) -> None:
        """Frozen, and confirmed for a minute that is some days off, as it is when copies are given."""
        self.edition, self.area_edition = (
            drafts.edition(report, pdf=False) for report in (self.report, self.area_report)
        )
        with speaking.as_service():
            for edition in (self.edition, self.area_edition):
                drafts.has_pdf(edition, f"%PDF-1.7 {word('pdf')}".encode())
        self.release(self.edition, self.area_edition)

    def release(self, *editions: Edition) -> None:
        """Confirm them for a minute that is some days off."""
        with speaking.as_service():
            minute = (transaction_time() + timedelta(days=3)).replace(second=0, microsecond=0)
            for edition in editions:
                Publication.objects.create(
                    edition=edition, publish_at=minute, scheduled_by=self.people[COMMUNICATIONS],
                    scheduled_at=minute - timedelta(days=9), confirmed_by=self.people[LEAD],
                    confirmed_at=minute - timedelta(days=8),
                )  # fmt: skip

    def _copies(self) -> None:
        """Copies of the programme's report: one read, one not yet, one taken back; and one of the other report."""
        by = self.people[COMMUNICATIONS]
        self.copies = {}
        for kind, edition in (
            (HOLDER, self.edition), (UNREAD_HOLDER, self.edition), (FORMER_HOLDER, self.edition),
            (OTHER_HOLDER, self.area_edition),
        ):  # fmt: skip
            who = self.people[kind]
            with speaking.as_person(by):
                self.copies[kind] = copies.give(
                    embargo.again(edition), name=who.name, email=who.email, body="A body", reader="press", by=by
                )
            if kind != UNREAD_HOLDER:
                self.copies[kind] = embargo.acknowledge(self.copies[kind])
        with speaking.as_person(by):
            taken = Copy.objects.select_related("embargo").get(pk=self.copies[FORMER_HOLDER].pk)
            copies.take_back(taken, reason="Left the paper.", by=by)
        with speaking.as_service():
            self.copy_pdf = Making.objects.of(embargo_pdf.KIND, self.copies[HOLDER]).get()
        # Its holder's own PDF lies ready.
        assert making.make(self.copy_pdf.pk) == "ready"
        accounts.disable(self.people[DISABLED], by=self.people[ADMINISTRATOR])

    def corrected(self) -> Edition:
        """A second edition of the programme's report, with its own press release; its minute is days off."""
        report, first, second = self.report, self.people[COMMUNICATIONS], self.people[LEAD]
        with speaking.as_service():
            Report.objects.filter(pk=report.pk).update(title=word("secondtitle"))
            Section.objects.filter(report=report, position=2).update(body=f"{word('secondbody')} is said.")
            report.refresh_from_db()
        item = news.press_release(report, by=first, headline=word("secondpress"), quotations=[])
        news.approved(item, by=first, second=second)
        edition = drafts.edition(report, what_changed=f"{word('secondwhy')} was wrong.")
        self.release(edition)
        return edition

    # --- The minute --------------------------------------------------------------------------------------------------
    def comes_in(self, seconds: float) -> None:
        """Put the minute of all of it so many seconds from the database's now, which only the owner of the schema could."""
        put_at([self.edition.pk, self.area_edition.pk], seconds)
        news.news_at(self.news, seconds=seconds)


def put_at(editions: list[int], seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner; SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE reports_publication DROP CONSTRAINT IF EXISTS a_release_falls_on_a_whole_minute;"
            "ALTER TABLE reports_publication DISABLE TRIGGER USER"
        )
        cursor.execute(
            "UPDATE reports_publication SET publish_at = now() + %s * interval '1 second' WHERE edition_id = ANY(%s)",
            [seconds, editions],
        )
        cursor.execute("ALTER TABLE reports_publication ENABLE TRIGGER USER; SET LOCAL ROLE portal_app")
