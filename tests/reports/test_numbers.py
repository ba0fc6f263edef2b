"""Numbers in a report: bound to their source, checked when the draft is built, frozen with the edition."""

import csv
import io
import json

import pytest
from django.test import Client

from accounts import roles, speaking
from accounts.moves import IllegalMove
from reports import actions, binding, bound, freezing, sources
from reports.binding import CannotBind
from reports.models import BoundNumber, Edition, Figure, Report, Section
from reports.sources import Cell, Library, Shelf, SourceTable
from tests.build import reports as build

pytestmark = pytest.mark.django_db

AGREE, STRONGLY, ANSWERED = "Agree", "Strongly agree", "Answered"


def table(agree: int = 180, strongly: int = 100, base: int = 412) -> SourceTable:
    """A survey's question as a room above would lay it out; justice is too small to be told."""
    return SourceTable(
        key="survey-1/knew-whom-to-ask",
        title="Knew whom to ask",
        caption="Knew whom to ask: people who answered",
        source="An invented survey of staff, 2026",
        columns=(AGREE, STRONGLY, ANSWERED),
        rows=(
            ("Everyone", (Cell(agree, base, True), Cell(strongly, base, True), Cell(base))),
            ("Justice", (Cell(None, is_withheld=True), Cell(7, 11), Cell(11))),
        ),
        row_word="Who answered",
        unit="people",
        charts=("stacked",),
        beside_charts=(ANSWERED,),
    )


class Desk:
    """A draft, its lead, and a source that a test can change."""

    def __init__(self, monkeypatch):
        self.now = table()
        monkeypatch.setattr(sources, "joined", [lambda report: [Shelf("survey-1", "Staff", "", self.tables)]])
        self.report = build.report(sections=1)
        self.lead = build.member_of(self.report.programme, roles.Lead)
        self.client = Client()
        self.client.force_login(self.lead)

    def tables(self):
        return [self.now] if self.now else []

    @property
    def section(self) -> Section:
        with speaking.as_person(self.lead):
            return Section.objects.select_related("report__programme").get(report=self.report)

    def write(self, body: str, summary: str = "In short.") -> None:
        with speaking.as_service():
            Section.objects.filter(report=self.report).update(body=body)
            Report.objects.filter(pk=self.report.pk).update(summary=summary)
            self.report.refresh_from_db()

    def bind(self, columns=(AGREE, STRONGLY), row="Everyone", key="agreed") -> BoundNumber:
        with speaking.as_person(self.lead):
            return binding.bind(self.report, self.now, row=row, columns=list(columns), key=key, by=self.lead)

    def look(self) -> freezing.Looked:
        with speaking.as_person(self.lead):
            return freezing.look(Report.objects.select_related("programme").get(pk=self.report.pk))

    def troubles(self) -> list[str]:
        return [each.trouble for each in self.look().numbers if each.trouble]


@pytest.fixture
def desk(monkeypatch):
    return Desk(monkeypatch)


# --- What may stand in the text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["280", "68%", "68 per cent", "68 %", "most", "Most"])
def test_a_bound_number_may_be_told_as_count_per_cent_or_word(desk, typed):
    desk.bind()
    desk.write(f"So said [{typed}](number:agreed) of [412](number:agreed.of) people.")
    assert desk.troubles() == []


@pytest.mark.parametrize("typed", ["281", "67%", "almost all", "68", "2.80", "many", "412"])
def test_whatever_its_source_does_not_say_is_a_mistake_that_nothing_is_frozen_with(desk, typed):
    desk.bind()
    desk.write(f"So said [{typed}](number:agreed) of them.")
    assert desk.troubles() == [f"The text says “{typed}”, its source “Knew whom to ask” says “280”, “68%” or “most”."]
    assert any("its source" in problem.says for problem in desk.look().stops)


def test_a_small_group_bears_no_per_cent_and_what_is_withheld_no_number(desk):
    desk.bind([STRONGLY], "Justice", "justice")
    desk.write("Of them [64%](number:justice) agreed.")
    assert len(desk.troubles()) == 1
    desk.write("Of them [seven](number:justice) agreed.")
    assert desk.troubles() == []
    with pytest.raises(CannotBind, match="not shown"):
        desk.bind([AGREE, STRONGLY], "Justice", "hidden")


def test_a_number_that_nobody_bound_is_a_mistake(desk):
    desk.write("Of them [61%](number:no-such-thing) agreed.")
    assert desk.troubles() == ["“61%” names a number that there is not: no-such-thing."]


