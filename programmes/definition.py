"""What a programme is, as its folder of plain text says: values that never change.

Every fact carries its basis, so that nothing uncertain is shown to the public as official.
`definition_words` lists the words that may be used, `definition_files` reads the folders and
`definition_checks` compares what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from instruments.questions import Instrument as Questionnaire
from programmes.calendar import WorkingDays
from programmes.definition_words import is_official
from programmes.timetable import LetterRule, Rule, Timetable, lay_out


class _Based:
    """Anything with a basis."""

    __slots__ = ()
    basis: str

    @property
    def is_official(self) -> bool:
        """Whether the public may be shown this as a fact."""
        return is_official(self.basis)


@dataclass(frozen=True, slots=True)
class Fact(_Based):
    """A few words and what they rest on."""

    text: str
    basis: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Term(_Based):
    """A word with the meaning it has in one programme."""

    term: str
    meaning: str
    source: str
    basis: str


@dataclass(frozen=True, slots=True)
class TakesPart(_Based):
    """Who takes part, and which register makes a partnership."""

    who: str
    partnership: str
    selected: tuple[str, ...]
    note: str
    basis: str


@dataclass(frozen=True, slots=True)
class TeamRole(_Based):
    """A role in the team; a count of None is as many as are needed."""

    role: str
    count: int | None
    note: str
    basis: str


@dataclass(frozen=True, slots=True)
class Figure(_Based):
    """A number that the programme works by, which an administrator can change."""

    key: str
    title: str
    value: int
    unit: str
    basis: str


@dataclass(frozen=True, slots=True)
class Code(_Based):
    """One word of a list that the programme counts or sorts by."""

    list: str
    key: str
    title: str
    note: str
    basis: str


@dataclass(frozen=True, slots=True)
class Round(_Based):
    """One earlier or planned round of the programme."""

    title: str
    when: str
    areas: str
    judgement: str
    basis: str


@dataclass(frozen=True, slots=True)
class JudgementQuestion(_Based):
    """A question that gets a judgement of its own."""

    key: str
    title: str
    headings: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the timetable."""

    key: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """One row of the timetable: what happens, who acts, and the rules for its days."""

    key: str
    phase: str
    title: str
    type: str
    who_acts: str
    detail: str
    starts: Rule
    ends: Rule | None
    opens: Rule | None
    public: bool
    gates: tuple[str, ...]
    late: bool
    applies_to: str
    letters: tuple[LetterRule, ...]
    date_basis: str
    line: int

    @property
    def is_official(self) -> bool:
        """Whether the public may be shown its dates as facts."""
        return is_official(self.date_basis)


@dataclass(frozen=True, slots=True)
class TimetableDefinition:
    """The phases and milestones, before anybody has chosen day one."""

    shape: str
    school_weeks: str
    day_one_is: str
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...]

    def milestone(self, key: str) -> Milestone:
        """The milestone that a key names."""
        return next(milestone for milestone in self.milestones if milestone.key == key)

    def in_phase(self, key: str) -> tuple[Milestone, ...]:
        """The milestones of one phase, in order."""
        return tuple(milestone for milestone in self.milestones if milestone.phase == key)

    def lay_out(
        self,
        *,
        day_one: date,
        closed: Mapping[date, str] | None = None,
        school_weeks: tuple[date, ...] = (),
        settled: Mapping[tuple[str, str], date] | None = None,
    ) -> Timetable:
        """The timetable of a run that begins on a day, by this programme's rule on school weeks."""
        days = WorkingDays.listed(
            closed=closed or {},
            school_weeks=school_weeks if self.school_weeks == "skip" else (),
        )
        return lay_out(self.milestones, day_one=day_one, days=days, settled=settled)


@dataclass(frozen=True, slots=True)
class RunDate(_Based):
    """The days on which a milestone of a run really fell, as far as they are known."""

    milestone: str
    starts: date | None
    ends: date | None
    # How it was told at the time; empty where the definition's own words will do.
    detail: str
    # What we remark on the days themselves, such as how they were worked out; never part of what is told.
    note: str
    basis: str


@dataclass(frozen=True, slots=True)
class Happening(_Based):
    """Something that happened in a run beside its milestones."""

    on: str
    title: str
    detail: str
    basis: str


@dataclass(frozen=True, slots=True)
class Gathered(_Based):
    """How much of something a run gathered."""

    what: str
    count: int
    basis: str


