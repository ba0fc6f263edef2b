"""A respondent answers: from the link to the thanks, without an account, a cookie or a script."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys import answering, doorway, flooding, sheets
from tests.build import surveys as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    doorway.forget()
    flooding._counted.clear()


@pytest.fixture
def link():
    return build.links(build.open_survey())[0]


def begin(client, link) -> str:
    """Press the button; returns the address of the first page."""
    answer = client.post(link.get_absolute_url())
    assert answer.status_code == 302
    return answer["Location"]


def number_in(address: str) -> str:
    return address.split("/")[3]


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def shown_on(client, address: str) -> str:
    return re.search(r'name="shown" value="([^"]*)"', client.get(address).content.decode())[1]


def count_of(link) -> int:
    return build.as_owner("SELECT count(*) FROM surveys_answer WHERE link_id = %s", link.pk)[0][0]


def go_through(client, link, answers=None) -> tuple[str, object]:
    """Answer on every page and come to the last look; returns the form's number and that page."""
    answers = answers or {"service": ["adults"], "role": ["social-worker"]}
    address = begin(client, link)
    number = number_in(address)
    for _ in range(40):
        if address.endswith("/check/"):
            return number, client.get(address)
        address = client.post(address, {**answers, "shown": shown_on(client, address)})["Location"]
    raise AssertionError("the form has no end")


def hidden_fields(page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()):
        found.setdefault(name, []).append(value)
    return found


class TestFromTheLinkToTheThanks:
    def test_the_first_page_says_what_becomes_of_an_answer_before_any_question(self, client, link):
        page = client.get(link.get_absolute_url())
        assert "This survey is anonymous" in words(page)
        assert "What becomes of your answers" in words(page)
        assert 'type="radio"' not in page.content.decode()

    def test_an_answer_goes_through_every_page_and_is_stored_as_it_was_shown(self, client, link):
        number, page = go_through(client, link)
        assert "Social worker" in words(page)
        answer = client.post(f"/s/{link.words}/{number}/check/", hidden_fields(page))
        assert answer["Location"] == f"/s/{link.words}/thanks/"
        assert "Thank you" in words(client.get(answer["Location"]))
        [(values,)] = build.as_owner("SELECT values FROM surveys_answer")
        assert json.loads(values) == {"service": "adults", "role": "social-worker"}

    def test_what_is_missing_is_told_where_it_is_asked_and_nothing_typed_is_lost(self, client, link):
        address = begin(client, link)
        page = client.post(address, {"service": ["adults"], "shown": "service role"})
        assert page.status_code == 200
        assert "Choose an answer: What is your role?" in words(page)
        assert re.search(r'value="adults"[^>]*checked', page.content.decode())

    def test_who_skips_what_is_required_is_told_so_when_they_send(self, client, link):
        number = number_in(begin(client, link))
        page = client.post(f"/s/{link.words}/{number}/check/", {})
        assert "Choose an answer: What is your role?" in words(page)
        assert count_of(link) == 0

    def test_a_finished_page_is_there_again_for_whoever_comes_back_to_its_address(self, client, link):
        address = begin(client, link)
        client.post(address, {"service": ["justice"], "role": ["social-worker"], "shown": shown_on(client, address)})
        assert re.search(r'value="justice"[^>]*checked', client.get(address).content.decode())

    def test_who_keeps_it_for_later_is_told_the_address_and_can_have_it_forgotten(self, client, link):
        address = begin(client, link)
        given = {"service": ["justice"], "role": ["social-worker"], "shown": shown_on(client, address)}
        leave = client.post(address, {**given, "leave": "1"})["Location"]
        assert address in words(client.get(leave)).replace(" ", "")
        assert "forgotten" in words(client.post(leave))
        assert "checked" not in client.get(address).content.decode()

    def test_a_question_that_an_answer_on_the_same_page_calls_for_is_shown_before_one_goes_on(self, client):
        survey = build.open_survey(definition="asp-joint-inspections", key="staff-survey")
        link = build.links(survey)[0]
        instrument = survey.version.instrument
        asking = next(q for q in instrument.questions() if q.shown_if is not None)
        section = next(s for s in instrument.sections if asking in s.questions)
        first, trigger = asking.shown_if, asking.shown_if.name
        number = doorway.new_number(link.pk)
        before = {"agency": "police", "part": "yes"}
        answering.keep(link.pk, number, before)
        address = f"/s/{link.words}/{number}/q/{section.key}/"
        shown = " ".join(q.key for q in section.questions if q.shown_if is None)
        page = client.post(address, {trigger: [first.value], "shown": shown})
        assert page.status_code == 200
        assert "call for one more question" in words(page)
        assert asking.label in words(page)
        assert "Error" not in words(page)


