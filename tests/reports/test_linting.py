"""What is remarked on a draft, and how a remark is settled or explained."""

import pytest
from django.test import Client

from accounts import roles, speaking
from accounts.models import Area
from reports import actions, binding, freezing, linting
from reports.linting import Kind
from reports.models import Explanation, Report, Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return build.report(sections=1)


def remarked(report, body: str, kind: Kind, summary: str = "") -> list[str]:
    with speaking.as_service():
        Section.objects.filter(report=report).update(body=body)
        Report.objects.filter(pk=report.pk).update(summary=summary)
        found = freezing.look(Report.objects.select_related("programme").get(pk=report.pk)).remarks_on_text
    return [each.about for each in found if each.kind == kind]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("In all 1,032 documents came, about 32 an area.", ["1,032", "32"]),
        ("Of them 68% agreed, and 3.5 per cent did not.", ["68%", "3.5 per cent"]),
        ("It cost £1,200 in the year.", ["£1,200"]),
        ("Almost all staff, and three quarters of managers.", ["Almost all", "three quarters"]),
        ("There were seventeen of them and twenty-two others.", ["seventeen", "twenty-two"]),
        ("The review was published on 26 November 2015, and again in June 2017.", []),
        ("Between 5 and 16 August 2024, from 09:30 to 17.00.", []),
        ("In 2024–25 and 2023/24 the Act of 1968 applied.", []),
        ("See section 4, level 2 or 3, table 1, QI 6.4 and recommendations 4 to 10.", []),
        ("The 1st and 22nd meetings, under paragraph 3.2 (2).", []),
        ("Two people and a half-hearted reply.", []),
    ],
)
def test_numbers_that_tell_a_quantity_are_asked_for_their_source_and_no_others(report, body, numbers):
    assert remarked(report, body, Kind.NUMBER) == numbers


def test_a_number_in_the_summary_is_asked_for_its_source_too(report):
    assert remarked(report, "Words.", Kind.NUMBER, "In short, 61 areas.") == ["61"]


def test_letters_are_explained_where_they_first_stand(report):
    body = "The ADP met. The ADP agreed.\n\nA chief officers group (COG) met, and the COG agreed. The NHS and UK bodies, part IV."
    assert remarked(report, body, Kind.ABBREVIATION) == ["ADP"]


def test_a_long_sentence_is_remarked_and_a_short_one_is_not(report):
    long = "word " * 30 + "end."
    assert len(remarked(report, f"A short one. {long.capitalize()}", Kind.SENTENCE)) == 1
    assert remarked(report, "word " * 29 + "end.", Kind.SENTENCE) == []


def test_reading_age_goes_by_the_length_of_words_and_sentences():
    easy = "The cat sat on the mat and it was warm there. " * 12
    hard = (
        "Organisational arrangements incorporating multidisciplinary accountability considerations necessitate "
        "comprehensive interdepartmental communication notwithstanding institutional constraints. "
    ) * 12
    assert linting.reading_age(easy) < 12
    assert linting.reading_age(hard) > 25
    assert linting.reading_age("Too short to say.") is None


def test_a_section_that_is_hard_to_read_is_remarked_as_a_whole(report):
    body = (
        "Organisational interdependencies necessitate comprehensive accountability considerations notwithstanding. "
        * 12
    )
    assert remarked(report, body, Kind.LEVEL) == ["Part 1"]


def test_people_who_took_part_and_what_looks_like_a_person_are_remarked(report):
    build.member_of(report.programme, roles.Inspector, "Quenby Thistlewood")
    body = "We met Quenby Thistlewood and Mrs Smith. Call 0131 496 0000. The Care Inspectorate and Police Scotland led."
    assert remarked(report, body, Kind.PERSON) == ["Quenby Thistlewood", "Mrs Smith", "0131 496 0000"]


def test_an_area_is_remarked_only_where_the_programme_never_attributes():
    Area.objects.get_or_create(slug="fife", defaults={"name": "Fife", "code": "S12000047", "short": "FIF"})
    named, never = build.report(sections=1), build.report(build.programme(attribution="never"), sections=1)
    body = "Staff in Fife said so. Fifers did not."
    assert remarked(named, body, Kind.AREA) == []
    assert remarked(never, body, Kind.AREA) == ["Fife"]


@pytest.mark.parametrize(
    ("message", "numbers"),
    [
        ("Of three services, justice agreed most: 70%", []),
        ("In all 203 of the three", []),
        ("Just over half agreed", ["Just over half"]),
        ("About 60 per cent of adults, and 72 per cent of children", ["60 per cent"]),
        ("Three quarters agreed", ["Three quarters"]),
        ("Almost all agreed", ["Almost all"]),
        ("Most agreed in 2024", []),
    ],
)
def test_the_words_of_a_chart_say_no_number_that_it_does_not_hold(report, message, numbers):
    with speaking.as_service():
        report.figures.update(message=message)
    assert remarked(report, "Look.\n\n[[figure:answers]]", Kind.NUMBER) == numbers