@dataclass(frozen=True, slots=True)
class Recommendation(_Based):
    """What a run recommended, to whom; an area for development is of another kind, with numbers of its own."""

    number: int
    text: str
    owners: tuple[str, ...]
    basis: str
    # With whom the owners are to act.
    partners: tuple[str, ...] = ()
    # Whether the text is the report's own, and not its subject in our words.
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One time that the programme was really carried out, with its dates and published totals."""

    key: str
    title: str
    areas: tuple[str, ...]
    dates: tuple[RunDate, ...]
    happenings: tuple[Happening, ...]
    gathered: tuple[Gathered, ...]
    found: tuple[Fact, ...]
    recommendations: tuple[Recommendation, ...]
    recommended_in_all: int
    areas_for_development: tuple[Recommendation, ...]
    areas_for_development_in_all: int
    day_one: date
    whole: bool

    @property
    def settled(self) -> dict[tuple[str, str], date]:
        """Its dates, as the timetable takes them: of what only one day is known of, that day is all there was."""
        days = {}
        for dated in self.dates:
            days[dated.milestone, "starts"] = dated.starts or dated.ends
            days[dated.milestone, "ends"] = dated.ends or dated.starts
        return days


@dataclass(frozen=True, slots=True)
class Letter:
    """The text of a letter, with its merge fields still open."""

    key: str
    title: str
    kind: str
    sender: str
    addressed_to: str
    sent: str
    statutory: bool
    subject: str
    body: str
    basis: str
    # The file it came from: the programme's own, or the one that every programme shares.
    file: str


@dataclass(frozen=True, slots=True)
class Document(_Based):
    """Something to read, and the milestone with which it is released."""

    key: str
    title: str
    kind: str
    audience: str
    summary: str
    released_with: str
    edge: str
    # Empty where the text is ours; otherwise who publishes it.
    published_by: str
    # Where it stands in the library; those with the same number stand by name.
    order: int
    body: str
    basis: str
    file: str

    @property
    def is_ours(self) -> bool:
        """Whether the text stands here, and not with another publisher."""
        return not self.published_by


@dataclass(frozen=True, slots=True)
class AskedDocument(_Based):
    """One document, or one kind of document, that a return asks for."""

    key: str
    title: str
    help: str
    required: bool
    max_files: int | None
    word_limit: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Instrument(_Based):
    """A form in which something is asked for."""

    key: str
    kind: str
    title: str
    introduction: str
    milestone: str
    applies_to: str
    needs_sign_off: bool
    nil_return_allowed: bool
    max_files: int | None
    documents: tuple[AskedDocument, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class RespondentKind:
    """Who is asked, where a survey asks more than one kind of people."""

    key: str
    title: str
    #: Where people are named: who writes the one answer, and who signs it off. Empty where they are not.
    written_by: str = ""
    signed_off_by: str = ""


@dataclass(frozen=True, slots=True)
class Survey(_Based):
    """A questionnaire that is put to many people: without names, or once for each area and kind of respondent.

    ``milestone`` is empty where nothing in the timetable opens it and the team does so by hand.
    """

    key: str
    milestone: str
    named: bool
    link_for: str
    respondents: tuple[RespondentKind, ...]
    questionnaire: Questionnaire
    basis: str


@dataclass(frozen=True, slots=True)
class Section(_Based):
    """A section of the report's outline."""

    key: str
    title: str
    guidance: str
    draws_on: tuple[str, ...]
    basis: str
    #: About how many words it should have; None where nothing is said.
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Exhibit(_Based):
    """A table or chart that the report plans for."""

    key: str
    kind: str
    title: str
    section: str
    draws_on: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Output(_Based):
    """Something that is sent or published when the programme reports."""

    title: str
    to: str
    public: bool
    detail: str
    basis: str


@dataclass(frozen=True, slots=True)
class ReportOutline:
    """What the public will be told, and in what order."""

    title: str
    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """One programme, as its folder of plain text says."""

    slug: str
    title: Fact
    short_title: str
    summary: Fact
    kind: str
    legal_basis: tuple[Fact, ...]
    requested_by: Fact | None
    lead_body: str
    partner_bodies: tuple[str, ...]
    other_partners: tuple[Fact, ...]
    purpose: Fact
    questions: tuple[Fact, ...]
    methods: tuple[Fact, ...]
    background: tuple[Fact, ...]
    scope_in: tuple[Fact, ...]
    scope_out: tuple[Fact, ...]
    handling: tuple[Fact, ...]
    terms: tuple[Term, ...]
    takes_part: TakesPart
    judgement: str
    judgement_questions: tuple[JudgementQuestion, ...]
    judgement_note: Fact | None
    attribution: str
    sign_off: str
    uses: tuple[str, ...]
    figures: tuple[Figure, ...]
    codes: tuple[Code, ...]
    team: tuple[TeamRole, ...]
    rounds: tuple[Round, ...]
    timetable: TimetableDefinition
    runs: tuple[Run, ...]
    letters: tuple[Letter, ...]
    documents: tuple[Document, ...]
    instruments: tuple[Instrument, ...]
    surveys: tuple[Survey, ...]
    report: ReportOutline

    def letter(self, key: str) -> Letter:
        """The letter that a key names."""
        return next(letter for letter in self.letters if letter.key == key)

    def letter_when(self, occasion: str) -> Letter:
        """The letter that an occasion causes."""
        return next(letter for letter in self.letters if letter.sent == occasion)

    def run(self, key: str) -> Run:
        """The run that a key names."""
        return next(run for run in self.runs if run.key == key)

    def figure(self, key: str) -> int:
        """A number that the programme works by."""
        return next(figure.value for figure in self.figures if figure.key == key)

    def codes_of(self, name: str) -> tuple[Code, ...]:
        """The words of one list, in order."""
        return tuple(code for code in self.codes if code.list == name)

    def documents_released_with(self, milestone: str) -> tuple[Document, ...]:
        """What a milestone releases."""
        return tuple(d for d in self.documents if d.released_with == milestone)

    def as_it_was(self, run: Run) -> Definition:
        """This definition with its milestones told in the words of a run, as history is started from it.

        A day that nobody knows is still counted, as others follow from it, but it is no fact that the public is told.
        """
        known = {dated.milestone: dated for dated in run.dates}
        milestones = tuple(
            replace(each, detail=known[each.key].detail or each.detail, date_basis=known[each.key].basis)
            if each.key in known
            else replace(each, public=False)
            for each in self.timetable.milestones
        )
        return replace(self, timetable=replace(self.timetable, milestones=milestones))


def official(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts among these that the public may be shown."""
    return tuple(fact for fact in facts if fact.is_official)
