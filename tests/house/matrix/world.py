"""Two programmes, three partnerships, somebody of every kind, and something in every state: made by the real moves.

Words that are somebody's alone are noted in ``secrets`` with those who may read them; the walk looks for them in every
answer. They are invented, so that they stand nowhere else.
"""

from datetime import date, datetime, time, timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles, speaking
from accounts.models import Area, Organisation, User
from accounts.models.people import DEMO_DOMAIN
from accuracy import checking as checking_facts
from accuracy import copies
from accuracy import deciding as deciding_facts
from accuracy import sending as facts
from analysis.models import ByHand, Coding, Passage, Plan, Quote, Reading, Release, ReleasedNumber, Theme
from assurance import meeting as panel_meeting
from assurance import naming, travelling
from files import actions as files
from files import checking
from files.models import Making
from followup import planning, recommending, reviewing, updating
from followup.models import Plan as FollowedPlan
from inspections import asking, deciding, more_time, preparing, sending
from inspections.models import Ask, AskedDocument, Return
from newsroom import editing
from notifications import notices
from notifications.models import CaughtMail, Delivery, Notice
from programmes import calendars
from programmes.models import Assignment, BriefingSession, Milestone, Participation, Programme, Seat
from reports import actions as reporting
from reports import binding, freezing, linting
from reports.clock import transaction_time
from reports.models import Report
from reports.sources import Library
from surveys import doorway, setting_up, sheets, writing
from surveys.models import Dataset, DatasetRow, Link, Reply, Survey, Writer
from tests.build import accounts as people
from tests.build import accuracy as embargo
from tests.build import assurance as roads
from tests.build import documents, news
from tests.build import programmes as plan
from tests.build import reports as drafts
from tests.build.files import upload
from tests.house.matrix.people import (
    ADMINISTRATOR,
    ASSESSOR,
    CHIEF,
    COMMUNICATIONS,
    CONTRIBUTOR,
    COORDINATOR,
    DISABLED,
    FOREIGN_CHIEF,
    FOREIGN_CONTRIBUTOR,
    FOREIGN_COORDINATOR,
    FOREIGN_VIEWER,
    FORMER_COORDINATOR,
    FORMER_INSPECTOR,
    GOVERNANCE,
    INSPECTOR,
    KNOW_THE_REVIEW,
    LEAD,
    NEIGHBOUR_CHIEF,
    NEIGHBOUR_CONTRIBUTOR,
    NEIGHBOUR_COORDINATOR,
    NEIGHBOUR_VIEWER,
    NOMINEE,
    OTHER_ASSESSOR,
    OTHER_INSPECTOR,
    OTHER_LEAD,
    OTHER_SUPPORT,
    OURS,
    OWES_A_FACTOR,
    PANEL,
    REVIEW_COMMUNICATIONS,
    REVIEW_PANEL,
    RUNNERS,
    SEE_DRAFTS,
    SEE_FOREIGN,
    SEE_NEIGHBOUR,
    SEE_OTHER_DRAFTS,
    SEE_OURS,
    STRANGER,
    SUPPORT,
    TIED,
    VIEWER,
    WRITER,
)

#: Days since the review's notification: its return is late and still taken, its survey open.
DAYS_IN = 60
LONG_AGO = DateRange(date(2020, 1, 1), None)
UNTIL_TODAY = DateRange(date(2020, 1, 1), timezone.localdate())

TEAMS = {
    "review": {
        LEAD: roles.Lead,
        INSPECTOR: roles.Inspector,
        ASSESSOR: roles.AssociateAssessor,
        SUPPORT: roles.SupportOfficer,
        REVIEW_PANEL: roles.PanelMember,
        REVIEW_COMMUNICATIONS: roles.Communications,
        TIED: roles.Inspector,
        OWES_A_FACTOR: roles.Lead,
    },
    "other": {
        OTHER_LEAD: roles.Lead,
        OTHER_INSPECTOR: roles.Inspector,
        OTHER_ASSESSOR: roles.AssociateAssessor,
        OTHER_SUPPORT: roles.SupportOfficer,
    },
}
SEATS = {
    "ours": {
        CHIEF: roles.ChiefOfficer,
        COORDINATOR: roles.Coordinator,
        CONTRIBUTOR: roles.Contributor,
        VIEWER: roles.Viewer,
    },
    "neighbour": {
        NEIGHBOUR_CHIEF: roles.ChiefOfficer,
        NEIGHBOUR_COORDINATOR: roles.Coordinator,
        NEIGHBOUR_CONTRIBUTOR: roles.Contributor,
        NEIGHBOUR_VIEWER: roles.Viewer,
    },
    "foreign": {
        FOREIGN_CHIEF: roles.ChiefOfficer,
        FOREIGN_COORDINATOR: roles.Coordinator,
        FOREIGN_CONTRIBUTOR: roles.Contributor,
        FOREIGN_VIEWER: roles.Viewer,
    },
}
#: Returns of ours, each named after the state that it is in; some are signed off before they are sent.
SIGNED_OFF = ("waiting", "nothing", "returned")
SENT_AT_ONCE = (
    "untouched", "begun", "disputed", "sent", "queried", "revised", "accepted", "corrected", "wished",
)  # fmt: skip
#: Those whose e-mail address is a secret, with those who may know it.
WRITTEN_TO = {
    COORDINATOR: SEE_OURS,
    NEIGHBOUR_COORDINATOR: SEE_NEIGHBOUR,
    FOREIGN_COORDINATOR: SEE_FOREIGN,
}