def test_a_number_in_the_summary_is_checked_as_well_and_printed_without_its_mark(desk):
    desk.bind()
    desk.write("Plain words.", summary="In short, [70%](number:agreed) agreed.")
    assert len(desk.troubles()) == 1
    desk.write("Plain words.", summary="In short, [68%](number:agreed) agreed.")
    assert desk.troubles() == []
    build.explained(desk.report)
    with speaking.as_person(desk.lead):
        edition = actions.freeze(desk.report, by=desk.lead)
    assert edition.summary == "In short, 68% agreed."


def test_a_table_of_per_cents_is_told_as_it_stands(desk):
    with speaking.as_person(desk.lead):
        own = Library(desk.report).table("figure/answers")
        binding.bind(desk.report, own, row="Children", columns=["Agree"], key="children", by=desk.lead)
    desk.write("[Most](number:children) of them did: [72%](number:children).\n\n[[figure:answers]]")
    assert desk.troubles() == []
    desk.write("It was [73%](number:children).\n\n[[figure:answers]]")
    assert len(desk.troubles()) == 1


def test_the_page_tells_machines_the_number_and_people_the_words(desk):
    desk.bind()
    desk.write("[Most](number:agreed) <b>of</b> [412](number:agreed.of) people.")
    html = desk.look().frozen.html
    assert '<data class="bound" value="280">Most</data>' in html
    assert '<data class="bound" value="412">412</data>' in html
    assert "<b>" not in html


def test_what_is_typed_as_a_number_is_text_whatever_it_holds(desk):
    desk.bind()
    desk.write('[<img src=x onerror=alert(1)>](number:agreed) and ["&](number:agreed)')
    assert "<img" not in desk.look().frozen.html
    assert len(desk.troubles()) == 2


# --- When the source changes -------------------------------------------------------------------------------------------


def test_a_draft_whose_source_says_otherwise_now_is_not_frozen(desk):
    desk.bind()
    desk.write("So said [68%](number:agreed).")
    build.explained(desk.report)
    desk.now = table(agree=120)
    with speaking.as_person(desk.lead), pytest.raises(actions.CannotFreeze) as refused:
        actions.freeze(desk.report, by=desk.lead)
    assert "says “220”, “53%” or “just over half”" in refused.value.problems[0].says
    desk.now = None
    assert "not there any more" in desk.troubles()[0]


def test_an_edition_shows_no_change_of_its_sources_after_it_was_frozen(desk):
    desk.bind()
    desk.write("So said [68%](number:agreed) of people.\n\n[[figure:taken]]")
    with speaking.as_person(desk.lead):
        binding.take(desk.report, desk.now, kind="table", message="Most knew", key="taken", by=desk.lead)
    build.explained(desk.report)
    with speaking.as_person(desk.lead):
        edition = actions.freeze(desk.report, by=desk.lead)

    def everything() -> str:
        with speaking.as_person(desk.lead):
            kept = Edition.objects.get(pk=edition.pk)
            page = desk.client.get(f"/drafting/editions/{edition.pk}/numbers/").content.decode()
        return json.dumps([kept.content, kept.html, kept.data_files, kept.digest]) + page[page.index("<h1") :]

    before = everything()
    assert "280" in before
    desk.now = table(agree=1, strongly=1, base=3)
    with speaking.as_service():
        BoundNumber.objects.filter(report=desk.report).delete()
        Figure.objects.filter(report=desk.report).update(data=build.NUMBERS, message="Other")
        Section.objects.filter(report=desk.report).update(body="Other words.")
    assert everything() == before


def test_every_number_of_an_edition_leads_to_its_source(desk):
    desk.bind()
    desk.write("So said [68%](number:agreed) of [412](number:agreed.of) people.")
    build.explained(desk.report)
    with speaking.as_person(desk.lead):
        edition = actions.freeze(desk.report, by=desk.lead)
    rows = list(csv.reader(io.StringIO(edition.data_files["numbers-in-the-text.csv"].removeprefix("\ufeff"))))
    assert rows[1:] == [
        ["1.1", "68%", "280", "412", "Everyone", "Agree; Strongly agree", "Knew whom to ask", "An invented survey of staff, 2026"],
        ["1.1", "412", "280", "412", "Everyone", "Agree; Strongly agree", "Knew whom to ask", "An invented survey of staff, 2026"],
    ]  # fmt: skip
    assert "numbers-in-the-text.csv" in edition.data_files["data-dictionary.csv"]
    page = desk.client.get(f"/drafting/editions/{edition.pk}/numbers/").content.decode()
    assert "An invented survey of staff, 2026" in page
    assert f"/drafting/editions/{edition.pk}/preview/#p-1-1" in page


