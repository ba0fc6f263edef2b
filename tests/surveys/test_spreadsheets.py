"""Administrators and leads bring a form made in a spreadsheet, see what was read, and put it in; and take questions as one."""

import html
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from instruments.xlsform.bringing import brought
from instruments.xlsform.sheets import content_of
from surveys import forms_brought, writing
from tests.build import forms
from tests.build import programmes as plan
from tests.build import surveys as build

pytestmark = pytest.mark.django_db

A_FORM = forms.workbook(
    survey=[
        ("type", "name", "label", "relevant", "appearance"),
        ("begin_group", "work", "Your work"),
        ("select_one services", "service", "Where do you work?", None, "minimal"),
        ("integer", "years", "For how many years?", "${service} = 'adults'"),
        ("geopoint", "place", "Where are you?"),
        ("end_group",),
    ],
    choices=[("list_name", "name", "label"), ("services", "adults", "Adults"), ("services", "justice", "Justice")],
    settings=[("form_title", "form_id", "version"), ("A form from elsewhere", "elsewhere", "7")],
)


@pytest.fixture
def survey():
    """A survey that opens in three days."""
    found = build.open_survey(areas=1)
    today = timezone.localdate()
    build.set_days(found, today + timedelta(days=3), today + timedelta(days=9))
    return found


@pytest.fixture
def admin(client):
    who = plan.administrator()
    client.force_login(who)
    return who


def base(survey) -> str:
    return f"/work/{survey.programme.slug}/surveys/{survey.key}/"


def words(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def hidden(answer) -> dict[str, str]:
    """The fields that the page carries to the next."""
    return dict(re.findall(r'<input type="hidden" name="(seal|seen)" value="([^"]*)"', answer.content.decode()))


def look(client, survey, content: bytes = A_FORM, name: str = "form.xlsx"):
    return client.post(f"{base(survey)}bring/", {"form": forms.upload(content, name)})


class TestBringing:
    def test_shows_what_was_read_and_each_cell_that_was_not_kept_and_changes_nothing(self, client, admin, survey):
        page = look(client, survey)
        said = words(page)
        assert "form “elsewhere”, version 7" in said
        assert re.search(r"Section 1 Questions 2 Options 2", said), said
        assert "survey!E1, survey!E3 It says how a question looks in other programs." in said
        assert "survey!A5 to C5 It asks for a place on a map." in said
        assert "Where do you work?" in said
        assert 'only if service = "adults"' in said
        assert writing.in_the_making(survey) is None
        assert "Begin a version with these questions" in said

    def test_puts_the_questions_into_a_version_in_the_making_once_somebody_says_so(self, client, admin, survey):
        answer = client.post(f"{base(survey)}bring/", {"put": "1", **hidden(look(client, survey))})
        assert answer.status_code == 302
        made = writing.in_the_making(survey).instrument
        assert [each.key for each in made.questions()] == ["service", "years"]
        assert made.title == "A form from elsewhere"
        assert survey.version.number == 1

    def test_keeps_what_the_survey_says_of_an_answer_where_the_form_says_nothing(self, client, admin, survey):
        before = survey.version.instrument
        page = look(client, survey)
        assert "those words stay as they are" in words(page)
        client.post(f"{base(survey)}bring/", {"put": "1", **hidden(page)})
        made = writing.in_the_making(survey).instrument
        assert (made.privacy, made.thanks) == (before.privacy, before.thanks)

    def test_replaces_what_is_in_the_making_and_says_so_before(self, client, admin, survey):
        writing.begin(survey, by=admin)
        page = look(client, survey)
        assert "would replace those of version 2" in words(page)
        assert "Put these questions in version 2" in words(page)
        client.post(f"{base(survey)}bring/", {"put": "1", **hidden(page)})
        assert list(writing.in_the_making(survey).instrument.by_key) == ["service", "years"]

    def test_of_two_who_change_at_once_the_second_is_told_and_loses_nothing(self, client, admin, survey):
        mine = hidden(look(client, survey))
        version = writing.begin(survey, by=admin)
        page = client.post(f"{base(survey)}bring/", {"put": "1", **mine})
        assert "Somebody else has changed these questions" in words(page)
        assert writing.in_the_making(survey).content == version.content
        again = client.post(f"{base(survey)}bring/", {"put": "1", **hidden(page)})
        assert again.status_code == 302
        assert list(writing.in_the_making(survey).instrument.by_key) == ["service", "years"]

    def test_what_was_read_is_not_taken_back_changed_or_for_another_survey(self, client, admin, survey):
        sent = hidden(look(client, survey))
        for seal in (sent["seal"][:-3], "", "rubbish"):
            answer = client.post(f"{base(survey)}bring/", {"put": "1", "seen": "-1", "seal": seal})
            assert answer.status_code == 409
            assert "Bring the form again" in words(answer)
        other = type(survey)(pk=survey.pk + 1)
        strange = forms_brought.sealed(survey.version.instrument, other)
        assert client.post(f"{base(survey)}bring/", {"put": "1", "seen": "-1", "seal": strange}).status_code == 409
        assert client.post(f"{base(survey)}bring/", {"put": "1", "seal": sent["seal"], "seen": "x"}).status_code == 200
        assert writing.in_the_making(survey) is None

    def test_once_the_survey_has_opened_a_form_can_be_read_and_not_put_in(self, client, admin, survey):
        sent = hidden(look(client, survey))
        build.set_days(survey, timezone.localdate(), timezone.localdate())
        page = look(client, survey)
        assert page.status_code == 200
        assert hidden(page) == {}
        assert client.post(f"{base(survey)}bring/", {"put": "1", **sent}).status_code == 409

    def test_a_form_that_cannot_be_brought_names_the_cells_and_offers_no_button(self, client, admin, survey):
        wrong = forms.workbook(survey=[("type", "name", "label"), ("select_one missing", "a", "A?")])
        page = look(client, survey, wrong)
        assert "survey!A2 The sheet “choices” has no list “missing”." in words(page)
        assert hidden(page) == {}

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("form.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "Excel workbook (.xlsx)"),
            ("form.xlsx", b"%PDF-1.7 not a workbook", "inside it is a PDF"),
            ("form.xlsx", b"", "This file is empty"),
            ("form.xlsx", A_FORM[:-200], "damaged"),
            ("form.csv", b"type,name,label\ntext,a,A\n", "A form is an Excel workbook"),
            ("form.xlsx", forms.workbook(Sheet1=[("a", "b")]), "There is no sheet “survey”"),
            ("form.xlsx", forms.workbook(survey=[()]), "There is no sheet “survey”"),
        ],
        ids=["old Excel", "a PDF", "empty", "cut short", "CSV", "no survey", "no cells"],
    )
    def test_what_is_no_form_gets_a_sentence(self, client, admin, survey, name, content, says):
        page = look(client, survey, content, name)
        assert page.status_code == 200
        assert says in words(page)

    def test_a_lead_of_the_programme_brings_one_and_an_inspector_takes_what_is_asked(self, client, survey):
        client.force_login(plan.in_team(survey.programme))
        answer = client.post(f"{base(survey)}bring/", {"put": "1", **hidden(look(client, survey))})
        assert answer.status_code == 302
        assert list(writing.in_the_making(survey).instrument.by_key) == ["service", "years"]
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        assert client.get(f"{base(survey)}bring/").status_code == 403
        assert client.get(f"{base(survey)}in-the-making.xlsx").status_code == 403
        assert client.get(f"{base(survey)}questions.xlsx").status_code == 200

    def test_without_a_file_it_asks_for_one(self, client, admin, survey):
        assert "Choose the workbook that holds the form" in words(client.post(f"{base(survey)}bring/", {}))