class World:
    """What the tables of the rooms name; each attribute is one thing."""

    def __init__(self):
        self.people: dict[str, User] = {}
        self.secrets: dict[str, frozenset] = {}
        #: The same, as far as the wall in the database keeps them.
        self.walled: dict[str, frozenset] = {}
        plan.registers()
        self._posts()
        self._programmes()
        self._teams_and_seats()
        self._returns()
        self._surveys()
        self._reports()
        self._newsroom()
        self._follow_up()
        self._assurance()
        self._embargoes()
        self._fact_checks()
        # The newest stand on the first page of every list.
        self._letters()
        self._plan()
        self._accounts()
        self._files()
        _nothing_waits_to_be_checked()

    def secret(self, words: str, readers) -> str:
        self.secrets[words] = self.walled[words] = frozenset(readers)
        return words

    def pk(self, *names: str):
        """For rows: the numbers of these things, as the parts of an address."""
        return [getattr(self, name).pk for name in names]

    # --- Who ---------------------------------------------------------------------------------------------------------
    def _posts(self) -> None:
        for kind, role in {
            ADMINISTRATOR: roles.Administrator,
            DISABLED: roles.Administrator,
            COMMUNICATIONS: roles.Communications,
            GOVERNANCE: roles.InformationGovernance,
            PANEL: roles.PanelMember,
        }.items():
            self.people[kind] = people.posted(role, name=kind.capitalize())
        self.people[STRANGER] = people.person("Stranger")
        self.people[WRITER] = people.person("Writer")
        #: Does what somebody else than all of them must have done.
        self.second_administrator = people.administrator(name="Second administrator")

    def _programmes(self) -> None:
        day_one = timezone.localdate() - timedelta(days=DAYS_IN)
        shared = {"day_one": day_one, "letters_from": day_one}
        title = "Belladonna review"
        self.review = plan.programme("review", areas=["Angus", "Moray"], public_from=None, title=title, **shared)
        # A programme's title is no row of a partnership's, so the wall does not keep it; the code does.
        self.secrets[title] = frozenset({*KNOW_THE_REVIEW, *SEE_DRAFTS, NOMINEE, WRITER, GOVERNANCE})
        # Something for which some are chosen, late enough to change no other page.
        Milestone.objects.create(
            programme=self.review,
            key="closer-look",
            title="Closer look",
            kind="follow-up",
            starts_rule={"date": (timezone.localdate() + timedelta(days=700)).isoformat()},
            applies_to="selected",
            position=99,
        )
        # The programme has read its plan already, and the pages' fingerprints are taken from it.
        self.review = Programme.objects.get(pk=self.review.pk)
        self.other = plan.programme("other-review", areas=["Fife"], title="Other review", **shared)
        self.ours, self.neighbour = self._part(self.review, "Moray"), self._part(self.review, "Angus")
        self.foreign = self._part(self.other, "Fife")

    @staticmethod
    def _part(programme, area: str) -> Participation:
        with speaking.as_service():
            found = programme.participations.select_related("partnership").get(partnership__areas__name=area)
        found.programme = programme
        return found

    def _teams_and_seats(self) -> None:
        self.assignments = {}
        for programme, team in TEAMS.items():
            for kind, role in team.items():
                self.people[kind] = people.person(kind.capitalize(), second_factor=kind != OWES_A_FACTOR)
                self.assignments[kind] = Assignment.objects.create(
                    programme=getattr(self, programme), person=self.people[kind], role=role.slug, period=LONG_AGO
                )
        self.people[FORMER_INSPECTOR] = people.person("Former inspector")
        Assignment.objects.create(
            programme=self.review, person=self.people[FORMER_INSPECTOR], role="inspector", period=UNTIL_TODAY
        )
        body = self.ours.partnership.organisations.first()
        accounts.declare_tie(self.people[TIED], body, "worked there", by=self.people[ADMINISTRATOR])
        self.seats = {}
        for place, sitting in SEATS.items():
            for kind, role in sitting.items():
                self._seat(getattr(self, place), kind, role, status=Seat.Status.ACCEPTED, answered_at=timezone.now())
        self._seat(self.ours, NOMINEE, roles.Contributor)
        self._seat(
            self.ours,
            FORMER_COORDINATOR,
            roles.Coordinator,
            standing=Seat.Standing.DEPUTY,
            status=Seat.Status.ENDED,
            answered_at=timezone.now(),
            period=UNTIL_TODAY,
        )

    def _seat(self, part: Participation, kind: str, role, **more) -> None:
        email = ""
        if kind in WRITTEN_TO:
            email = self.secret(f"{kind.replace(' ', '.')}@partnership.example.org", WRITTEN_TO[kind])
        self.people[kind] = people.person(kind.capitalize(), email=email)
        with speaking.as_service():
            self.seats[kind] = Seat.objects.create(
                **{"participation": part, "person": self.people[kind], "role": role.slug, "period": LONG_AGO, **more}
            )

    # --- Returns -----------------------------------------------------------------------------------------------------
    def _returns(self) -> None:
        """An ask for each state that a return of ours is to be in; the two others have begun one and sent one."""
        for key in (*SIGNED_OFF, *SENT_AT_ONCE):
            self._ask(self.review, key, needs_sign_off=key in SIGNED_OFF)
        for key in ("begun", "sent"):
            self._ask(self.other, key)
        for programme in (self.review, self.other):
            asking.open_returns(programme)
        by, lead = self.people[COORDINATOR], self.people[LEAD]
        with speaking.as_service():
            self.untouched = self._return(self.ours, "untouched")
            # What is not sent yet is the partnership's own, and nobody else's.
            self.begun, self.begun_draft, self.begun_document = self._begin(self.ours, "begun", by, OURS)
            self.disputed, *_ = self._begin(self.ours, "disputed", by, OURS)
            late = self.secret("Mandrake set aside", OURS)
            self.set_aside = preparing.save_note(self.disputed, late, seen=0, by=self.people[CONTRIBUTOR]).set_aside
            self.waiting, self.waiting_draft, _ = self._begin(self.ours, "waiting", by, OURS)
            sending.put_forward(self._again(self.waiting_draft, self.waiting), by=by)
            self.nothing = self._return(self.ours, "nothing")
            self.nothing_draft = sending.make_nil_return(
                self.nothing, reason=self.secret("Hellebore nothing", OURS), by=by
            )
            self.returned, self.returned_draft, _ = self._begin(self.ours, "returned", by, OURS)
            back = sending.put_forward(self._again(self.returned_draft, self.returned), by=by)
            sending.send_back(back, reason=self.secret("Bindweed back", OURS), by=self.people[CHIEF])
            self.letter_back = Notice.objects.get(kind="change", recipient=by)
            self.sent, self.sent_version, self.sent_document = self._send(self.ours, "sent", by, SEE_OURS)
            self.queried, *_ = self._send(self.ours, "queried", by, SEE_OURS)
            asked = self.secret("Quagmire asks", SEE_OURS)
            deciding.query(self.queried, asked, answer_by=timezone.localdate() + timedelta(days=5), by=lead)
            # A further version is being prepared beside the one that was sent.
            self.revised, *_ = self._send(self.ours, "revised", by, SEE_OURS)
            _, self.revised_draft, self.revised_document = self._begin(self.ours, "revised", by, OURS, called="again")
            self.accepted, *_ = self._send(self.ours, "accepted", by, SEE_OURS)
            deciding.accept(self.accepted, text=self.secret("Amaranth thanks", SEE_OURS), by=lead)
            self.corrected, *_ = self._send(self.ours, "corrected", by, SEE_OURS)
            deciding.query(self.corrected, "Is it so?", answer_by=timezone.localdate(), by=lead)
            correction = preparing.start_draft(self.corrected, by=by)
            sending.submit(self._again(correction, self.corrected), by=by)
            self.wished = self._return(self.ours, "wished")
            self.wish = more_time.ask(
                self.wished,
                until=timezone.localdate() + timedelta(days=20),
                reason=self.secret("Wormwood wishes", SEE_OURS),
                by=by,
            )
            for place, kind, readers, sitting in (
                ("neighbour", NEIGHBOUR_COORDINATOR, SEE_NEIGHBOUR, set(SEATS["neighbour"])),
                ("foreign", FOREIGN_COORDINATOR, SEE_FOREIGN, set(SEATS["foreign"])),
            ):
                part, who = getattr(self, place), self.people[kind]
                begun = self._begin(part, "begun", who, sitting)
                sent = self._send(part, "sent", who, readers)
                setattr(self, f"{place}_begun", begun[0])
                setattr(self, f"{place}_sent", sent[0])
                setattr(self, f"{place}_document", sent[2])

    @staticmethod
    def _ask(programme, key: str, **more) -> None:
        made = Ask.objects.create(
            programme=programme,
            milestone=plan.milestone(programme, "document-return"),
            key=key,
            title=f"Return {key}",
            guidance="Send what you have.",
            nil_allowed=True,
            position=9,
            **more,
        )
        AskedDocument.objects.create(ask=made, key="minutes", title="Minutes", position=0)

    @staticmethod
    def _return(part: Participation, key: str) -> Return:
        found = Return.objects.select_related("ask__milestone").get(participation=part, ask__key=key)
        found.participation = part
        found.ask.programme = part.programme
        return found

    @staticmethod
    def _again(draft, of):
        draft = type(draft).objects.get(pk=draft.pk)
        draft.of = of
        return draft

    def _begin(self, part: Participation, key: str, by: User, readers, *, called: str = ""):
        """A return with a note and a checked document, whose words and name only these may read."""
        of = self._return(part, key)
        name = part.partnership.areas.first().slug
        draft = preparing.start_draft(of, by=by)
        draft.of = of
        note, words = (self.secret(f"{plant} {called or key} {name}", readers) for plant in ("Nightshade", "Dogwood"))
        preparing.save_note(of, note, seen=draft.note_version, by=by)
        file = upload(f"{words}.docx", documents.docx(text=words))
        (taken,) = preparing.add_documents(draft, [file], answers=of.ask.documents.get(), by=by)
        checking.check(taken.document.file_id)
        return of, self._again(draft, of), taken.document

    def _send(self, part: Participation, key: str, by: User, readers):
        of, draft, document = self._begin(part, key, by, readers)
        return of, sending.submit(draft, by=by), document

    # --- Letters -----------------------------------------------------------------------------------------------------
    def _letters(self) -> None:
        read = {COORDINATOR, ADMINISTRATOR, *RUNNERS}
        self.letter = self._post(COORDINATOR, self.secret("Foxglove title", read), self.ours)
        # The whole partnership reads on a page of its own what was written to its chief officer.
        self._post(CHIEF, self.secret("Larkspur title", read | SEE_OURS), self.ours, kind="notification")
        self.neighbour_letter = self._post(
            NEIGHBOUR_COORDINATOR,
            self.secret("Hemlock title", {NEIGHBOUR_COORDINATOR, ADMINISTRATOR, *RUNNERS}),
            self.neighbour,
        )
        self.foreign_letter = self._post(
            FOREIGN_COORDINATOR,
            self.secret("Oleander title", {FOREIGN_COORDINATOR, ADMINISTRATOR, OTHER_LEAD, OTHER_SUPPORT}),
            self.foreign,
        )
        with speaking.as_service():
            self.delivery = Delivery.objects.get(notice=self.letter)
            self.delivery.move_to(Delivery.Status.SENDING, lease_until=timezone.now() + timedelta(minutes=1))
            self.delivery.move_to(Delivery.Status.UNKNOWN, lease_until=None, ended_at=timezone.now())
        self.caught = CaughtMail.objects.create(to="a@example.org", sender="b@example.org", subject="A letter waits")

    def _post(self, to: str, words: str, part: Participation, kind: str = "reminder") -> Notice:
        notices.post(
            occasion=f"matrix/{kind}/{part.pk}",
            kind=kind,
            recipients=[self.people[to]],
            title=words,
            body_markdown=f"{words}, in full.",
            by=None,
            programme_ref=part.programme_id,
            participation_ref=part.pk,
        )
        with speaking.as_service():
            return Notice.objects.get(occasion=f"matrix/{kind}/{part.pk}")

    # --- What follows a report ---------------------------------------------------------------------------------------
    def _follow_up(self) -> None:
        by = self.people[LEAD]
        with speaking.as_service():
            self.recommended = recommending.add(self.draft, text=self.secret("Monkshood advises", SEE_DRAFTS), by=by)
            self.to_be_entered = recommending.add(self.draft, by=by)
            earlier = self._report(self.review, "Wolfsbane earlier", SEE_DRAFTS)
            self.recommended_before = recommending.add(earlier, text="Agree on a form.", by=by)
            self.progress_report = self._report(self.review, "Spindle progress", SEE_DRAFTS)
            review = reviewing.begin(self.progress_report, earlier, on=timezone.localdate(), by=by)
            self.judged_again = review.said.get()
            self._plan_and_updates()

    def _plan_and_updates(self) -> None:
        """The plan of ours, with an update in each state. The report is not out, so the rows are made as they would be."""
        chief, coordinator, today = self.people[CHIEF], self.people[COORDINATOR], timezone.localdate()
        about = self.secret("Meadowsweet follows", SEE_OURS)
        self.plan = FollowedPlan.objects.create(
            report=self.draft, programme=self.review, about=about, participation=self.ours, title="Improvement plan"
        )
        planned = self.secret("Tansy planned", SEE_OURS)
        self.action = planning.plan_action(self.plan, text=planned, owner="Head of service", by=coordinator)
        self.response = self.action.plan.report.recommendations.first().responses.create(
            report=self.draft,
            participation=self.ours,
            number=1,
            answer="accepted",
            words=self.secret("Yarrow answers", SEE_OURS),
            answered_as="Chief officer",
            answered_on=today,
        )
        for number, name, plant, readers in (
            (1, "update_sent", "Sweetflag", SEE_OURS),
            (2, "update_waiting", "Nettle", OURS),
            (3, "update_begun", "Bracken", OURS),
        ):
            round = self.draft.rounds.create(
                number=number, title=f"Round {number}", opens=today - timedelta(days=9), due=today + timedelta(days=9)
            )
            update = updating.begin(self.plan, round, by=coordinator)
            entry = update.entries.get()
            file = upload(f"{self.secret(f'{plant} evidence', readers)}.docx", documents.docx(text=plant))
            updating.add_evidence(entry, [file], by=coordinator)
            checking.check(entry.files.get().file_id)
            words = self.secret(f"{plant} told", readers)
            update.refresh_from_db()
            update = updating.save(
                update, summary="", said={entry.pk: updating.Say("done", words)}, seen=update.edits, by=coordinator
            )
            if number < 3:
                update = updating.put_forward(update, by=coordinator)
            if number < 2:
                update = updating.sign_off(update, by=chief)
            setattr(self, name, update)
            setattr(self, name.replace("update", "entry"), entry)
            setattr(self, name.replace("update", "file"), entry.files.get())
        self.round = round

    # --- Reports -----------------------------------------------------------------------------------------------------
    def _reports(self) -> None:
        first = self.second_administrator
        with speaking.as_service():
            self.draft = self._report(self.review, "Larkspur draft", SEE_DRAFTS)
            self.section, self.figure = self.draft.sections.first(), self.draft.figures.first()
            own = Library(self.draft)
            self.number = binding.bind(
                self.draft, own.table("figure/answers"), row="Adults", columns=["Agree"], key="adults", by=first
            )
            self.draft.sections.filter(pk=self.section.pk).update(body=f"{self.section.body}\n\nOf them 95 came.")
            drafts.explained(self.draft)
            self.explanation = self.draft.explanations.get(about="95")
            self.draft.sections.filter(pk=self.section.pk).update(
                body=f"{self.section.body}\n\nOf them 95 came. Then 72% agreed."
            )
            self.remark = linting.still_open(freezing.look(self.draft).remarks_on_text)[0]
            #: One in which nothing is open.
            self.ready_draft = self._report(self.review, "Campion ready", SEE_DRAFTS)
            self.taken = binding.take(
                self.draft, own.table("figure/answers"), kind="table", message="Taken", key="taken", by=first
            )
            self.frozen = drafts.edition(self._report(self.review, "Bryony frozen", SEE_DRAFTS))
            self.chosen_edition = drafts.edition(self._report(self.review, "Henbane chosen", SEE_DRAFTS))
            self.chosen = reporting.schedule(self.chosen_edition, publish_at=in_days(9), by=first)
            # Its chief officer holds a copy of it, and has acknowledged the terms.
            self.confirmed_edition = drafts.edition(
                self._report(self.review, "Aconite confirmed", {*SEE_DRAFTS, CHIEF})
            )
            self.confirmed = reporting.schedule(self.confirmed_edition, publish_at=in_days(9), by=first)
            self.confirmed = reporting.confirm(self.confirmed, by=self.people[ADMINISTRATOR])
            self.other_draft = self._report(self.other, "Spurge draft", SEE_OTHER_DRAFTS)
            found = self._report(self.other, "What we found", None)
            recommending.add(found, text="Meet every month.", by=first)
            self.press_out = self._press(found, "A word for everybody", None)
            news.approved(self.press_out, by=first, second=self.people[ADMINISTRATOR])
            self.published = drafts.published(found)

    def _newsroom(self) -> None:
        """Press releases that are written, wait and are approved, none of them out; and somebody outside who subscribes."""
        first, second = self.second_administrator, self.people[ADMINISTRATOR]
        names = ("Woodruff written", "Valerian waits", "Saffron approved")
        reports = [self._report(self.review, f"{name}: its report", SEE_DRAFTS) for name in names]
        self.press_written, self.press_waiting, self.press_approved = (
            self._press(report, name, SEE_DRAFTS) for report, name in zip(reports, names, strict=True)
        )
        with speaking.as_person(first):
            editing.put_forward(self.press_waiting, by=first)
        news.approved(self.press_approved, by=first, second=second)
        self.subscriber = news.subscriber()

    def _press(self, report: Report, words: str, readers):
        headline = self.secret(f"{words} in the press", readers) if readers else words
        return news.press_release(report, by=self.second_administrator, headline=headline)

    def _assurance(self) -> None:
        """Reports of the review on their road: one that is reviewed, one that waits for the panel, one that it decided on."""
        self.review.judgement = Programme.Judgement.PROGRESS_STATEMENTS
        self.review.particulars = {**self.review.particulars, "judgement_questions": roads.QUESTIONS}
        Programme.objects.filter(pk=self.review.pk).update(
            judgement=self.review.judgement, particulars=self.review.particulars
        )
        inspector, first = self.people[INSPECTOR], self.second_administrator
        panel = [self.people[PANEL], self.people[REVIEW_PANEL], drafts.holder_of(roles.PanelMember, "Third Member")]
        self.panel = panel
        with speaking.as_service():
            self.way_round = travelling.lead_around(self.draft, "accuracy", reason="There is none.", by=first)
            self.named_evidence = naming.name(
                self.draft.sections.order_by("position").first(),
                words="Words of a statement.",
                text=self.secret("Mallow kept", SEE_DRAFTS),
                by=inspector,
            )
        names = ("Foxtail read", "Sorrel reviewed", "Teasel called", "Burdock decided")
        read, reviewed, called, decided = (self._report(self.review, name, SEE_DRAFTS) for name in names)
        self.review_open = roads.asked(read, reviewer=inspector)
        self.locked = self.review_open.version
        roads.propose_all(reviewed)
        self.review_done, self.reviewed = roads.reviewed(reviewed), reviewed
        self.called = roads.declared(roads.called(called, panel=panel))
        asked = [
            panel_meeting.Asked(f"{words} is said.", inspector, in_days(5).date())
            for words in (self.secret("Comfrey", SEE_DRAFTS), "More")
        ]
        made = roads.declared(roads.called(decided, panel=panel))
        made = roads.decided_by_all(made, decision="with conditions", conditions=asked)
        with speaking.as_service():
            self.sitting = list(self.called.members.values_list("pk", flat=True))
            self.condition, self.condition_met = made.conditions.order_by("number")
            panel_meeting.meet(self.condition_met, with_what="It is said.", by=inspector)

    def _report(self, programme, words: str, readers) -> Report:
        return drafts.report(programme, title=self.secret(words, readers) if readers else words)

    # --- Embargoed copies --------------------------------------------------------------------------------------------
    def _embargoes(self) -> None:
        """Of the confirmed edition: a copy that the chief officer of ours has acknowledged, and one given to another."""
        edition, by = embargo.again(self.confirmed_edition), self.second_administrator
        with speaking.as_service():
            given = [
                copies.give(edition, name=who.name, email=who.email, body="A body", reader="other", by=by)
                for who in (self.people[CHIEF], self.people[NEIGHBOUR_CHIEF])
            ]
        self.copy, self.fresh_copy = embargo.acknowledge(given[0]), given[1]
        self.terms_mark = copies.mark_of(self.copy.acknowledged_terms)

    # --- Factual accuracy --------------------------------------------------------------------------------------------
    def _fact_checks(self) -> None:
        """Drafts that ours was sent: one open, one that waits for sign-off, one being decided, one answered."""
        lead, by, chief = self.people[LEAD], self.people[COORDINATOR], self.people[CHIEF]
        readers = {*SEE_DRAFTS, *OURS}
        made = {}
        for state in ("open", "waiting", "decided", "returned"):
            report = self._report(self.review, f"Yarrow {state}", readers)
            roads.decided(roads.called(report, panel=self.panel))
            with speaking.as_service():
                (check,) = facts.send(report, [self.ours], days=10, called="A draft", by=lead)
                said = self.secret(f"Tansy {state}", OURS if state in ("open", "waiting") else SEE_OURS)
                parts = check.version.paragraphs()
                comment = checking_facts.begin(check, parts["p-1-1"], 1, by=by)
                comment = checking_facts.save(comment, {"correction": said}, seen=1, by=by)
                made[state] = check, comment, report
                if state == "open":
                    self.time_wish = facts.ask_for_time(
                        check, until=check.due_on + timedelta(days=9), reason="Leave.", by=by
                    )
                    checking_facts.add_files(comment, [upload("minutes.docx", documents.docx(text="Minutes"))], by=by)
                    self.comment_file = comment.files.get()
                    checking.check(self.comment_file.file_id)
                else:
                    check.refresh_from_db()
                    checking_facts.put_forward(check, seen=check.edits, by=by)
                if state in ("decided", "returned"):
                    checking_facts.sign_off(check, seen=check.edits, by=chief)
                    comment.fact_check.refresh_from_db()
                    deciding_facts.decide(
                        comment,
                        outcome="accepted",
                        reason="So it is.",
                        changed_text="",
                        for_panel=False,
                        seen=0,
                        by=lead,
                    )
                if state == "returned":
                    deciding_facts.send_response(check, by=lead)
                check.refresh_from_db()
        self.open_check, self.open_comment, self.checked_report = made["open"]
        self.waiting_check, self.decided_check, self.returned_check = (
            made[state][0] for state in ("waiting", "decided", "returned")
        )
        self.decided_comment = made["decided"][1]

    # --- The plan ----------------------------------------------------------------------------------------------------
    def _plan(self) -> None:
        self.session, self.other_session = (
            BriefingSession.objects.create(
                programme=programme,
                milestone=plan.milestone(programme, "briefings"),
                title="Briefing",
                starts_at=timezone.now() + timedelta(days=7),
            )
            for programme in (self.review, self.other)
        )
        self.calendar_key = calendars.new_address(self.people[COORDINATOR]).rpartition("/")[2].removesuffix(".ics")

    # --- Surveys -----------------------------------------------------------------------------------------------------
    def _surveys(self) -> None:
        """The review's survey is open, and a form of it begun; another waits until somebody gives it its days."""
        survey = self.review.surveys.select_related("version").get(key="staff-survey")
        version = setting_up.first_version(survey.version.instrument, by=None)
        feedback = Survey.objects.create(
            programme=self.review,
            key="feedback",
            title="Feedback",
            named=False,
            link_for="area",
            questionnaire=version.questionnaire,
            version=version,
            position=9,
        )
        writing.begin(feedback, by=self.people[ADMINISTRATOR])
        Survey.objects.create(
            programme=self.review,
            key="named",
            title="Named",
            named=True,
            link_for="respondents",
            respondents=[
                {"key": "board", "title": "Boards"},
                {"key": "leads", "title": "Leads"},
                {"key": "sent", "title": "Those who have sent"},
                {
                    "key": "own",
                    "title": "A board for itself",
                    "written_by": "its own people",
                    "signed_off_by": "themselves",
                },
            ],
            questionnaire=survey.questionnaire,
            version=survey.version,
            position=10,
        )
        to_all = Survey.objects.create(
            programme=self.review,
            key="open-to-all",
            title="Open to all",
            named=False,
            link_for="respondents",
            questionnaire=survey.questionnaire,
            version=survey.version,
            position=11,
        )
        setting_up.make_links(self.review)
        links = Link.objects.filter(participation=self.ours)
        with speaking.as_service():
            self.survey_link, self.feedback_link = links.get(survey=survey), links.get(survey__key="feedback")
            self.link_of_nobody = Link.objects.get(survey=to_all, participation=None)
        self.secret(self.survey_link.words, SEE_OURS)
        said = self.secret("Foxglove reply", OURS)
        by, now, today = self.people[COORDINATOR], timezone.now(), timezone.localdate()
        with speaking.as_service():
            ours = Reply.objects.filter(participation=self.ours)
            ours.update(
                opens_on=today,
                closes_on=today,
                version=survey.version,
                values={"service": "adults", "role": "social-worker", "works-well": said},
                edits=1,
                saved_by=by,
                saved_at=now,
            )
            self.reply, self.waiting_reply = ours.get(kind="board"), ours.get(kind="leads")
            self.waiting_reply.move_to(Reply.Status.AWAITING_SIGN_OFF, put_forward_by=by, put_forward_at=now)
            self._sent_and_own(ours, by, now)
        self._analysis(survey)
        self.survey_form = doorway.new_number(self.survey_link.pk)
        self.survey_sheet = sheets.sheets(survey.version.instrument, {})[0].key
        self.survey_question = next(iter(survey.version.instrument.by_key))

    def _sent_and_own(self, ours, by, now) -> None:
        """A reply that was sent; one that a board of ours writes for itself, and who was asked to write it."""
        self.sent_reply, self.own_reply = ours.get(kind="sent"), ours.get(kind="own")
        answers = {"service": "adults", "role": "social-worker", "employer": "council"}
        sent = {**answers, "works-well": self.secret("Hellebore sent", SEE_OURS)}
        own = {**answers, "works-well": self.secret("Larkspur own", {WRITER})}
        Reply.objects.filter(pk=self.sent_reply.pk).update(values=sent)
        Reply.objects.filter(pk=self.own_reply.pk).update(values=own, saved_by=self.people[WRITER])
        self.sent_reply.move_to(Reply.Status.AWAITING_SIGN_OFF, put_forward_by=by, put_forward_at=now)
        self.sent_reply.move_to(Reply.Status.SENT, sent_by=self.people[CHIEF], sent_at=now)
        asked = {"survey": self.own_reply.survey, "participation": self.ours, "kind": "own", "asked_by": by}
        Writer.objects.create(**asked, person=self.people[WRITER])
        self.other_writer = Writer.objects.create(**asked, person=people.person("Other writer"))

    def _analysis(self, survey: Survey) -> None:
        """Frozen surveys: one of which nothing left, with its rules; one whose releases wait; one whose report is public."""
        lead = self.people[LEAD]
        with speaking.as_service():
            self.dataset = Dataset.objects.create(survey=survey, version=survey.version)
            rules = Plan.objects.create(dataset=self.dataset, decided_by=lead)
            self.by_hand = ByHand.objects.create(plan=rules, shows=False, reason="One team.", person=lead)
            waits = Survey.objects.get(programme=self.review, key="named")
            self.release_held, self.release_held_local = self._released(waits, self.ours)
            out = Survey.objects.get(programme=self.other, key=survey.key)
            self.release_public, self.release_out = self._released(out, self.foreign)
            later = Survey.objects.create(
                programme=self.other,
                key="later-round",
                title="Staff survey, asked again",
                named=False,
                link_for="area",
                questionnaire=out.questionnaire,
                version=out.version,
                position=11,
                follows=out,
            )
            self.release_of_a_later_round, _ = self._released(later, self.foreign)
            self._words(survey)

    def _words(self, survey: Survey) -> None:
        """What people of ours wrote: one passage to look through, and one of each state that comes after."""
        lead, inspector, now = self.people[LEAD], self.people[INSPECTOR], timezone.now()
        DatasetRow.objects.bulk_create(
            DatasetRow(dataset=self.dataset, number=number, participation=self.ours, values={})
            for number in range(1, 31)
        )
        themes = [
            Theme.objects.create(survey=survey, title=title, meaning="When it is about that.", position=position)
            for position, title in enumerate(("Workload", "Managers"))
        ]
        self.theme = themes[0]
        said = [self.secret(f"Marigold {word}", {ADMINISTRATOR, LEAD, INSPECTOR, ASSESSOR}) for word in
                ("waits", "cleared", "held", "begun", "settled")]  # fmt: skip
        found = [
            Passage.objects.create(
                dataset=self.dataset, number=number, participation=self.ours, question="works-well", words=f"{words}. It is good.",
                **({"cleared_by": lead, "cleared_at": now} if number > 1 else {}),
            )
            for number, words in enumerate(said, start=1)
        ]  # fmt: skip
        self.passage, self.passage_cleared, self.passage_held, self.passage_begun, self.passage_settled = found
        Reading.objects.create(passage=self.passage_held, place=1, reader=lead)
        Reading.objects.create(passage=self.passage_begun, place=1, reader=lead, read_at=now)
        for place, reader in ((1, lead), (2, inspector)):
            reading = Reading.objects.create(passage=self.passage_settled, place=place, reader=reader)
            if place == 1:
                Coding.objects.create(reading=reading, theme=self.theme)
            Reading.objects.filter(pk=reading.pk).update(read_at=now)
        self.quote = Quote.objects.create(survey=survey, question="works-well", words="It works.", chosen_by=lead)

    def _released(self, survey: Survey, whose: Participation) -> tuple[Release, Release]:
        """The national numbers and an area's own."""
        lead = self.people[LEAD]
        dataset = Dataset.objects.create(survey=survey, version=survey.version)
        rules = Plan.objects.create(dataset=dataset, decided_by=lead)
        found = []
        for number, (kind, participation) in enumerate((("national", None), ("local", whose)), start=1):
            made = Release.objects.create(
                plan=rules, kind=kind, participation=participation, number=number, made_by=lead
            )
            ReleasedNumber.objects.create(release=made, count=40)
            found.append(made)
        return found[0], found[1]

    # --- Accounts ----------------------------------------------------------------------------------------------------
    def _accounts(self) -> None:
        administrator = self.people[ADMINISTRATOR]
        # Holds a post on the panel, from whose members a lead chooses.
        self.somebody = people.person(self.secret("Periwinkle Person", {ADMINISTRATOR, GOVERNANCE, LEAD}))
        self.gone = people.person("Somebody Gone")
        accounts.disable(self.gone, by=administrator)
        self.invited, address = people.invited(name="Somebody Invited")
        self.token = address.rstrip("/").rpartition("/")[2]
        self.invitation = self.invited.invitations.get()
        self.body = Organisation.objects.get(code="hmics")
        self.area, self.new_area = Area.objects.get(slug="moray"), Area.objects.get(slug="fife")
        self.post = accounts.give_post(self.somebody, roles.PanelMember, by=administrator)
        self.tie = accounts.declare_tie(self.somebody, self.body, "worked there", by=administrator)
        for person in self.people.values():
            person.set_password(people.PASSWORD)
            person.save(update_fields=["password"])
            if person != self.people[OWES_A_FACTOR]:
                RecoveryCodes.activate(person)
        self.invented = people.person("Invented", email=f"invented@{DEMO_DOMAIN}")
        self.passkey = people.passkey(self.people[COORDINATOR])
        accounts.disable(self.people[DISABLED], by=administrator)

    # --- Documents that the portal makes -----------------------------------------------------------------------------
    def _files(self) -> None:
        by = self.people[COORDINATOR]
        with speaking.as_service():
            self.receipt = files.ask_for(
                "receipt", self.sent_version, by=by, title="Receipt", participation_ref=self.ours.pk
            )
            self.receipt.move_to(Making.Status.MAKING)
            made = files.keep_made(
                b"%PDF-1.7 a receipt", name="receipt.pdf", kind="pdf", participation_ref=self.ours.pk
            )
            self.receipt.move_to(Making.Status.READY, result=made, ready_at=timezone.now(), progress=100)
            self.failed = files.ask_for("letter", self.letter, by=by, title="Letter", participation_ref=self.ours.pk)
            self.failed.move_to(Making.Status.MAKING)
            self.failed.move_to(Making.Status.FAILED, failure="It could not be made.")


def in_days(days: int) -> datetime:
    """Half past nine, so many days from now."""
    day = (transaction_time() + timedelta(days=days)).date()
    return datetime.combine(day, time(9, 30), timezone.get_default_timezone())


def typed(name: str, day: date) -> dict[str, str]:
    """A date as people give it in a form: three parts."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _nothing_waits_to_be_checked() -> None:
    """Check now what is checked at a commit, so that a request that is rolled back answers for its own rows alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT quote_ident(conname) FROM pg_constraint WHERE condeferrable AND condeferred")
        deferred = ", ".join(name for (name,) in cursor.fetchall())
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS {deferred} DEFERRED")