class TestNothingTypedIsLost:
    @pytest.mark.parametrize("button", ["leave", "back"])
    def test_a_page_that_is_left_unfinished_is_kept_as_far_as_it_goes(self, client, link, button):
        address = begin(client, link)
        left = client.post(address, {"service": ["adults"], "shown": "service role", button: "1"})
        assert left.status_code == 302
        assert re.search(r'value="adults"[^>]*checked', client.get(address).content.decode())

    def test_what_cannot_be_taken_is_there_as_it_was_typed_and_one_is_told_on_coming_back(self, client, link):
        instrument = link.survey.version.instrument
        text = next(each for each in instrument.questions() if each.kind == "long text" and each.shown_if is None)
        page = next(each for each in sheets.sheets(instrument, build.ANSWERS) if text in each.questions)
        address = f"/s/{link.words}/{number_in(begin(client, link))}/q/{page.key}/"
        long = "far too many words " * text.words
        leave = client.post(address, {text.key: [long], "shown": text.key, "leave": "1"})["Location"]
        assert "cannot be taken as an answer yet" in words(client.get(leave))
        again = client.get(address)
        assert long.strip() in again.content.decode()
        assert "Shorten your answer" in words(again)
        check = client.get(address.partition("/q/")[0] + "/check/")
        assert "This cannot be taken yet" in words(check)
        assert "Shorten your answer" in words(
            client.post(address.partition("/q/")[0] + "/check/", hidden_fields(check))
        )
        assert count_of(link) == 0

    def test_a_page_saves_itself_and_not_over_what_another_window_has_kept(self, client, link):
        address = begin(client, link)
        seen = re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode())[1]
        given = {"shown": "service role", "seen": seen}
        saved = client.post(address, {**given, "service": ["adults"]}, headers={"HX-Request": "true"})
        assert "What you have typed is kept" in words(saved)
        late = client.post(address, {**given, "service": ["justice"]}, headers={"HX-Request": "true"})
        assert "Not kept yet" in words(late)
        assert re.search(r'value="adults"[^>]*checked', client.get(address).content.decode())
        assert not saved.cookies

    def test_an_answer_rests_while_another_makes_it_needless_and_is_not_sent(self, client):
        survey = build.open_survey(definition="asp-joint-inspections", key="staff-survey")
        link, instrument = build.links(survey)[0], survey.version.instrument
        asking = next(q for q in instrument.questions() if q.shown_if is not None)
        trigger = instrument.by_key[asking.shown_if.name]
        other = next(option.key for option in trigger.options if option.key != asking.shown_if.value)
        page = next(each for each in sheets.sheets(instrument, {}) if trigger in each.questions)
        known = sheets.SoFar({trigger.key: asking.shown_if.value, asking.key: "said once"})
        read = sheets.read(survey.version.compiled, page, {trigger.key: [other]}, known)
        assert read.so_far.values[asking.key] == "said once"
        assert asking.key not in instrument.standing(read.so_far.values)
        assert link

    def test_who_comes_back_goes_on_where_the_form_is_not_finished(self, client, link):
        instrument = link.survey.version.instrument
        pages = sheets.sheets(instrument, build.ANSWERS)
        number = number_in(begin(client, link))
        second = f"/s/{link.words}/{number}/q/{pages[1].key}/"
        answering.keep(link.pk, number, build.ANSWERS)
        leave = client.post(second, {"shown": "", "leave": "1"})["Location"]
        assert f"/q/{pages[1].key}/" in client.get(leave).content.decode()
        answering.keep(link.pk, number, {"service": "adults"}, at=pages[1].key)
        assert f"/q/{pages[0].key}/" in client.get(leave).content.decode()


