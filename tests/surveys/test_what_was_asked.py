"""An answer belongs to the words that it was given to: whatever becomes of a survey's days, they stay with it."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from instruments import editing
from programmes import dates
from programmes.models import Programme, SettledDate
from surveys import answering, doorway, keeping, setting_up, writing
from surveys.models import Dataset, Link, Reply
from tests.build import programmes as plan
from tests.build import surveys as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    doorway.forget()


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def publish(survey, title="Another survey"):
    by = plan.administrator()
    version = writing.begin(survey, by=by)
    writing.change(version, editing.with_settings(version.content, title=title), seen=version.edits)
    return writing.publish(survey, seen=version.edits, by=by)


@pytest.fixture
def feedback():
    """A survey that is opened by hand, of a rolling programme with two areas; nobody has been asked yet."""
    programme = plan.programme(definition="asp-joint-inspections", areas=2)
    with speaking.as_service():
        programme.surveys.filter(key="inspection-feedback").update(milestone=None)
    return programme.surveys.select_related("version", "programme").get(key="inspection-feedback")


def open_at(survey, link, opens=0, closes=5):
    with speaking.as_service():
        Link.objects.filter(pk=link.pk).update(opens_on=in_days(opens), closes_on=in_days(closes))
    doorway.forget()


class TestWhatHasBegun:
    @pytest.mark.parametrize("what", ["an answer", "a form in the making"])
    def test_putting_off_the_first_day_lets_nobody_change_what_was_asked(self, what):
        survey = build.open_survey(areas=1)
        link = build.links(survey)[0]
        if what == "an answer":
            build.send(link)
        else:
            answering.keep(link.pk, doorway.new_number(link.pk), build.ANSWERS)
        build.set_days(survey, in_days(3), in_days(9))
        assert setting_up.keeps_its_questions(survey)
        with pytest.raises(IllegalMove, match="its questions stay"):
            writing.begin(survey, by=plan.administrator())

    def test_a_survey_that_was_put_off_before_anybody_answered_may_be_changed(self, client):
        survey = build.open_survey(areas=1)
        link = build.links(survey)[0]
        client.get(link.get_absolute_url())
        build.set_days(survey, in_days(3), in_days(9))
        newer = publish(survey)
        build.set_days(survey, in_days(0), in_days(9))
        assert doorway.door(link.words).version == newer.pk

    def test_a_version_begun_before_an_answer_came_cannot_be_published_after(self):
        survey = build.open_survey(areas=1)
        build.set_days(survey, in_days(3), in_days(9))
        version = writing.begin(survey, by=plan.administrator())
        build.set_days(survey, in_days(0), in_days(9))
        build.send(build.links(survey)[0])
        build.set_days(survey, in_days(3), in_days(9))
        with pytest.raises(IllegalMove, match="its questions stay"):
            writing.publish(survey, seen=version.edits, by=plan.administrator())

    def test_a_frozen_survey_asks_nothing_new(self):
        survey = build.open_survey(areas=1)
        build.frozen(survey)
        build.set_days(survey, in_days(3), in_days(9))
        with pytest.raises(IllegalMove):
            writing.begin(survey, by=plan.administrator())

    def test_a_reply_that_somebody_has_written_in_keeps_its_questions(self):
        programme = plan.programme(definition="care-leavers", areas=1)
        survey = programme.surveys.select_related("version", "programme").get(key="corporate-parents")
        with speaking.as_service():
            reply = Reply.objects.filter(survey=survey).select_related("participation").first()
        who = plan.seated(reply.participation, roles.Coordinator)
        with speaking.as_service():
            Reply.objects.filter(survey=survey).update(opens_on=in_days(3), closes_on=in_days(9))
            assert not setting_up.keeps_its_questions(survey)
            Reply.objects.filter(pk=reply.pk).update(
                edits=1, version=survey.version, saved_by=who, saved_at=timezone.now()
            )
            assert setting_up.keeps_its_questions(survey)
        other = setting_up.first_version(survey.version.instrument, by=None)
        with pytest.raises(IntegrityError, match="begun with"), transaction.atomic(), speaking.as_service():
            Reply.objects.filter(pk=reply.pk).update(version=other)


class TestRounds:
    def test_areas_that_have_begun_keep_their_version_and_the_next_are_asked_the_newer(self, feedback):
        early, late = build.links(feedback)
        open_at(feedback, early)
        assert doorway.door(early.words).version == feedback.version_id
        build.send(early)
        newer = publish(feedback)
        open_at(feedback, late)
        assert doorway.door(early.words).version == feedback.version_id
        assert doorway.door(late.words).version == newer.pk
        for link in (early, late):
            build.send(link)
            open_at(feedback, link, -9, -2)
        keeping.keep_surveys()
        with speaking.as_service():
            found = dict(Dataset.objects.filter(survey=feedback).values_list("participation", "version"))
            answers = dict(Dataset.objects.filter(survey=feedback).values_list("participation", "answers"))
        assert found == {early.participation_id: feedback.version_id, late.participation_id: newer.pk}
        assert answers == {early.participation_id: 2, late.participation_id: 1}

    def test_results_count_each_version_by_itself(self, client, feedback):
        early, late = build.links(feedback)
        open_at(feedback, early)
        for _ in range(3):
            build.send(early)
        newer = publish(feedback)
        open_at(feedback, late)
        build.send(late)
        for link in (early, late):
            open_at(feedback, link, -9, -2)
        keeping.keep_surveys()
        client.force_login(plan.in_team(feedback.programme, roles.Lead))
        address = f"{feedback.get_absolute_url()}results/"
        page = words(client.get(address))
        assert "Areas were asked different versions" in page
        assert "1 answer." in page
        assert "3 answers." in words(client.get(address, {"version": feedback.version.number}))
        for number, answers in ((newer.number, 1), (feedback.version.number, 3)):
            file = client.get(f"{feedback.get_absolute_url()}results.csv", {"version": number})
            assert f"version-{number}" in file["Content-Disposition"]
            lines = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")))
            assert {int(line["Answered"]) + int(line["Left out"]) for line in lines} == {answers}

    def test_where_all_are_frozen_together_one_that_has_begun_holds_for_all(self):
        survey = build.open_survey(areas=2)
        first, second = build.links(survey)
        build.send(first)
        build.set_days(survey, in_days(3), in_days(9))
        assert setting_up.keeps_its_questions(survey)
        setting_up.keep_what_is_asked(survey)
        assert {link.version_id for link in build.links(survey)} == {survey.version_id}

    def test_the_tick_writes_down_what_an_open_survey_asks(self, feedback):
        early, late = build.links(feedback)
        open_at(feedback, early)
        keeping.keep_surveys()
        assert [link.version_id for link in build.links(feedback)] == [feedback.version_id, None]

    def test_the_page_says_where_the_questions_stay(self, client, feedback):
        open_at(feedback, build.links(feedback)[0])
        client.force_login(plan.administrator())
        page = words(client.get(f"{feedback.get_absolute_url()}questions/"))
        assert "At 1 of 2 links it has opened" in page


class TestInTheDatabase:
    def test_the_version_of_a_link_that_has_answers_cannot_be_changed(self, feedback):
        link = build.links(feedback)[0]
        open_at(feedback, link)
        build.send(link)
        other = setting_up.first_version(feedback.version.instrument, by=None)
        for version in (other, None):
            with pytest.raises(IntegrityError, match="asks what they were given to"):
                with transaction.atomic(), speaking.as_service():
                    Link.objects.filter(pk=link.pk).update(version=version)

    def test_the_wall_says_only_whether_there_is_any_answer(self, feedback):
        first, second = build.links(feedback)
        open_at(feedback, first)
        build.send(first)
        assert setting_up.begun([first, second]) == {first.pk}


class TestDaysOfWhatHasBegun:
    def test_a_timetable_that_puts_the_first_day_off_leaves_it_open_and_moves_the_last(self):
        programme = plan.programme(areas=1, day_one=timezone.localdate())
        survey, milestone = programme.surveys.get(), programme.milestones.get(key="staff-survey")
        build.set_days(survey, in_days(-1), in_days(7))
        build.send(build.links(survey)[0])
        for edge, days in (("opens", 20), ("starts", 20), ("ends", 40)):
            SettledDate.objects.create(programme=programme, milestone=milestone, edge=edge, on=in_days(days))
        keeping.keep_surveys()
        link = build.links(survey)[0]
        assert (link.opens_on, link.closes_on) == (in_days(-1), in_days(40))
        assert link.state(timezone.localdate()) == "open"

    def test_the_preview_of_a_move_says_how_many_have_answered_and_what_becomes_of_the_survey(self, client):
        programme = plan.programme(areas=1, day_one=timezone.localdate())
        survey = programme.surveys.get()
        build.set_days(survey, in_days(-1), in_days(7))
        build.send(build.links(survey)[0])
        loaded = Programme.objects.with_plan().get(pk=programme.pk)
        milestone = loaded.milestones.get(key="staff-survey")
        later = dates.preview(milestone, opens=in_days(20), starts=in_days(20), ends=in_days(40))
        assert "1 answer has come. So it stays open" in " ".join(later.also)
        past = dates.preview(milestone, opens=in_days(-30), starts=in_days(-30), ends=in_days(-3))
        assert "closes at once" in " ".join(past.also)
        build.frozen(survey)
        after = dates.preview(milestone, opens=in_days(20), starts=in_days(20), ends=in_days(40))
        assert "answers are frozen, so other days change nothing" in " ".join(after.also)


class TestDaysByHand:
    @pytest.fixture
    def page(self, client, feedback):
        client.force_login(plan.administrator())

        def post(link, opens, closes, **more):
            days = {"whose": str(link.pk), "open": "1", **more}
            for name, on in (("opens_on", opens), ("closes_on", closes)):
                days |= {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}
            return client.post(feedback.get_absolute_url(), days)

        return post

    def test_the_first_day_of_what_was_answered_cannot_be_put_off(self, feedback, page):
        link = build.links(feedback)[0]
        open_at(feedback, link)
        build.send(link)
        answer = page(link, in_days(3), in_days(9))
        assert answer.status_code == 200
        assert "its first day cannot be put off" in words(answer)
        with pytest.raises(ValueError, match="cannot be put off"):
            setting_up.open_by_hand(feedback, [link], opens_on=in_days(3), closes_on=in_days(9))
        assert build.links(feedback)[0].opens_on == in_days(0)

    def test_a_last_day_that_has_passed_is_asked_about_with_the_number_of_answers(self, feedback, page):
        link = build.links(feedback)[0]
        open_at(feedback, link, -5, 5)
        build.send(link)
        answer = page(link, in_days(-5), in_days(-2))
        assert answer.status_code == 200
        assert "1 answer has come. Within a minute" in words(answer)
        assert build.links(feedback)[0].closes_on == in_days(5)
        assert page(link, in_days(-5), in_days(-2), for_good="on").status_code == 302
        assert build.links(feedback)[0].closes_on == in_days(-2)

    def test_the_box_that_closes_for_good_stands_only_where_it_is_needed(self, client, feedback, page):
        assert "for_good" not in client.get(feedback.get_absolute_url()).content.decode()

    def test_what_was_frozen_is_told_and_takes_no_other_days(self, client, feedback, page):
        early, late = build.links(feedback)
        open_at(feedback, early, -9, -2)
        keeping.keep_surveys()
        shown = words(client.get(feedback.get_absolute_url()))
        assert "1 of 2 has closed and is frozen: other days change nothing there" in shown
        assert page(early, in_days(0), in_days(5)).status_code == 200
        open_at(feedback, late, -9, -2)
        keeping.keep_surveys()
        assert "It has closed and is frozen" in words(client.get(feedback.get_absolute_url()))
        assert page(late, in_days(0), in_days(5)).status_code == 409