# --- Tables and charts -------------------------------------------------------------------------------------------------


def test_an_edition_keeps_what_was_said_of_numbers_that_no_table_tells(desk):
    desk.write("In 2025, 17 leaders said so.")
    edition = build.edition(desk.report)
    with speaking.as_service():
        desk.report.explanations.all().delete()
    page = desk.client.get(f"/drafting/editions/{edition.pk}/numbers/").content.decode()
    assert "<td>17</td><td>It is invented for a test.</td>" in page


def test_a_chart_that_is_taken_keeps_its_numbers_and_says_when_its_source_differs(desk):
    with speaking.as_person(desk.lead):
        figure = binding.take(desk.report, desk.now, kind="stacked", message="Most knew", key="taken", by=desk.lead)
    assert figure.data["rows"] == [["Everyone", 180, 100], ["Justice", "*", 7]]
    assert figure.source == "An invented survey of staff, 2026"
    desk.write("Look.\n\n[[figure:taken]]")
    assert not [problem for problem in desk.look().stops if "source" in problem.says]
    desk.now = table(agree=181)
    assert any("Take the numbers again" in problem.says for problem in desk.look().stops)
    assert "The source says otherwise now" in desk.client.get(figure.get_absolute_url()).content.decode()
    desk.client.post(f"/drafting/figures/{figure.pk}/take-again/", {"seen": figure.version})
    with speaking.as_person(desk.lead):
        figure.refresh_from_db()
    assert figure.data["rows"][0] == ["Everyone", 181, 100]
    assert not [problem for problem in desk.look().stops if "source" in problem.says]


def test_numbers_of_a_source_are_not_typed_over_until_somebody_cuts_the_tie(desk):
    with speaking.as_person(desk.lead):
        figure = binding.take(desk.report, desk.now, kind="table", message="Most knew", key="taken", by=desk.lead)
    sent = {
        "kind": "table",
        "message": "Most of them knew",
        "caption": "Of staff",
        "numbers": "Who\tAgree\nEveryone\t999",
        "source": "Me",
        "seen": figure.version,
    }
    desk.client.post(figure.get_absolute_url(), sent)
    with speaking.as_person(desk.lead):
        figure.refresh_from_db()
    assert (figure.message, figure.source) == ("Most of them knew", "An invented survey of staff, 2026")
    assert figure.data == table().data()
    desk.client.post(f"/drafting/figures/{figure.pk}/let-go/", {"seen": figure.version})
    desk.client.post(figure.get_absolute_url(), sent | {"seen": figure.version + 1})
    with speaking.as_person(desk.lead):
        figure.refresh_from_db()
    assert (figure.taken_from, figure.source) == ("", "Me")
    assert figure.data["rows"] == [["Everyone", 999]]


def test_what_a_colleague_saved_meanwhile_is_not_taken_over(desk):
    with speaking.as_person(desk.lead):
        figure = binding.take(desk.report, desk.now, kind="table", message="Most knew", key="taken", by=desk.lead)
        actions.draw(figure, fields={"message": "A colleague’s words"}, seen=figure.version, by=desk.lead)
    desk.now = table(agree=1)
    desk.client.post(f"/drafting/figures/{figure.pk}/take-again/", {"seen": figure.version})
    with speaking.as_person(desk.lead):
        figure.refresh_from_db()
    assert figure.data == table().data()
    assert figure.message == "A colleague’s words"


def test_a_chart_is_not_made_of_a_table_that_cannot_be_drawn_so(desk):
    with speaking.as_person(desk.lead), pytest.raises(CannotBind):
        binding.take(desk.report, desk.now, kind="line", message="No", key="no", by=desk.lead)


# --- At work -----------------------------------------------------------------------------------------------------------


def test_the_same_cells_are_bound_once_however_often_they_are_asked_for(desk):
    assert desk.bind() == desk.bind(key="another", columns=[STRONGLY, AGREE])