def test_a_number_in_the_words_of_a_chart_is_changed_there_and_bound_nowhere(report, client):
    with speaking.as_service():
        report.figures.update(message="In all 61 agreed, and 1,250 did not")
        figure = report.figures.get()
    remarked(report, "Look.\n\n[[figure:answers]]", Kind.NUMBER)
    client.force_login(build.member_of(report.programme, roles.Lead))
    page = client.get(f"/drafting/{report.pk}/remarks/?about=number").content.decode()
    assert "“1,250” is not among its numbers." in page
    assert f'<a href="{figure.get_absolute_url()}">Change the text' in page
    assert "/bind/" not in page


def everywhere_but_in_the_text(report, words: str) -> None:
    """Put words in each place of a report that is no paragraph: titles, a table's words, its columns, its cells."""
    table = {"columns": [{"name": f"Where {words} is", "numeric": False}], "rows": [[f"{words} alone"]], "unit": ""}
    with speaking.as_service():
        Report.objects.filter(pk=report.pk).update(title=f"Title {words}", subtitle=f"Subtitle {words}")
        Section.objects.filter(report=report).update(heading=f"Heading {words}", body="Look.\n\n[[figure:answers]]")
        report.figures.update(
            message=f"Message {words}", caption=f"Caption {words}", source=f"Source {words}",
            description=f"Description {words}", data=table,
        )  # fmt: skip


EVERYWHERE = {
    "Title",
    "Subtitle",
    "Heading",
    "Message",
    "Caption",
    "Source",
    "Description",
    "Where",
    "Edinburgh",
    "Mrs",
}


def test_an_area_and_a_person_are_remarked_wherever_they_are_named_and_not_in_the_text_alone():
    build.accounts.registers()
    report = build.report(build.programme(attribution="never"), sections=1)
    for kind, words in ((Kind.AREA, "Edinburgh"), (Kind.PERSON, "Mrs Smith")):
        everywhere_but_in_the_text(report, words)
        with speaking.as_service():
            fresh = Report.objects.select_related("programme").get(pk=report.pk)
            found = [each for each in freezing.look(fresh).remarks_on_text if each.kind == kind]
        assert {each.sentence.split()[0] for each in found} <= EVERYWHERE
        assert len(found) == 9, [each.sentence for each in found]


@pytest.mark.parametrize("name", ["Edinburgh", "Glasgow", "Dundee", "Orkney", "the Western Isles", "the Borders"])
def test_an_area_is_known_by_the_name_that_people_call_it(name):
    build.accounts.registers()
    report = build.report(build.programme(attribution="never"), sections=1)
    assert remarked(report, f"Staff in {name} said so.", Kind.AREA) == [name.removeprefix("the ")]


def test_one_goes_from_a_remark_to_where_it_can_be_settled(client):
    build.accounts.registers()
    report = build.report(build.programme(attribution="never"), sections=1)
    everywhere_but_in_the_text(report, "Fife")
    client.force_login(build.member_of(report.programme, roles.Lead))
    page = client.get(f"/drafting/{report.pk}/remarks/").content.decode()
    with speaking.as_service():
        figure, section = report.figures.get(), report.sections.get()
    for address in (figure.get_absolute_url(), section.get_absolute_url(), f"/drafting/{report.pk}/about/"):
        assert f'<a href="{address}">Change the text' in page


def test_charts_and_tables_want_words_of_their_own(report):
    body = "Look.\n\n[[figure:answers]]"
    with speaking.as_service():
        report.figures.update(description="")
    assert remarked(report, body, Kind.DESCRIPTION) == ["Most agreed"]
    with speaking.as_service():
        report.figures.update(description="Most agreed in every service.", message="")
    assert remarked(report, body, Kind.DESCRIPTION) == []
    assert remarked(report, body, Kind.HEADING) == ["Staff who agreed, by service"]
    assert remarked(report, "Not placed.", Kind.HEADING) == []


# --- Settled or explained ----------------------------------------------------------------------------------------------


@pytest.fixture
def with_remarks(report):
    with speaking.as_service():
        Section.objects.filter(report=report).update(body="In all 95 people came. Of them 61 spoke.")
        Report.objects.filter(pk=report.pk).update(summary="In short.")
        return Report.objects.select_related("programme").get(pk=report.pk)


def open_remarks(report):
    with speaking.as_service():
        return linting.still_open(
            freezing.look(Report.objects.select_related("programme").get(pk=report.pk)).remarks_on_text
        )


