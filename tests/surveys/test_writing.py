"""Administrators and leads write a survey's questions in the browser, try them, and publish a version before it opens."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import speaking
from accounts.moves import IllegalMove
from instruments import editing
from instruments.written import from_data
from instruments.xlsform.bringing import brought
from instruments.xlsform.sheets import content_of
from surveys import doorway, forms_brought, papers, posters, setting_up, writing
from surveys import words as to_pass_on
from surveys.models import Link, Survey
from tests.build import forms
from tests.build import programmes as plan
from tests.build import surveys as build

pytestmark = pytest.mark.django_db


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


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def base(survey) -> str:
    return f"/work/{survey.programme.slug}/surveys/{survey.key}/questions/"


def question(survey, key):
    return writing.in_the_making(survey).instrument.by_key[key]


class TestInTheBrowser:
    def test_a_new_version_is_written_tried_and_published_and_then_it_is_what_is_asked(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        section = writing.in_the_making(survey).content["section"][0]["key"]
        address = f"{base(survey)}add/{section}/?kind=single choice"
        given = {"label": "Do you work shifts?", "options": "Always | 3\nSometimes | 2\nNever | 1", "seen": "0"}
        assert client.post(address, given).status_code == 302
        assert [o.score for o in question(survey, "do-you-work-shifts").options] == [3, 2, 1]
        assert "Do you work shifts?" in words(
            client.post(f"/work/{survey.programme.slug}/surveys/{survey.key}/try/", {"on": ""})
        )
        client.post(base(survey), {"publish": "1", "seen": "1", "confirmed": "1"})
        now = Survey.objects.get(pk=survey.pk)
        assert now.version.number == 2
        assert now.version.published_by == admin
        assert writing.in_the_making(survey) is None

    def test_questions_move_up_and_down_and_over_the_border_of_their_section(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        content = writing.in_the_making(survey).content
        first, second = content["section"][0], content["section"][1]
        before = [each["key"] for each in first["question"]]
        client.post(base(survey), {"down": f"{first['key']}/{before[0]}", "seen": "0"})
        now = writing.in_the_making(survey).content["section"]
        assert [each["key"] for each in now[0]["question"]][:2] == [before[1], before[0]]
        client.post(base(survey), {"down": f"{first['key']}/{before[-1]}", "seen": "1"})
        now = writing.in_the_making(survey).content["section"]
        assert now[1]["question"][0]["key"] == before[-1]
        assert len(now[1]["question"]) == len(second["question"]) + 1

    def test_each_kind_of_question_opens_and_saves_as_it_was(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        section = writing.in_the_making(survey).content["section"][0]["key"]
        extra = {
            "single choice": {"options": "A\nB"},
            "multiple choice": {"options": "A\nB\nNone | alone", "at_most": "2"},
            "ranking": {"options": "A\nB\nC", "places": "2"},
            "grid": {"scale": "agreement", "rows": "One\nTwo"},
            "rating": {"scale": "six-point"},
            "yes or no": {"scale": "recorded"},
            "short text": {"longest": "80"},
            "long text": {"words": "100"},
            "number": {"least": "0", "most": "40", "decimals": "1", "unit": "hours"},
            "date": {"earliest_day": "1", "earliest_month": "2", "earliest_year": "2020"},
            "repeated group": {"each": "Child", "most": "3", "inner": "short text: First name\nnumber: Age"},
        }
        for kind, more in extra.items():
            seen = writing.in_the_making(survey).edits
            answer = client.post(
                f"{base(survey)}add/{section}/?kind={kind}", {"label": f"Try {kind}", "seen": seen, **more}
            )
            assert answer.status_code == 302, (kind, words(answer))
            key = f"try-{kind.replace(' ', '-')}"
            kept = question(survey, key)
            page = client.get(f"{base(survey)}in/{section}/{key}/")
            assert page.status_code == 200
            again = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page.content.decode()))
            assert again["label"] == f"Try {kind}"
            assert (
                client.post(
                    f"{base(survey)}in/{section}/{key}/", {"label": f"Try {kind}", "seen": seen + 1, **more}
                ).status_code
                == 302
            )
            assert question(survey, key) == kept, kind

    @pytest.mark.parametrize("key", ["words", "section", "add", "in", "questions", "spreadsheet"])
    def test_a_section_and_a_question_open_whatever_their_keys_are(self, client, admin, survey, key):
        version = writing.begin(survey, by=admin)
        asked = {"key": key, "kind": "short text", "label": "What is its name?"}
        content = {**version.content, "section": [{"key": key, "title": "By any name", "question": [asked]}]}
        writing.change(version, content, seen=0)
        page = client.get(base(survey)).content.decode()
        to_section, to_question, to_add = (
            html.unescape(next(each for each in re.findall(r'href="([^"]+)"', page) if each.startswith(start)))
            for start in (f"{base(survey)}in/{key}/", f"{base(survey)}in/{key}/{key}/", f"{base(survey)}add/{key}/")
        )
        assert 'value="By any name"' in client.get(to_section).content.decode()
        assert 'value="What is its name?"' in client.get(to_question).content.decode()
        assert "A new question" in words(client.get(to_add))
        assert 'name="minutes"' in client.get(f"{base(survey)}words/").content.decode()
        assert "A new section" in words(client.get(f"{base(survey)}add/"))
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("kind", ["grid", "rating", "yes or no"])
    def test_options_of_ones_own_are_never_lost_to_a_scale(self, client, admin, survey, kind):
        version = writing.begin(survey, by=admin)
        address = f"{base(survey)}add/{version.content['section'][0]['key']}/?kind={kind}"
        assert '<option value="" selected>' in client.get(address).content.decode()
        given = {"label": "How often?", "rows": "At work\nAt home", "options": "Never | 1\nOften | 2", "seen": "0"}
        both = client.post(address, {**given, "scale": "agreement"})
        assert "Clear these options, or choose “None: the options below”" in words(both)
        assert "Never | 1" in both.content.decode()
        neither = client.post(address, {**given, "options": " ", "scale": ""})
        assert "Choose a scale, or write options of its own below" in words(neither)
        assert writing.in_the_making(survey).edits == 0
        assert client.post(address, {**given, "scale": ""}).status_code == 302
        kept = question(survey, "how-often").options
        assert [(each.label, each.score) for each in kept] == [("Never", 1), ("Often", 2)]

    def test_options_are_asked_for_where_nothing_else_can_stand(self, client, admin, survey):
        version = writing.begin(survey, by=admin)
        address = f"{base(survey)}add/{version.content['section'][0]['key']}/?kind=single choice"
        assert "Options (optional)" not in words(client.get(address))
        assert "Write what can be chosen" in words(client.post(address, {"label": "Which?", "seen": "0"}))

    def test_the_forms_tell_how_an_earlier_answer_comes_into_words(self, client, admin, survey):
        section = writing.begin(survey, by=admin).content["section"][0]["key"]
        for address in (f"in/{section}/", "add/", f"add/{section}/?kind=short text"):
            assert "How long have you worked in {{ service }}?" in words(client.get(f"{base(survey)}{address}"))

    def test_a_choice_that_named_a_scale_keeps_its_options(self, client, admin, survey):
        version = writing.begin(survey, by=admin)
        asked = {"key": "often", "kind": "single choice", "label": "Do you agree?", "scale": "agreement"}
        content = {**version.content, "section": [{"key": "one", "title": "One", "question": [asked]}]}
        writing.change(version, content, seen=0)
        before = question(survey, "often")
        page = client.get(f"{base(survey)}in/one/often/").content.decode()
        shown = html.unescape(re.search(r"<textarea[^>]*name=\"options\"[^>]*>\n?([^<]*)", page)[1])
        given = {"label": "Do you agree?", "options": shown, "seen": "1"}
        assert client.post(f"{base(survey)}in/one/often/", given).status_code == 302
        assert question(survey, "often") == before

    def test_a_group_that_holds_a_choice_is_kept_as_it_is_when_it_is_saved(self, client, admin, survey):
        group = forms.workbook(
            survey=[
                ("type", "name", "label", "hint"),
                ("begin_repeat", "posts", "Posts"),
                ("select_one grades", "grade", "Which grade?", "As in your contract"),
                ("integer", "years", "For how many years?"),
                ("end_repeat",),
            ],
            choices=[("list_name", "name", "label"), ("grades", "a", "Grade A"), ("grades", "b", "Grade B")],
        )
        form, _ = forms_brought.fitted(brought(content_of(group), title="Brought"), survey)
        version = writing.begin(survey, instrument=form, by=admin)
        section = version.content["section"][0]["key"]
        before = question(survey, "posts")
        page = client.get(f"{base(survey)}in/{section}/posts/").content.decode()
        lines = html.unescape(re.search(r"<textarea[^>]*name=\"inner\"[^>]*>\n?([^<]*)", page)[1])
        given = {"label": before.label, "each": before.each, "most": before.most, "inner": lines}
        saved = client.post(f"{base(survey)}in/{section}/posts/", {**given, "seen": "0"})
        assert saved.status_code == 302, words(saved)
        assert question(survey, "posts") == before

    def test_what_would_break_another_question_is_told_and_not_saved(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        section = writing.in_the_making(survey).content["section"][0]["key"]
        given = {"label": "Late?", "options": "Yes\nNo", "shown_if": "nobody-asks = “yes”", "seen": "0"}
        page = client.post(f"{base(survey)}add/{section}/?kind=single choice", given)
        assert page.status_code == 200
        assert "nobody-asks" in words(page)
        assert writing.in_the_making(survey).edits == 0

    def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        section = writing.in_the_making(survey).content["section"][0]["key"]
        address = f"{base(survey)}in/{section}/"
        assert client.post(address, {"title": "Mine", "seen": "0"}).status_code == 302
        page = client.post(address, {"title": "Theirs", "seen": "0"})
        assert "Somebody else has changed these questions" in words(page)
        assert 'value="Theirs"' in page.content.decode()
        assert writing.in_the_making(survey).content["section"][0]["title"] == "Mine"

    @pytest.mark.parametrize("what", ["question", "section", "version"])
    def test_what_cannot_be_brought_back_is_asked_about_first(self, client, admin, survey, what):
        client.post(base(survey), {"begin": "1"})
        version = writing.in_the_making(survey)
        section = version.content["section"][0]
        asked = {
            "question": {"remove": f"{section['key']}/{section['question'][-1]['key']}"},
            "section": {"remove": section["key"]},
            "version": {"throw-away": "1"},
        }[what]
        page = client.post(base(survey), {**asked, "seen": version.edits})
        assert "If you go on" in words(page)
        assert writing.in_the_making(survey).edits == version.edits
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
        client.post(base(survey), {**hidden})
        after = writing.in_the_making(survey)
        assert after is None if what == "version" else after.edits == version.edits + 1

    def test_what_a_version_changes_is_shown_before_it_is_published(self, client, admin, survey):
        version = writing.begin(survey, by=admin)
        section = version.content["section"][0]["key"]
        new = editing.put_question(version.content, section, {"kind": "short text", "label": "Which team?"})
        writing.change(version, new, seen=0)
        page = client.post(base(survey), {"publish": "1", "seen": "1"})
        assert "1 new question: “Which team?”." in words(page)
        assert "This cannot be undone" in words(page)
        assert writing.in_the_making(survey) is not None
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
        assert client.post(base(survey), hidden).status_code == 302
        assert Survey.objects.get(pk=survey.pk).version.number == 2

    def test_nothing_goes_up_from_the_top_or_down_from_the_bottom(self, client, admin, survey):
        content = writing.begin(survey, by=admin).content
        page = client.get(base(survey)).content.decode()
        asked = [f"{each['key']}/{one['key']}" for each in content["section"] for one in each.get("question", [])]
        assert [each for each in asked if f'name="up" value="{each}"' not in page] == asked[:1]
        assert [each for each in asked if f'name="down" value="{each}"' not in page] == asked[-1:]

    def test_the_programmes_pages_stand_above_each_page_of_the_editor(self, client, admin, survey):
        section = writing.begin(survey, by=admin).content["section"][0]["key"]
        letters = f'href="/work/{survey.programme.slug}/letters/"'
        for address in ("", "words/", f"in/{section}/", f"add/{section}/?kind=date"):
            assert letters in client.get(base(survey) + address).content.decode()
        for address in ("bring/", "try/?phone"):
            assert letters in client.get(base(survey).removesuffix("questions/") + address).content.decode()
        assert letters in client.post(base(survey), {"throw-away": "1", "seen": "0"}).content.decode()

    def test_two_options_of_the_same_words_are_refused_where_they_are_written(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        section = writing.in_the_making(survey).content["section"][0]["key"]
        given = {"label": "Which?", "options": "Yes | 1\nNo\nyes", "seen": "0"}
        page = client.post(f"{base(survey)}add/{section}/?kind=single choice", given)
        assert "Two lines have the same words" in words(page)
        assert writing.in_the_making(survey).edits == 0

    def test_one_number_says_how_long_it_takes_wherever_it_is_said(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        given = {"title": "Staff survey", "privacy": "Nobody is named.", "page": "section", "seen": "0"}
        twice = client.post(f"{base(survey)}words/", {**given, "minutes": "7", "intro": "It takes nine minutes."})
        assert "Remove how long it takes from the introduction" in words(twice)
        assert client.post(f"{base(survey)}words/", {**given, "minutes": "7"}).status_code == 302
        client.post(base(survey), {"publish": "1", "seen": "1", "confirmed": "1"})
        link = build.links(Survey.objects.get(pk=survey.pk))[0]
        build.set_days(survey, timezone.localdate(), timezone.localdate() + timedelta(days=3))
        doorway.forget()
        assert "about 7 minutes" in words(client.get(link.get_absolute_url()))
        with speaking.as_service():
            link = Link.objects.select_related("survey__version", "survey__programme__lead_body").get(pk=link.pk)
            for kind in (to_pass_on.INVITATION, to_pass_on.REMINDER):
                assert "about 7 minutes" in to_pass_on.to_pass_on(link, kind)
            assert "about 7 minutes" in papers.paper_of_link(link.pk).html
            assert "about 7 minutes" in posters.poster(link.pk).html

    def test_once_it_has_opened_nothing_can_be_begun_or_published(self, client, admin, survey):
        client.post(base(survey), {"begin": "1"})
        build.set_days(survey, timezone.localdate(), timezone.localdate())
        for sent in ({}, {"confirmed": "1"}):
            assert client.post(base(survey), {"publish": "1", "seen": "0", **sent}).status_code == 409
        assert "has opened" in words(client.get(base(survey)))
        writing.throw_away(survey)
        assert client.post(base(survey), {"begin": "1"}).status_code == 409

    def test_the_survey_can_be_had_on_paper(self, client, admin, survey):
        assert client.post(f"/work/{survey.programme.slug}/surveys/{survey.key}/paper/").status_code == 302


class TestTryingIt:
    """A trial goes through the pages that respondents meet, and carries what was typed along."""

    def pressed(self, client, survey, page, **more):
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
        return client.post(f"/work/{survey.programme.slug}/surveys/{survey.key}/try/", {**hidden, **more})

    def test_it_goes_from_page_to_page_and_says_at_the_end_how_it_would_be_read(self, client, admin, survey):
        page = client.get(f"/work/{survey.programme.slug}/surveys/{survey.key}/try/")
        assert "This is a trial" in words(page)
        page = self.pressed(client, survey, page)
        assert "Page 1 of" in words(page)
        page = self.pressed(client, survey, page)
        assert "There is a problem" in words(page)
        page = self.pressed(client, survey, page, service="adults", role="social-worker")
        assert "Page 2 of" in words(page)
        page = self.pressed(client, survey, page, back="1")
        assert re.search(r'value="adults"[^>]*checked', page.content.decode())
        page = self.pressed(client, survey, page, service="justice", role="social-worker")
        for _ in range(20):
            if "Check your answers" in words(page):
                break
            page = self.pressed(client, survey, page)
        assert "Justice" in words(page)
        page = self.pressed(client, survey, page, to="about-you")
        page = self.pressed(client, survey, page, service="adults", role="social-worker")
        assert "Check your answers" in words(page)
        page = self.pressed(client, survey, page, send="1")
        assert "Thank you" in words(page)
        assert 'service: "adults"' in html.unescape(words(page))
        assert build.as_owner("SELECT count(*) FROM surveys_answer") == [(0,)]
        assert build.as_owner("SELECT count(*) FROM surveys_draft") == [(0,)]

    def test_on_a_phones_width_it_stands_in_a_frame_and_the_rest_of_the_portal_in_none(self, client, admin, survey):
        address = f"/work/{survey.programme.slug}/surveys/{survey.key}/try/"

        def policy(answer) -> dict[str, str]:
            parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
            return {name: sources for name, _, sources in parts}

        around, within, plain = (client.get(address + which) for which in ("?phone", "?framed", ""))
        assert re.search(r'<iframe[^>]* src="[?]framed"[^>]* width="375"', around.content.decode())
        assert "Open it without the frame" in words(around)
        assert policy(around)["frame-src"] == "'self'"
        assert (policy(within)["frame-ancestors"], within["X-Frame-Options"]) == ("'self'", "SAMEORIGIN")
        for outside in (around, plain):
            assert (policy(outside)["frame-ancestors"], outside["X-Frame-Options"]) == ("'none'", "DENY")
        for other in (within, plain):
            assert policy(other).get("frame-src", "'none'") == "'none'"
        assert 'action="?framed"' in within.content.decode()
        going_on = client.post(f"{address}?framed", {"on": ""})
        assert (going_on.status_code, going_on["X-Frame-Options"]) == (200, "SAMEORIGIN")

    def test_it_says_that_nothing_can_be_kept_and_finished_later(self, client, admin, survey):
        address = f"/work/{survey.programme.slug}/surveys/{survey.key}/try/"
        for which in ("?phone", ""):
            assert "“Keep, and finish later”, which they find on each page, is left out" in words(
                client.get(address + which)
            )

    def test_whoever_has_not_finished_is_told_at_the_check_as_respondents_are(self, client, admin, survey):
        address = f"/work/{survey.programme.slug}/surveys/{survey.key}/try/"
        page = client.post(address, {"on": "?check", "service": "adults"})
        assert "Choose an answer: What is your role?" in words(page)
        for strange in ({"on": "nowhere"}, {"on": "?check", "to": "nowhere"}, {"on": "", "service": "\x00"}):
            assert client.post(address, strange).status_code == 200


class TestMoves:
    def test_a_version_with_faults_is_not_published(self, survey):
        by = plan.administrator()
        version = writing.begin(survey, by=by)
        writing.change(version, {**version.content, "section": []}, seen=0)
        with pytest.raises(IllegalMove, match="cannot be published"):
            writing.publish(survey, seen=1, by=by)

    def test_a_later_version_says_which_questions_are_the_same(self, survey):
        version = writing.begin(survey, by=plan.administrator())
        assert all(each.same_as == each.key for each in version.instrument.questions())

    def test_what_a_respondent_meets_is_the_published_version_alone(self, client, survey):
        by = plan.administrator()
        version = writing.begin(survey, by=by)
        writing.change(version, editing.with_settings(version.content, intro="Not yet published"), seen=0)
        build.set_days(survey, timezone.localdate(), timezone.localdate() + timedelta(days=3))
        doorway.forget()
        assert "Not yet published" not in words(client.get(build.links(survey)[0].get_absolute_url()))

    def test_options_keep_their_keys_when_they_are_reworded_or_placed_anew(self):
        before = [{"key": "a", "label": "Adults"}, {"key": "c", "label": "Children"}, {"key": "j", "label": "Justice"}]
        placed = editing.options_from_lines("Justice\nAdults\nChildren", before)
        assert [each["key"] for each in placed] == ["j", "a", "c"]
        worded = editing.options_from_lines("Adults\nChildren and families\nJustice", before)
        assert [each["key"] for each in worded] == ["a", "c", "j"]
        assert [each["key"] for each in editing.options_from_lines("Adults\nOther", before)] == ["a", "other"]

    def test_a_fault_says_in_which_question_or_section_it_is_and_leads_there(self, client, admin, survey):
        version = writing.begin(survey, by=admin)
        late = {"key": "late", "kind": "short text", "label": "Why so late?", "shown_if": 'uses = "yes"'}
        sections = [
            {"key": "one", "title": "Part one", "question": [{"key": "a", "kind": "short text", "label": "A?"}, late]},
            {"key": "two", "title": "Part two", "shown_if": 'never = "yes"', "question": []},
        ]
        writing.change(version, {**version.content, "section": sections}, seen=0)
        found = editing.faults(writing.in_the_making(survey).content)
        assert [(each.section, each.question, each.about) for each in found] == [
            ("one", "late", "Why so late?"),
            ("two", "", "Part two"),
        ]
        page = client.get(base(survey)).content.decode()
        assert f'<a href="{base(survey)}in/one/late/">Why so late?</a>: The condition asks about “uses”' in page
        assert f'<a href="{base(survey)}in/two/">Part two</a>: The condition asks about “never”' in page
        with pytest.raises(IllegalMove, match="“Why so late[?]”: The condition"):
            writing.publish(survey, seen=1, by=admin)

    def test_a_definitions_questions_come_back_the_same_from_plain_data(self, survey):
        instrument, faults = from_data("staff-survey", survey.version.content)
        assert faults == []
        assert len(instrument.by_key) == 17
        assert setting_up.keeps_its_questions(survey) is False