class TestSending:
    def test_the_same_form_sent_twice_is_one_answer_and_the_same_thanks(self, client, link):
        number, page = go_through(client, link)
        sent = [client.post(f"/s/{link.words}/{number}/check/", hidden_fields(page)) for _ in range(2)]
        assert {answer["Location"] for answer in sent} == {f"/s/{link.words}/thanks/"}
        assert count_of(link) == 1

    def test_a_form_that_was_sent_opens_no_more(self, client, link):
        number = build.send(link)
        assert client.get(f"/s/{link.words}/{number}/check/")["Location"] == f"/s/{link.words}/thanks/"

    def test_what_was_kept_is_gone_when_it_was_sent(self, client, link):
        number, page = go_through(client, link)
        client.post(f"/s/{link.words}/{number}/check/", hidden_fields(page))
        assert build.as_owner("SELECT count(*) FROM surveys_draft") == [(0,)]

    def test_a_number_that_the_portal_did_not_make_opens_nothing(self, client, link):
        made = doorway.new_number(link.pk)
        other = build.links(link.survey)[1]
        for number in (made[:-1] + ("A" if made[-1] != "A" else "B"), "x" * 28, "%00", doorway.new_number(other.pk)):
            assert client.get(f"/s/{link.words}/{number}/check/").status_code == 404

    def test_too_many_answers_within_a_minute_wait_and_lose_nothing(self, client, link, settings):
        settings.SURVEY_ANSWERS_A_MINUTE = 1
        build_first = go_through(client, link)
        second = go_through(client, link)
        client.post(f"/s/{link.words}/{build_first[0]}/check/", hidden_fields(build_first[1]))
        answer = client.post(f"/s/{link.words}/{second[0]}/check/", hidden_fields(second[1]))
        assert answer.status_code == 429
        assert "nothing of them is lost" in words(answer)
        assert "Social worker" in words(client.get(f"/s/{link.words}/{second[0]}/check/"))

    def test_too_many_pages_within_a_minute_are_not_kept_and_what_was_typed_stands_there_still(
        self, client, link, settings
    ):
        settings.SURVEY_PAGES_A_MINUTE = 0
        address = begin(client, link)
        answer = client.post(address, {"service": "adults", "role": "social-worker", "shown": ""})
        assert answer.status_code == 429
        assert "wait a minute, then continue" in words(answer)
        assert re.search(r'value="social-worker"[^>]* (checked|selected)', answer.content.decode())
        assert build.as_owner("SELECT count(*) FROM surveys_draft") == [(0,)]
        settings.SURVEY_PAGES_A_MINUTE = 3600
        assert client.post(address, {"service": "adults", "role": "social-worker"}).status_code == 302

    def test_hostile_values_are_refused_or_tidied_and_never_break_a_page(self, client, link):
        number = number_in(begin(client, link))
        for given in (
            {"service": ["nowhere"], "role": ["social-worker"]},
            {"service": ["adults\x00"], "role": ["social-worker"]},
            {f"field-{place}": ["x"] for place in range(2_500)},
        ):
            assert client.post(f"/s/{link.words}/{number}/check/", given).status_code in (200, 302, 400, 404)


class TestOpenAndClosed:
    @pytest.mark.parametrize(
        ("opens", "closes", "says"),
        [(2, 9, "not open yet"), (-9, -2, "has closed"), (None, None, "has no dates yet")],
    )
    def test_outside_its_days_a_survey_says_so_and_begins_no_form(self, client, link, opens, closes, says):
        today = timezone.localdate()
        days = [None if each is None else today + timedelta(days=each) for each in (opens, closes)]
        build.set_days(link.survey, *days)
        assert says in words(client.get(link.get_absolute_url()))
        assert client.post(link.get_absolute_url()).status_code == 200
        number = doorway.new_number(link.pk)
        assert not answering.send(link.pk, number, build.ANSWERS)

    def test_a_form_that_closed_meanwhile_is_told_so(self, client, link):
        number, page = go_through(client, link)
        build.close(link.survey)
        answer = client.post(f"/s/{link.words}/{number}/check/", hidden_fields(page))
        assert "has closed" in words(answer)

    def test_an_answer_that_was_taken_is_still_thanked_for_after_the_close(self, link):
        number = build.send(link)
        build.close(link.survey)
        assert answering.send(link.pk, number, build.ANSWERS)

    def test_a_link_typed_in_capitals_without_hyphens_leads_to_the_survey(self, client, link):
        typed = link.words.replace("-", "").upper()
        assert client.get(f"/s/{typed}/")["Location"] == link.get_absolute_url()

    def test_a_link_that_leads_nowhere_is_not_there(self, client):
        assert client.get("/s/2222-2222-2222/").status_code == 404

    def test_a_survey_in_which_people_are_named_has_no_open_door(self):
        survey = build.open_survey(definition="care-leavers", key="corporate-parents")
        assert build.links(survey) == []
