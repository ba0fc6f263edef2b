"""Comparing what the files of a definition say: every name must lead somewhere, every date must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches

from instruments.plain_text import Finding, Page
from interface.counting import counted
from programmes import letter_causes, letter_text
from programmes.definition import (
    Definition,
    Document,
    Letter,
    Milestone,
)
from programmes.definition_pages.registers import register
from programmes.definition_words import COMES_FIRST, ENDS_WITH_GATE, SOURCES, WITHOUT_PARTNERSHIPS
from programmes.timetable import Problem, Unplannable, say, unplannable

# Any year will do: its 52 Mondays meet every bank holiday.
FIRST_MONDAY = date(2025, 1, 6)


def check(definition: Definition, pages: Mapping[str, Page], findings: list[Finding]) -> None:
    """Add a finding for everything that does not fit together."""
    _Check(definition, pages, findings).all()


def letters_that_wait(definition: Definition, pages: Mapping[str, Page]) -> list[Finding]:
    """Letters that the timetable plans and that this portal cannot send: nothing is wrong with the files."""
    page = pages[f"{definition.slug}/timetable.toml"]
    waiting = []
    for number, milestone in enumerate(definition.timetable.milestones):
        for place, rule in enumerate(milestone.letters):
            letter = definition.letter(rule.letter)
            if needs := letter_causes.what_it_waits_for(letter.kind, rule.only_if):
                says = f"“{letter.title}” of “{milestone.title}” is not sent until {needs}."
                remedy = "Until then people send it themselves; the plan of letters says so."
                waiting.append(Finding(page.file, page.line_of("milestone", number, "letters", place), says, remedy))
    return waiting


class _Check:
    def __init__(self, definition: Definition, pages: Mapping[str, Page], findings: list[Finding]):
        self.definition, self.pages, self.findings = definition, pages, findings
        self.milestones = {milestone.key: milestone for milestone in definition.timetable.milestones}

    def all(self) -> None:
        self.names_stated_once()
        self.phases()
        self.public_only_if_official()
        self.rules()
        self.order_of_types()
        self.runs()
        self.conditions()
        self.letters()
        self.documents()
        self.instruments()
        self.surveys()
        self.report()
        self.judgement()
        self.taking_part()

    def page(self, name: str) -> Page:
        return self.pages[f"{self.definition.slug}/{name}"]

    def find(self, page: Page, place: tuple[object, ...], says: str, remedy: str) -> None:
        self.findings.append(Finding(page.file, page.line_of(*place), says, remedy))

    def unknown(self, page: Page, place: tuple[object, ...], what: str, name: str, known: Iterable[str]) -> None:
        known = list(known)
        near = get_close_matches(name, known, 1, 0.6)
        remedy = f"Did you mean “{near[0]}”?" if near else f"Write one of: {', '.join(known[:12])}."
        self.find(page, place, f"There is no {what} “{name}”.", remedy)

    # What the files name

    def names_stated_once(self) -> None:
        """Two things of one name would be told apart by nobody."""
        d, timetable = self.definition, self.page("timetable.toml")
        lists = [
            (timetable, "phase", [phase.key for phase in d.timetable.phases]),
            (timetable, "milestone", [milestone.key for milestone in d.timetable.milestones]),
            (self.page("report.toml"), "section", [section.key for section in d.report.sections]),
            (self.page("report.toml"), "exhibit", [exhibit.key for exhibit in d.report.exhibits]),
            (self.page("programme.toml"), "figure", [figure.key for figure in d.figures]),
            (self.page("programme.toml"), "code", [f"{code.list}: {code.key}" for code in d.codes]),
        ]
        lists += [
            (self.page(f"instruments/{form.key}.toml"), "document", [item.key for item in form.documents])
            for form in d.instruments
        ]
        lists += [
            (self.page(f"instruments/{each.key}.toml"), "respondents", [kind.key for kind in each.respondents])
            for each in d.surveys
        ]
        for page, kind, keys in lists:
            for number, key in enumerate(keys):
                if key in keys[:number]:
                    self.find(page, (kind, number, "key"), f"Two of [[{kind}]] are called “{key}”.", "Rename one.")

    def phases(self) -> None:
        page = self.page("timetable.toml")
        known = [phase.key for phase in self.definition.timetable.phases]
        for number, milestone in enumerate(self.definition.timetable.milestones):
            if milestone.phase not in known:
                self.unknown(page, ("milestone", number, "phase"), "phase", milestone.phase, known)
        used = {milestone.phase for milestone in self.definition.timetable.milestones}
        for number, key in enumerate(known):
            if key not in used:
                says = f"Nothing happens in the phase “{key}”."
                self.find(page, ("phase", number), says, "Give it a milestone, or remove it.")

    def public_only_if_official(self) -> None:
        """The public is told nothing that nobody has read anywhere."""
        for number, milestone in enumerate(self.definition.timetable.milestones):
            if milestone.public and not milestone.is_official:
                says = f"“{milestone.title}” is public, but its dates rest on “{milestone.date_basis}”."
                remedy = "Say in date_basis where they were read, or write public = false."
                self.find(self.page("timetable.toml"), ("milestone", number), says, remedy)

    # Dates

    def rules(self) -> None:
        """The rules must give dates, and in the order in which the milestones stand, whatever the year."""
        page = self.page("timetable.toml")
        reasons = unplannable(self.definition.timetable.milestones)
        for reason in reasons:
            self.dates(page, reason, "Correct it.")
        if reasons:
            return
        told: set[tuple[str, str]] = set()
        for week in range(52):
            day_one = FIRST_MONDAY + timedelta(weeks=week)
            try:
                timetable = self.definition.timetable.lay_out(day_one=day_one)
            except Unplannable:
                return
            for problem in timetable.problems:
                if problem.kind != "closed day" and (problem.kind, problem.key) not in told:
                    told.add((problem.kind, problem.key))
                    self.dates(page, problem, f"This is so when day one is {say(day_one)}.")

    def dates(self, page: Page, problem: Problem, remedy: str) -> None:
        keys = [milestone.key for milestone in self.definition.timetable.milestones]
        place = ("milestone", keys.index(problem.key)) if problem.key in keys else ()
        says, _, own_remedy = problem.says.rpartition(". ")
        if says and remedy == "Correct it.":
            self.find(page, place, f"{says}.", own_remedy)
        else:
            self.find(page, place, problem.says, remedy)

    def order_of_types(self) -> None:
        page = self.page("timetable.toml")
        for start, milestones in _rounds(self.definition.timetable.milestones):
            types = [milestone.type for milestone in milestones]
            for first, second in COMES_FIRST:
                if first in types and second in types and types.index(second) < types.index(first):
                    number = start + types.index(second)
                    title = milestones[types.index(second)].title
                    says = f"The {second} “{title}” stands before the {first} of its round."
                    self.find(page, ("milestone", number), says, f"Put the {first} first.")

    def runs(self) -> None:
        for run in self.definition.runs:
            page = self.page(f"runs/{run.key}.toml")
            for key, count in Counter(dated.milestone for dated in run.dates).items():
                if count > 1:
                    numbers = [n for n, dated in enumerate(run.dates) if dated.milestone == key]
                    self.find(page, ("date", numbers[1]), f"The run has two dates for “{key}”.", "Keep one.")
            previous = None
            for number, dated in enumerate(run.dates):
                if dated.starts and dated.ends and dated.ends < dated.starts:
                    says = f"“{dated.milestone}” ends on {say(dated.ends)}, before it starts."
                    self.find(page, ("date", number, "ends"), says, "Correct one of its dates.")
                if previous and previous.starts and dated.starts and dated.starts < previous.starts:
                    says = f"“{dated.milestone}” starts before “{previous.milestone}”, which stands above it."
                    self.find(page, ("date", number), says, "Put the dates in order, or correct one.")
                previous = dated if dated.starts else previous

    # Letters and documents

    def letters(self) -> None:
        used = {rule.letter for milestone in self.milestones.values() for rule in milestone.letters}
        for letter in self.definition.letters:
            page = self.pages[letter.file]
            allowed = letter_text.fields_for_letter(self.milestones, kind=letter.kind, sent=letter.sent)
            self.words(page, letter, allowed)
            own = letter.file.startswith(self.definition.slug)
            if own and letter.sent == "by the timetable" and letter.key not in used:
                says = "No milestone sends this letter."
                self.find(page, ("sent",), says, "Name it under [[milestone.letters]], or say what causes it.")
        caused = [each.sent for each in self.definition.letters if each.sent not in ("by the timetable", "by hand")]
        sent = Counter(caused)
        for letter in self.definition.letters:
            if sent[letter.sent] > 1:
                says = f"Two letters are sent when {letter.sent}."
                self.find(self.pages[letter.file], ("sent",), says, "Keep one.")

    def conditions(self) -> None:
        """A letter that goes as long as something has not been done needs a milestone at which it can be done."""
        page = self.page("timetable.toml")
        returned = {form.milestone for form in self.definition.instruments}
        for number, milestone in enumerate(self.definition.timetable.milestones):
            for place, rule in enumerate(milestone.letters):
                where = ("milestone", number, "letters", place, "only_if")
                gate = ENDS_WITH_GATE.get(rule.only_if)
                if gate and gate not in milestone.gates:
                    says = f"“{rule.only_if}” would hold for ever: nobody can do it while “{milestone.title}” is open."
                    self.find(page, where, says, f'Add gates = ["{gate}"] to that milestone.')
                elif rule.only_if in ("return not sent", "self-evaluation not sent") and milestone.key not in returned:
                    says = f"“{milestone.title}” asks for no return, so “{rule.only_if}” would never hold."
                    self.find(page, where, says, f'Add an instrument with milestone = "{milestone.key}".')

    def words(self, page: Page, letter: Letter, allowed: Mapping[str, str]) -> None:
        for wrong in letter_text.check(letter.subject, allowed, is_subject=True):
            self.find(page, ("subject",), wrong.says, wrong.remedy)
        self.body(page, letter.body, allowed)

    def body(self, page: Page, text: str, allowed: Mapping[str, str]) -> None:
        for wrong in letter_text.check(text, allowed):
            self.findings.append(Finding(page.file, page.body_line + wrong.line - 1, wrong.says, wrong.remedy))

    def documents(self) -> None:
        allowed = letter_text.fields_for_document(self.milestones)
        for document in self.definition.documents:
            page = self.pages[document.file]
            if document.released_with not in self.milestones:
                self.unknown(page, ("released_with",), "milestone", document.released_with, self.milestones)
            self.body(page, document.body, allowed)
            self.kept_from_the_public(page, document)

    def kept_from_the_public(self, page: Page, document: Document) -> None:
        milestone = self.milestones.get(document.released_with)
        if document.audience == "public" and milestone and not milestone.public:
            says = f"The public would get this with “{milestone.title}”, which is not public."
            self.find(page, ("released_with",), says, "Release it with a public milestone.")

    def instruments(self) -> None:
        for form in self.definition.instruments:
            page = self.page(f"instruments/{form.key}.toml")
            milestone = self.milestones.get(form.milestone)
            if milestone is None:
                self.unknown(page, ("milestone",), "milestone", form.milestone, self.milestones)
            elif "send documents" not in milestone.gates and "send self-evaluation" not in milestone.gates:
                says = f"Nothing can be sent while “{milestone.title}” is open."
                self.find(page, ("milestone",), says, 'Add gates = ["send documents"] to that milestone.')
            least = sum(1 for item in form.documents if item.required)
            if form.max_files is not None and least > form.max_files:
                says = f"{least} documents are required, but only {counted(form.max_files, 'file')} may be sent."
                self.find(page, ("max_files",), says, "Raise max_files, or ask for less.")

    def surveys(self) -> None:
        for each in self.definition.surveys:
            page = self.page(f"instruments/{each.key}.toml")
            milestone = self.milestones.get(each.milestone)
            if each.milestone and milestone is None:
                self.unknown(page, ("milestone",), "milestone", each.milestone, self.milestones)
            elif milestone and not ({"answer survey"} if each.named else {"share survey", "give feedback"}) & set(
                milestone.gates
            ):
                gate = "answer survey" if each.named else "share survey"
                says = f"Nobody can answer while “{milestone.title}” is open."
                self.find(page, ("milestone",), says, f'Add gates = ["{gate}"] to that milestone.')
            if each.link_for == "respondents" and not each.respondents:
                says = "Each kind of respondent has a link of its own, and there is no kind."
                self.find(page, ("link_for",), says, "Add [[respondents]].")
            for number, kind in enumerate(each.respondents):
                if kind.written_by == "its own people" and kind.signed_off_by == "chief officer":
                    says = f"Nobody else reads what “{kind.title}” write, so that no chief officer can sign it off."
                    self.find(
                        page, ("respondents", number, "signed_off_by"), says, 'Write signed_off_by = "themselves".'
                    )
            identifying = [question.key for question in each.questionnaire.questions() if question.identifies]
            if identifying and not each.named:
                says = f"The survey is without names, but the answer to “{identifying[0]}” identifies somebody."
                self.find(page, ("named",), says, "Write named = true, or remove the question.")

    # Report, judgement and who takes part

    def report(self) -> None:
        d, page = self.definition, self.page("report.toml")
        sections = [section.key for section in d.report.sections]
        known = [*self.milestones, *(form.key for form in (*d.instruments, *d.surveys)), *SOURCES]
        drawn = [
            *(("section", number, each.draws_on) for number, each in enumerate(d.report.sections)),
            *(("exhibit", number, each.draws_on) for number, each in enumerate(d.report.exhibits)),
        ]
        for kind, number, names in drawn:
            for place, name in enumerate(names):
                if name not in known:
                    self.unknown(page, (kind, number, "draws_on", place), "source", name, known)
        for number, exhibit in enumerate(d.report.exhibits):
            if exhibit.section not in sections:
                self.unknown(page, ("exhibit", number, "section"), "section", exhibit.section, sections)

    def judgement(self) -> None:
        d, page = self.definition, self.page("programme.toml")
        if d.judgement == "nothing" and d.judgement_questions:
            says = "Questions are judged, but the programme judges nothing."
            self.find(page, ("judgement",), says, "Say how they are judged, or remove them.")
        if d.judgement != "nothing" and not d.judgement_questions:
            says = f"The judgement is “{d.judgement}”, but no question is judged."
            self.find(page, ("judgement",), says, "Add [[judgement_question]].")

    def taking_part(self) -> None:
        d, page = self.definition, self.page("programme.toml")
        if (d.takes_part.who == "none") != (d.takes_part.partnership in WITHOUT_PARTNERSHIPS):
            says = f"“{d.takes_part.who}” take part, as “{d.takes_part.partnership}”."
            self.find(page, ("takes_part", "partnership"), says, "Let both say whether partnerships take part.")
        areas = [row["name"] for row in register("local_authorities")]
        for number, name in enumerate(d.takes_part.selected):
            if name not in areas:
                self.unknown(page, ("takes_part", "selected", number), "area", name, areas)
        if d.takes_part.who == "none" and d.instruments:
            says = "Nobody takes part, but there is something to return."
            self.find(page, ("takes_part", "who"), says, "Say who takes part, or remove the instrument.")


def _rounds(milestones: tuple[Milestone, ...]) -> list[tuple[int, list[Milestone]]]:
    """The milestones from one notification to the next, each with the place of its first."""
    rounds: list[tuple[int, list[Milestone]]] = [(0, [])]
    for number, milestone in enumerate(milestones):
        if milestone.type == "notification" and any(m.type == "notification" for m in rounds[-1][1]):
            rounds.append((number, []))
        rounds[-1][1].append(milestone)
    return rounds