def test_a_number_that_the_text_uses_is_not_taken_away(desk):
    number = desk.bind()
    desk.write("So said [68%](number:agreed).")
    with speaking.as_person(desk.lead), pytest.raises(IllegalMove):
        binding.unbind(number)
    desk.write("So said most.")
    desk.client.post(f"/drafting/numbers/{number.pk}/take-away/")
    with speaking.as_person(desk.lead):
        assert not BoundNumber.objects.filter(pk=number.pk).exists()


def test_a_number_in_the_text_is_bound_from_its_remark_where_it_stands(desk):
    desk.write("First 180 pages were read. Then, of the staff, 180 knew whom to ask, and **180** was not a surprise.")
    found = [each for each in desk.look().remarks_on_text if "knew whom" in each.sentence]
    address = f"/drafting/{desk.report.pk}/remarks/{found[0].fingerprint}/bind/"
    page = desk.client.get(address).content.decode()
    assert "Knew whom to ask" in page
    answer = desk.client.post(address, {"cell": "0"}, follow=True)
    assert "is bound to" in answer.content.decode()
    assert desk.section.body == (
        "First 180 pages were read. Then, of the staff, [180](number:agree-everyone) knew whom to ask, "
        "and **180** was not a surprise."
    )
    assert desk.troubles() == []


def test_a_remark_whose_sentence_has_changed_binds_nothing(desk):
    desk.write("Of the staff, 180 knew whom to ask.")
    found = desk.look().remarks_on_text[0]
    desk.write("Everybody knew.")
    answer = desk.client.post(
        f"/drafting/{desk.report.pk}/remarks/{found.fingerprint}/bind/", {"cell": "0"}, follow=True
    )
    assert "has been settled, or its sentence has changed" in answer.content.decode()
    assert desk.section.body == "Everybody knew."


def test_a_table_is_found_taken_and_bound_in_the_browser(desk):
    listed = desk.client.get(f"/drafting/{desk.report.pk}/sources/", {"shelf": "survey-1", "words": "WHOM"})
    assert "Knew whom to ask" in listed.content.decode()
    none = desk.client.get(f"/drafting/{desk.report.pk}/sources/", {"shelf": "survey-1", "words": "weather"})
    assert "No table has these words" in none.content.decode()
    address = f"/drafting/{desk.report.pk}/sources/survey-1/knew-whom-to-ask/"
    bound_page = desk.client.post(address, {"bind": "1", "row": "Everyone", "columns": [AGREE, STRONGLY]})
    assert (
        "[Most](number:agree-everyone) ([68%](number:agree-everyone)) of [412](number:agree-everyone.of)"
        in bound_page.content.decode()
    )
    hidden = desk.client.post(address, {"bind": "1", "row": "Justice", "columns": [AGREE]})
    assert "not shown in its source" in hidden.content.decode()
    taken = desk.client.post(address, {"take": "1", "kind": "stacked", "message": "Most knew whom to ask"})
    assert taken.status_code == 302
    with speaking.as_person(desk.lead):
        assert Figure.objects.get(key="most-knew-whom-to-ask").taken_from == "survey-1/knew-whom-to-ask"
    assert desk.client.get(f"/drafting/{desk.report.pk}/sources/survey-1/nothing/").status_code == 404


def test_the_numbers_of_a_draft_are_listed_with_what_is_wrong(desk):
    desk.bind()
    desk.write("So said [70%](number:agreed) of 95 people.")
    page = desk.client.get(f"/drafting/{desk.report.pk}/numbers/").content.decode()
    assert "The text says “70%”" in page
    assert "1 number" in page
    out = desk.client.get(f"/drafting/{desk.report.pk}/numbers/", {"as": "csv"})
    assert out["Content-Type"].startswith("text/csv")
    assert "70%" in out.content.decode()


def test_looking_a_draft_up_costs_the_same_however_many_numbers_it_uses(desk, django_assert_num_queries):
    desk.bind()

    def queries(times: int) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        desk.write(" ".join(["[68%](number:agreed)"] * times))
        with speaking.as_person(desk.lead):
            report = Report.objects.select_related("programme").get(pk=desk.report.pk)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                freezing.look(report)
        return len(asked)

    assert queries(1) == queries(40)


def test_phrases_to_copy_read_as_their_source(desk):
    number = desk.bind()
    with speaking.as_person(desk.lead):
        says = bound.told(Library(desk.report), number)
    for phrase in bound.phrases(number, says):
        desk.write(phrase)
        assert desk.troubles() == []