class TestTaking:
    def test_what_is_asked_comes_back_as_it_is(self, client, admin, survey):
        answer = client.get(f"{base(survey)}questions.xlsx")
        assert answer["Content-Disposition"] == f'attachment; filename="{survey.key}-version-1.xlsx"'
        form = brought(content_of(answer.content), key=survey.version.instrument.key)
        assert list(form.findings) == []
        assert form.instrument.sections == survey.version.instrument.sections
        assert (form.form_id, form.version) == (survey.key, "1")

    def test_taken_and_brought_back_the_questions_are_known_to_be_the_same(self, client, admin, survey):
        content = client.get(f"{base(survey)}questions.xlsx").content
        page = look(client, survey, content)
        assert "Every cell of the form was kept as it is." in words(page)
        client.post(f"{base(survey)}bring/", {"put": "1", **hidden(page)})
        assert all(each.same_as == each.key for each in writing.in_the_making(survey).instrument.questions())

    def test_the_version_in_the_making_can_be_taken_where_there_is_one_without_faults(self, client, admin, survey):
        address = f"{base(survey)}in-the-making.xlsx"
        assert client.get(address).status_code == 404
        version = writing.begin(survey, by=admin)
        assert io.BytesIO(client.get(address).content).read(2) == b"PK"
        writing.change(version, {**version.content, "section": []}, seen=0)
        assert client.get(address).status_code == 409

    def test_words_longer_than_a_cell_are_told(self, client, admin, survey):
        version = writing.begin(survey, by=admin)
        writing.change(version, {**version.content, "intro": "a " * 20_000}, seen=0)
        answer = client.get(f"{base(survey)}in-the-making.xlsx")
        assert answer.status_code == 409
        assert "longer than a cell" in words(answer)

    def test_the_page_of_questions_leads_to_both(self, client, admin, survey):
        page = client.get(f"{base(survey)}questions/").content.decode()
        assert f'href="{base(survey)}bring/"' in page
        assert f'href="{base(survey)}questions.xlsx"' in page
