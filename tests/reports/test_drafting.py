"""Writing a report: nothing typed is lost, whoever else is at it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import roles, speaking
from audit.models import Look
from reports import actions, figures, freezing, writing
from reports.models import Figure, Presence, Report, Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def report():
    return build.report()


@pytest.fixture
def writer(report):
    return build.member_of(report.programme, roles.Inspector, "Morag Writer")


def first_section(report) -> Section:
    with speaking.as_service():
        return report.sections.get(position=1)


# --- Who -------------------------------------------------------------------------------------------------------------


def test_nobody_outside_knows_that_there_is_a_draft(report):
    section = first_section(report)
    strangers = [
        build.person(),
        build.member_of(build.programme(), roles.Lead),
        build.holder_of(roles.InformationGovernance),
    ]
    for stranger in strangers:
        for address in (report.get_absolute_url(), section.get_absolute_url(), f"/drafting/{report.pk}/preview/"):
            assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(report.get_absolute_url()).status_code == 302


def test_the_panel_and_communications_read_and_do_not_write(report):
    section = first_section(report)
    for reader in (
        build.member_of(report.programme, roles.PanelMember),
        build.holder_of(roles.PanelMember),
        build.holder_of(roles.Communications),
    ):
        client = signed_in(reader)
        assert client.get(report.get_absolute_url()).status_code == 200
        assert client.get(f"/drafting/{report.pk}/preview/").status_code == 200
        assert client.get(section.get_absolute_url()).status_code == 403
        assert client.get(f"/drafting/{report.pk}/freeze/").status_code == 403


def test_what_is_in_the_way_of_an_edition_leads_to_where_it_is_put_right(report):
    section = first_section(report)
    with speaking.as_service():
        Section.objects.filter(pk=section.pk).update(status=Section.Status.WRITING)
        report.figures.update(source="")
    page = (
        signed_in(build.member_of(report.programme, roles.Lead)).get(f"/drafting/{report.pk}/freeze/").content.decode()
    )
    assert f'<a href="{section.get_absolute_url()}">{section.heading}</a>: This section is still being written' in page
    with speaking.as_service():
        figure = report.figures.get()
    assert f'<a href="{figure.get_absolute_url()}">{figure}</a>: It does not say where its figures come from.' in page


def test_a_preview_is_nobody_else_s_to_keep_and_notes_who_looked(report, writer):
    page = signed_in(writer).get(f"/drafting/{report.pk}/preview/")
    assert page["Cache-Control"] == "private, no-store"
    assert "Shown to Morag Writer" in page.content.decode()
    assert "not published" in page.content.decode()
    with speaking.as_service():
        look = Look.objects.get(person=writer)
    assert report.title not in look.title, "who reads the trail need not read the draft"


# --- Two people in one section ---------------------------------------------------------------------------------------


def test_a_save_over_an_older_version_overwrites_nothing_and_shows_both_texts(report, writer):
    section = first_section(report)
    colleague = build.member_of(report.programme, roles.Lead, "Eilidh Lead")
    signed_in(colleague).post(
        section.get_absolute_url(),
        {"heading": section.heading, "body": "What my colleague wrote.", "seen": section.version},
    )
    page = signed_in(writer).post(
        section.get_absolute_url(), {"heading": section.heading, "body": "What I wrote.", "seen": section.version}
    )
    text = page.content.decode()
    assert "What my colleague wrote." in text
    assert "What I wrote." in text
    assert "Eilidh Lead" in text
    now = first_section(report)
    assert now.body == "What my colleague wrote."
    # Having seen it, the writer may go on from there.
    signed_in(writer).post(section.get_absolute_url(), {"heading": now.heading, "body": "Both.", "seen": now.version})
    assert first_section(report).body == "Both."


def test_autosave_says_the_version_that_the_next_save_builds_on(report, writer):
    section = first_section(report)
    client = signed_in(writer)
    answer = client.post(
        section.get_absolute_url(),
        {"heading": section.heading, "body": "A first line", "seen": section.version},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Saved" in answer
    assert f'value="{section.version + 1}"' in answer
    late = client.post(
        section.get_absolute_url(),
        {"heading": section.heading, "body": "An old tab", "seen": section.version},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Not saved" in late
    assert first_section(report).body == "A first line"


def test_saving_what_is_there_already_makes_no_new_version(report, writer):
    section = first_section(report)
    with speaking.as_person(writer):
        same = actions.write(section, heading=section.heading, body=section.body, seen=section.version, by=writer)
    assert same.version == section.version


def test_whoever_comes_second_is_told_who_is_there_and_the_first_is_told_as_well(report, writer):
    section = first_section(report)
    colleague = build.member_of(report.programme, roles.Lead, "Eilidh Lead")
    assert "has this section open" not in signed_in(writer).get(section.get_absolute_url()).content.decode()
    assert "Morag Writer" in signed_in(colleague).get(section.get_absolute_url()).content.decode()
    told = signed_in(writer).get(reverse("drafting:presence", args=[section.pk])).content.decode()
    assert "Eilidh Lead" in told
    with speaking.as_service():
        assert Presence.objects.count() == 2


def test_a_refused_text_is_still_in_the_form(report, writer):
    section = first_section(report)
    page = signed_in(writer).post(
        section.get_absolute_url(), {"heading": "", "body": "A long day's work.", "seen": section.version}
    )
    assert "A long day&#x27;s work." in page.content.decode()
    assert "Error:" in page.content.decode()


def test_sections_change_places(report, writer):
    with speaking.as_service():
        second = report.sections.get(position=2)
    signed_in(writer).post(reverse("drafting:move-section", args=[second.pk]), {"up": "1"})
    with speaking.as_service():
        assert [section.heading for section in report.sections.all()] == ["Part 2", "Part 1"]


def test_a_section_is_marked_as_ready_and_taken_back(report, writer):
    section = first_section(report)
    client = signed_in(writer)
    client.post(section.get_absolute_url(), {"heading": "H", "body": "B", "seen": section.version, "again": "1"})
    assert first_section(report).status == Section.Status.WRITING
    client.post(section.get_absolute_url(), {"heading": "H", "body": "B", "seen": section.version + 1, "ready": "1"})
    assert first_section(report).status == Section.Status.READY


# --- Tables and charts -----------------------------------------------------------------------------------------------


PASTED = "Service\tAgree\tDisagree\nAdults\t61\t39\nChildren\t72\t28\n"


def figure_fields(**more) -> dict:
    return {
        "kind": "grouped", "message": "Most agreed", "caption": "Staff, by service", "numbers": PASTED, "unit": "%",
        "source": "Staff survey", "description": "",
    } | more  # fmt: skip


def test_cells_copied_from_a_spreadsheet_become_a_chart(report, writer):
    client = signed_in(writer)
    client.post(reverse("drafting:add-figure", args=[report.pk]), figure_fields(message="Agreement by service"))
    with speaking.as_service():
        made = Figure.objects.get(report=report, message="Agreement by service")
    assert made.data["rows"] == [["Adults", 61, 39], ["Children", 72, 28]]
    assert made.reference == "[[figure:agreement-by-service]]"


def test_what_is_no_number_is_named_by_row_and_column_and_stays_typed(report, writer):
    page = signed_in(writer).post(
        reverse("drafting:add-figure", args=[report.pk]),
        figure_fields(numbers="Service\tAgree\nAdults\tmany\n", kind="bar"),
    )
    text = page.content.decode()
    assert "Row 2 (Adults), column “Agree”: “many” is not a number." in text
    assert "Adults\tmany" in text


def test_a_figure_that_somebody_changed_meanwhile_is_not_overwritten(report, writer):
    with speaking.as_service():
        figure = report.figures.get()
        Figure.objects.filter(pk=figure.pk).update(version=2, message="Changed by a colleague")
    page = signed_in(writer).post(figure.get_absolute_url(), figure_fields(seen="1"))
    assert "Nothing has been overwritten" in page.content.decode()
    with speaking.as_service():
        assert report.figures.get().message == "Changed by a colleague"


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("", "table", "at least two rows"),
        ("A\n1\n", "table", "at least two columns"),
        ("Area,Yes\nMoray,1,2\n", "bar", "Row 2 (Moray) has 3 cells, but there are 2 headings"),
        ("Area,Yes,Yes\nMoray,1,2\n", "grouped", "Two columns are headed “Yes”"),
        ("Area,,No\nMoray,1,2\n", "grouped", "Column 2 has no heading"),
        ("Area,Yes\n,2\n", "bar", "Row 2 has no name"),
        ("Area,Yes,No\nMoray,1,2\n", "bar", "one column of figures"),
        ("Area,Yes\nMoray,-2\n", "bar", "below nought"),
        ("Area,Yes\nMoray,1\n", "line", "at least two points"),
        ("Area," + ",".join("abcdefghi") + "\nMoray" + ",1" * 9 + "\n", "grouped", "at most eight"),
        ("A,B\n" + "x,1\n" * 201, "table", "Split it by meaning"),
    ],
)
def test_every_refusal_of_a_paste_says_what_to_do(text, kind, says):
    assert says in " ".join(figures.read(text, kind=kind).errors)


def test_the_last_cell_may_be_empty_as_any_other_may(report, writer):
    sent = figure_fields(numbers="Service\tAgree\nAdults\t52\nJustice\t", kind="bar")
    answer = signed_in(writer).post(reverse("drafting:add-figure", args=[report.pk]), sent)
    assert answer.status_code == 302


def test_numbers_are_read_as_people_write_them():
    read = figures.read("Area;Count;Share\nMoray;1,032;7.5%\nFife;*;\n", kind="table")
    assert read.data["rows"] == [["Moray", 1032, 7.5], ["Fife", "*", None]]
    assert read.data["unit"] == "%"


def test_a_cell_that_would_calculate_is_let_out_as_words():
    figure = {"key": "k", "kind": "table", "message": "m", "caption": "c", "source": "s", "description": "",
              "data": figures.read("Who,Says\n=1+1,@SUM(A1)\n", kind="table").data}  # fmt: skip
    assert "'=1+1,'@SUM(A1)" in figures.to_csv(figure)


# --- The text --------------------------------------------------------------------------------------------------------


def test_paragraphs_are_numbered_and_lists_belong_to_the_one_before(report):
    with speaking.as_service():
        text = writing.number(list(report.sections.all()), list(report.figures.all()))
    first = [(block.kind, block.number, block.anchor) for block in text.sections[0].blocks]
    assert first == [
        ("paragraph", "1.1", "p-1-1"),
        ("bullet_list", "", "p-1-1-1"),
        ("figure", "", "figure-answers"),
        ("heading", "", "section-1-what-helps-1"),
        ("paragraph", "1.2", "p-1-2"),
    ]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[[figure:nothing]]", "There is no table or chart called “nothing”"),
        ("[[figure:answers]]\n\n[[figure:answers]]", "stands in the text twice"),
        ("See [[figure:answers]].", "shows it nowhere"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "Add it as a table"),
    ],
)
def test_what_is_wrong_with_a_text_keeps_it_from_being_frozen(report, body, says):
    with speaking.as_service():
        Section.objects.filter(report=report).update(body=body if body else "")
        Section.objects.filter(report=report, position=2).update(body="")
        looked = freezing.look(Report.objects.get(pk=report.pk))
    assert says in " ".join(problem.says for problem in looked.stops)


def test_a_hostile_text_is_shown_as_typed(report):
    with speaking.as_service():
        Section.objects.filter(report=report, position=1).update(
            body="<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n[[figure:answers]]"
        )
        report.figures.update(message="<b>bold</b>")
        html = freezing.look(Report.objects.get(pk=report.pk)).frozen.html
    for hostile in ("<script", 'javascript:alert(1)"', "<img", "<b>"):
        assert hostile not in html


def test_a_report_is_not_frozen_while_a_section_is_being_written(report):
    with speaking.as_service():
        Section.objects.filter(report=report, position=2).update(status=Section.Status.WRITING)
        with pytest.raises(actions.CannotFreeze) as refused:
            actions.freeze(report, by=build.person())
    assert "still being written" in refused.value.problems[0].says


def test_the_same_draft_freezes_to_the_same_bytes(report):
    with speaking.as_service():
        once, twice = (freezing.look(Report.objects.get(pk=report.pk)).frozen for _ in range(2))
    assert once == twice
    assert once.digest == twice.digest


# --- Pages cost the same ---------------------------------------------------------------------------------------------


def test_the_list_and_the_outline_cost_the_same_however_long():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    administrator = build.holder_of(roles.Administrator)
    client = signed_in(administrator)
    client.get("/drafting/")  # the first page after signing in notes the second factor
    counts = {}
    reports = [build.report(written=False)]
    for number in (1, 10):
        while len(reports) < number:
            reports.append(build.report(build.programme(), sections=number * 3))
        for name, address in (("list", "/drafting/"), ("outline", reports[-1].get_absolute_url())):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.setdefault(name, set()).add(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))
    assert all(len(found) == 1 for found in counts.values()), counts
    # The outline also asks every room that has a page beside the report: one or two queries each.
    assert max(counts["list"]) <= 20
    assert max(counts["outline"]) <= 32