def test_nothing_is_frozen_before_each_remark_is_settled_or_explained(with_remarks):
    lead = build.member_of(with_remarks.programme, roles.Lead)
    with speaking.as_person(lead), pytest.raises(actions.CannotFreeze) as refused:
        actions.freeze(with_remarks, by=lead)
    assert [problem.says for problem in refused.value.problems] == [
        "2 remarks on the text are neither settled nor explained."
    ]
    first, second = open_remarks(with_remarks)
    with speaking.as_person(lead):
        binding.explain(with_remarks, [first], why="Counted from the list.", by=lead)
    with speaking.as_service():
        Section.objects.filter(report=with_remarks).update(body="In all 95 people came. Some spoke.")
    with speaking.as_person(lead):
        assert actions.freeze(with_remarks, by=lead).number == 1


def test_an_explanation_is_of_its_sentence_moved_it_holds_and_changed_it_does_not(with_remarks):
    binding_why = "Counted from the list."
    with speaking.as_service():
        binding.explain(with_remarks, open_remarks(with_remarks), why=binding_why, by=None)
        Section.objects.filter(report=with_remarks).update(
            body="New words first.\n\nOf them 61 spoke.\n\nIn all 95 people came."
        )
    assert open_remarks(with_remarks) == []
    with speaking.as_service():
        Section.objects.filter(report=with_remarks).update(body="Of them 61 spoke up.")
    assert [each.about for each in open_remarks(with_remarks)] == ["61"]


def test_two_who_explain_at_once_leave_one_explanation(with_remarks):
    found = open_remarks(with_remarks)
    with speaking.as_service():
        assert binding.explain(with_remarks, found, why="First.", by=None) == 2
        assert binding.explain(with_remarks, found, why="Second.", by=None) == 0
        assert set(with_remarks.explanations.values_list("why", flat=True)) == {"First."}


def page(person, report, **query):
    client = Client()
    client.force_login(person)
    return client.get(f"/drafting/{report.pk}/remarks/", query).content.decode()


def test_ticked_remarks_are_explained_with_one_reason_and_opened_again(with_remarks):
    inspector = build.member_of(with_remarks.programme, roles.Inspector)
    client = Client()
    client.force_login(inspector)
    found = open_remarks(with_remarks)
    address = f"/drafting/{with_remarks.pk}/remarks/explain/?about=number"
    nothing = client.post(address, {"remark": [found[0].fingerprint], "why": "  "})
    assert "Say why they stand." in nothing.content.decode()
    assert f'value="{found[0].fingerprint}" checked' in nothing.content.decode()
    none = client.post(address, {"why": "Because."})
    assert "Choose at least one remark." in none.content.decode()
    assert "Because." in none.content.decode()
    done = client.post(address, {"remark": [each.fingerprint for each in found], "why": "From the list."})
    assert done["Location"] == f"/drafting/{with_remarks.pk}/remarks/?about=number"
    said = page(inspector, with_remarks)
    assert "Every remark has been settled or explained." in said
    assert said.count("From the list.") == 2
    with speaking.as_person(inspector):
        explanation = Explanation.objects.first()
    client.post(f"/drafting/explanations/{explanation.pk}/ask-again/")
    assert "1 remark" in page(inspector, with_remarks)


def test_that_an_area_is_named_where_none_should_be_only_those_who_freeze_decide():
    Area.objects.get_or_create(slug="fife", defaults={"name": "Fife", "code": "S12000047", "short": "FIF"})
    report = build.report(build.programme(attribution="never"), sections=1)
    with speaking.as_service():
        Section.objects.filter(report=report).update(body="Staff in Fife said so.")
    lead, inspector = (build.member_of(report.programme, role) for role in (roles.Lead, roles.Inspector))
    named = next(each for each in open_remarks(report) if each.kind == Kind.AREA)
    for person, status in ((inspector, 403), (lead, 302)):
        client = Client()
        client.force_login(person)
        sent = {"remark": [named.fingerprint], "why": "The area agreed in writing."}
        assert client.post(f"/drafting/{report.pk}/remarks/explain/", sent).status_code == status
    assert "The area agreed in writing." in page(inspector, report)


def test_who_only_reads_a_draft_reads_remarks_and_explains_none(with_remarks):
    panel = build.holder_of(roles.PanelMember)
    said = page(panel, with_remarks)
    assert "does not say where it comes from" in said
    assert "Explain" not in said.replace("Explained", "").replace("explain", "")
    client = Client()
    client.force_login(panel)
    assert client.post(f"/drafting/{with_remarks.pk}/remarks/explain/", {}).status_code == 403


def test_a_remark_marks_the_number_that_it_is_about_and_not_the_same_digits_within_another():
    sentence = "The areas sent 1,032 documents, about 32 an area."
    assert linting.around(sentence, "32") == ("The areas sent 1,032 documents, about ", "32", " an area.")
    assert linting.around(sentence, "33") == (sentence, "", "")
