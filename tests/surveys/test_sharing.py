"""A partnership passes a survey on and sees its own count; the team sees every count and no answer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles, speaking
from files import press
from instruments.questions import Instrument, LongText, Section
from programmes.models import Confirmation, Programme
from surveys import doorway, joining, notices, papers, posters
from surveys.models import Link, Reply
from surveys.templatetags import survey_papers
from tests.build import programmes as plan
from tests.build import surveys as build
from tests.house.matrix.world import typed
from tests.pdf_structure import Structure, problems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    doorway.forget()
    notices.forget()


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def link():
    return build.links(build.open_survey())[0]


def share_page(client, link):
    return client.get(f"/taking-part/{link.participation_id}/surveys/{link.survey.key}/")


class TestPassingOn:
    def test_a_coordinator_has_link_code_poster_and_words(self, client, link):
        client.force_login(plan.seated(link.participation))
        page = share_page(client, link)
        said = words(page)
        assert link.words in said
        assert "<svg" in page.content.decode()
        assert "Make a poster" in said
        assert "Reminder: Survey of social work staff" in said

    def test_it_is_one_task_that_is_done_once_they_have_told_us_with_how_many(self, client):
        link = build.links(build.open_survey(day_one=timezone.localdate() - timedelta(days=60)))[0]
        client.force_login(plan.seated(link.participation))
        home = words(client.get(link.participation.get_absolute_url()))
        assert home.count("Pass on: Survey of social work staff") == 1
        assert "Share the staff survey" not in home
        assert "Pass on: Survey of social work staff" in words(client.get("/work/"))
        tell = f"/taking-part/{link.participation_id}/done/staff-survey/"
        nobody = {**typed("done_on", timezone.localdate()), "headcount": "0"}
        assert "It was shared with at least one person." in words(client.post(tell, nobody))
        assert client.post(tell, {**nobody, "headcount": "40"}).status_code == 302
        assert "Pass on: Survey of social work staff" not in words(client.get("/work/"))
        assert f'href="{tell}">Correct the number of people' in share_page(client, link).content.decode()

    def test_the_count_and_the_rate_are_their_own_and_nothing_else(self, client, link):
        who = plan.seated(link.participation)
        other = build.links(link.survey)[1]
        for each in (link, link, other):
            build.send(each)
        milestone = link.survey.programme.milestones.get(key="staff-survey")
        with speaking.as_service():
            Confirmation.objects.create(
                participation=link.participation,
                milestone=milestone,
                done_on=timezone.localdate(),
                headcount=8,
                confirmed_by=who,
            )
        client.force_login(who)
        said = words(share_page(client, link))
        assert "2 answers of 8 people whom you asked: 25 in every hundred" in said

    def test_another_partnerships_page_is_not_there(self, client, link):
        other = build.links(link.survey)[1]
        client.force_login(plan.seated(link.participation))
        assert share_page(client, other).status_code == 404

    def test_a_poster_is_made_for_whoever_sees_the_link(self, client, link):
        client.force_login(plan.seated(link.participation))
        base = f"/taking-part/{link.participation_id}/surveys/{link.survey.key}/{link.pk}/poster/"
        assert client.post(base).status_code == 302

    def test_a_coordinator_has_it_on_paper_with_their_area_the_last_day_and_how_it_is_handed_in(self, client, link):
        client.force_login(plan.seated(link.participation))
        assert "Make it on paper" in words(share_page(client, link))
        base = f"/taking-part/{link.participation_id}/surveys/{link.survey.key}/{link.pk}/paper/"
        assert client.post(base).status_code == 302
        with speaking.as_service():
            said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", papers.paper_of_link(link.pk).html))
        assert link.participation.partnership.name in said
        assert f"{link.closes_on:%A} {link.closes_on.day} {link.closes_on:%B %Y}" in said
        assert "closed" in said or "close it" in said
        # What holds on a screen alone is not said on paper.
        assert "address of a computer" not in said
        assert "do not write your name" in said

    @pytest.mark.parametrize(("most", "lines", "goes_on"), [(20, 6, False), (300, 25, False), (500, 25, True)])
    def test_on_paper_there_are_as_many_lines_as_the_words_need(self, most, lines, goes_on):
        question = LongText(key="why", label="Why?", words=most)
        section = Section(key="all", title="All", questions=(question,))
        shown = survey_papers.paper_question(question, Instrument(key="paper", title="Paper", sections=(section,)))
        assert (len(shown["lines"]), shown["goes_on"]) == (lines, goes_on)

    @pytest.mark.prints("surveys/print/poster.html", "surveys/print/paper.html")
    def test_poster_and_paper_are_tagged_documents(self, link):
        with speaking.as_service():
            poster, paper = posters.poster(link.pk), papers.paper_of_link(link.pk)
        assert problems(press.press(poster)) == []
        content = press.press(paper)
        assert problems(content) == []
        assert len(Structure(content).bookmarks) > 3

    def test_a_poster_says_for_whom_it_is_and_how_long_it_takes(self, link):
        with speaking.as_service():
            said = posters.poster(link.pk).html
        assert "everyone in frontline social work" in said
        assert "about 10 minutes" in said


class TestBeforeTheFirstQuestion:
    def test_whoever_answers_is_told_who_is_responsible_on_what_ground_and_what_they_can_ask(self, client, link):
        said = words(client.get(link.get_absolute_url()))
        for part in ("Care Inspectorate is the controller", "section 53", "How long it is kept", "Your rights"):
            assert part in said
        assert "Information Commissioner" in said

    def test_there_is_always_a_way_to_ask_on_a_screen_and_on_paper(self, client, link, settings):
        settings.PORTAL_CONTACT = "office@example.org"
        shown = words(client.get(link.get_absolute_url()))
        assert "Whom to ask Care Inspectorate office@example.org" in shown
        with speaking.as_service():
            assert "Whom to ask: Care Inspectorate, office@example.org" in papers.paper_of_link(link.pk).html
            Programme.objects.filter(pk=link.survey.programme_id).update(contact_email="review@example.org")
        notices.forget()
        shown = words(client.get(link.get_absolute_url()))
        assert "Whom to ask Care Inspectorate review@example.org" in shown
        assert "office@example.org" not in shown.split("Start")[0].split("Whom to ask")[1]

    def test_a_ground_that_rests_on_no_public_source_is_not_said_to_a_respondent(self, client, link):
        with speaking.as_service():
            programme = link.survey.programme
            programme.legal_basis = [{"text": "An act that somebody guessed", "basis": "design", "official": False}]
            programme.save(update_fields=["legal_basis"])
        notices.forget()
        assert "somebody guessed" not in words(client.get(link.get_absolute_url()))

    def test_a_named_survey_says_it_open_and_before_the_button_that_starts(self, client):
        programme = plan.programme(definition="care-leavers", areas=1)
        today = timezone.localdate()
        with speaking.as_service():
            Reply.objects.update(opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=9))
            replies = Reply.objects.filter(survey__programme=programme).select_related("participation", "survey")
            reply = next(each for each in replies if not each.of_its_own)
        client.force_login(plan.seated(reply.participation))
        page = client.get(reply.get_absolute_url()).content.decode()
        notice, button = page.index("is the controller"), page.index("Start answering")
        assert notice < button
        assert "<details" not in page[:button]

    def test_the_programmes_own_notice_is_linked_once_the_public_may_read_it(self, client, link):
        page = client.get(link.get_absolute_url()).content.decode()
        assert f"/programmes/{link.survey.programme.slug}/documents/privacy-notice/" in page
        with speaking.as_service():
            Programme.objects.filter(pk=link.survey.programme_id).update(public_from=None)
        notices.forget()
        assert "/documents/privacy-notice/" not in client.get(link.get_absolute_url()).content.decode()


class TestTheTeam:
    def test_the_page_of_a_programmes_surveys_says_what_is_open_and_how_many_have_answered(self, client, link):
        build.send(link)
        client.force_login(plan.in_team(link.survey.programme, roles.Inspector))
        assert "Open" in words(client.get(f"/work/{link.survey.programme.slug}/surveys/"))
        said = words(client.get(f"/work/{link.survey.programme.slug}/surveys/staff-survey/"))
        assert "Answer 1" in said
        assert link.participation.partnership.name in said

    def test_links_without_an_answer_are_those_that_people_could_have_answered_at(self, client, link):
        others = build.links(link.survey)[1:]
        client.force_login(plan.in_team(link.survey.programme))
        said = words(client.get(link.survey.get_absolute_url()))
        assert f"Links without an answer {len(others) + 1}" in said
        with speaking.as_service():
            Link.objects.filter(pk__in=[each.pk for each in others]).update(opens_on=None, closes_on=None)
        assert "Links without an answer 1" in words(client.get(link.survey.get_absolute_url()))

    def test_that_nobody_reads_before_it_closes_is_said_until_it_has_closed(self, client, link):
        client.force_login(plan.in_team(link.survey.programme))
        sentence = "nobody sees more of the answers than how many there are"
        assert sentence in words(client.get(link.survey.get_absolute_url()))
        build.frozen(link.survey)
        assert sentence not in words(client.get(link.survey.get_absolute_url()))

    def test_the_table_leaves_as_csv(self, client, link):
        build.send(link)
        client.force_login(plan.in_team(link.survey.programme, roles.Inspector))
        answer = client.get(f"/work/{link.survey.programme.slug}/surveys/staff-survey/responses.csv")
        lines = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode().splitlines()
        assert "Answers" in lines[0]
        assert len(lines) == 3

    def test_a_survey_without_a_milestone_is_opened_by_hand_by_those_who_run_the_programme(self, client):
        programme = plan.programme(definition="asp-joint-inspections", areas=1)
        programme.surveys.filter(key="inspection-feedback").update(milestone=None)
        survey = programme.surveys.get(key="inspection-feedback")
        today, last = timezone.localdate(), timezone.localdate() + timedelta(days=9)
        days = {
            "whose": str(build.links(survey)[0].pk),
            **typed("opens_on", today),
            **typed("closes_on", last),
        }
        address = f"/work/{programme.slug}/surveys/inspection-feedback/"
        client.force_login(plan.in_team(programme, roles.Inspector))
        assert client.post(address, days).status_code == 403
        client.force_login(plan.in_team(programme, roles.Lead))
        assert client.post(address, days).status_code == 302
        assert build.links(survey)[0].closes_on == last


class TestLinksOfNobody:
    """Care homes and pharmacies are no partnerships: the team passes their links on."""

    @pytest.fixture
    def ours(self):
        return build.links(build.open_survey(definition="medicine-waste", key="feedback", areas=0))[0]

    def test_the_team_has_link_code_poster_words_and_count(self, client, ours):
        client.force_login(plan.in_team(ours.survey.programme))
        table = client.get(ours.survey.get_absolute_url()).content.decode()
        address = f"{ours.survey.get_absolute_url()}links/{ours.pk}/"
        assert address in table
        page = client.get(address)
        said = words(page)
        assert "<svg" in page.content.decode()
        for part in (ours.words, "Make a poster", "Words for an e-mail", f"Reminder: {ours.survey.title}", "0 answers"):
            assert part in said
        assert client.post(f"{address}poster/").status_code == 302

    def test_two_of_the_team_each_have_their_poster(self, client, ours):
        for _ in range(2):
            client.force_login(plan.in_team(ours.survey.programme))
            making = client.post(f"{ours.survey.get_absolute_url()}links/{ours.pk}/poster/").headers["Location"]
            assert client.get(making).status_code == 200

    def test_a_link_of_a_partnership_is_not_there(self, client, link):
        client.force_login(plan.in_team(link.survey.programme))
        assert client.get(f"{link.survey.get_absolute_url()}links/{link.pk}/").status_code == 404


class TestFewAnswers:
    def test_it_holds_where_nobody_has_answered_or_few_of_a_known_number(self, link):
        milestone = link.survey.milestone
        who = plan.seated(link.participation)

        def holds():
            part = plan.participation(link.survey.programme, 0)
            part.programme = type(part.programme).objects.get(pk=part.programme.pk)
            with speaking.as_service():
                return joining.few_have_answered(part, milestone)

        assert holds()
        build.send(link)
        # Of how many is not known: one answer is no reason to write.
        assert not holds()
        with speaking.as_service():
            told = Confirmation.objects.create(
                participation=link.participation,
                milestone=milestone,
                done_on=timezone.localdate(),
                headcount=10,
                confirmed_by=who,
            )
        assert holds()
        with speaking.as_service():
            Confirmation.objects.filter(pk=told.pk).update(headcount=3)
        assert not holds()
