"""An area answers once, by people who are known: several write, a chief officer signs off, the team reads what was sent."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from audit.models import Look
from files.press import press
from notifications.models import Notice
from surveys import keeping, receipts, replying, sheets
from surveys.models import DatasetRow, Reply, Survey
from tests.build import programmes as plan
from tests.pdf_structure import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply():
    """The corporate parents' answer of an area, open since yesterday."""
    programme = plan.programme(definition="care-leavers", areas=2)
    today = timezone.localdate()
    with speaking.as_service():
        Reply.objects.update(opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=9))
        found = Reply.objects.filter(survey__programme=programme, survey__key="corporate-parents")
        return found.select_related("survey__programme", "survey__version", "participation__partnership").first()


def again(reply) -> Reply:
    with speaking.as_service():
        return Reply.objects.select_related("survey__version", "version", "participation__programme").get(pk=reply.pk)


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer) -> dict:
    """What a page sends back of itself: which questions it showed, and what stood there."""
    content = answer.content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]*)"', content)[1] for name in ("seen", "shown")}


def some_answers(instrument) -> dict:
    """An answer to each required question, and to one that is not."""
    from demo.surveys import every_answer

    return every_answer(instrument)


def fill(reply, by) -> Reply:
    with speaking.as_service():
        values = some_answers(reply.asked.instrument)
        for page in sheets.sheets(reply.asked.instrument, values):
            now = again(reply)
            keys = {question.key for question in page.section.questions} | {q.key for q in page.questions}
            replying.save(now, values, page=page, seen=replying.mark_of(now, keys), by=by)
    return again(reply)


class TestTheWholeWay:
    def test_a_contributor_writes_the_coordinator_puts_forward_the_chief_officer_signs_off(self, client, reply):
        contributor = plan.seated(reply.participation, roles.Contributor)
        coordinator = plan.seated(reply.participation, roles.Coordinator)
        chief = plan.seated(reply.participation, roles.ChiefOfficer)
        client.force_login(contributor)
        first = sheets.sheets(reply.asked.instrument, {})[0]
        page = client.get(f"/survey-replies/{reply.pk}/q/{first.key}/")
        assert page.status_code == 200
        filled = fill(reply, contributor)
        assert filled.saved_by == contributor
        assert client.post(f"/survey-replies/{reply.pk}/put-forward/", {"seen": filled.edits}).status_code == 403
        client.force_login(coordinator)
        assert "Give it for sign-off" in words(client.get(reply.get_absolute_url()))
        assert client.post(f"/survey-replies/{reply.pk}/put-forward/", {"seen": filled.edits}).status_code == 302
        client.force_login(chief)
        assert "Sign off: National survey: corporate parenting" in words(client.get("/work/"))
        client.post(f"/survey-replies/{reply.pk}/sign-off/", {"seen": filled.edits, "agreed": "1"})
        assert again(reply).is_sent
        assert again(reply).sent_by == chief

    def test_a_chief_officer_sends_it_back_with_a_reason_that_its_own_people_read(self, client, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        filled = fill(reply, coordinator)
        with speaking.as_person(coordinator):
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
        client.force_login(chief)
        client.post(f"/survey-replies/{reply.pk}/send-back/", {"reason": "Say more about housing."})
        client.force_login(coordinator)
        assert "Say more about housing." in words(client.get(reply.get_absolute_url()))
        assert again(reply).status == Reply.Status.DRAFT

    def test_without_a_tick_or_a_reason_the_field_is_named_and_its_box_stays_open(self, client, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        filled = fill(reply, coordinator)
        with speaking.as_person(coordinator):
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
        client.force_login(chief)
        unticked = client.post(f"/survey-replies/{reply.pk}/sign-off/", {"seen": filled.edits})
        assert '<a href="#id_agreed">Tick the box to sign it off</a>' in unticked.content.decode()
        assert words(unticked).startswith(" Error: ")
        assert words(unticked).count("Tick the box to sign it off") == 2
        unsaid = client.post(f"/survey-replies/{reply.pk}/send-back/", {"reason": " "})
        assert '<a href="#id_reason">Say what should be changed</a>' in unsaid.content.decode()
        assert '<details class="ds_details" open>' in unsaid.content.decode()
        assert words(unsaid).count("Say what should be changed") == 2
        assert again(reply).status == Reply.Status.AWAITING_SIGN_OFF

    def test_a_contributor_is_told_what_happens_next(self, client, reply):
        contributor = plan.seated(reply.participation, roles.Contributor)
        client.force_login(contributor)
        assert "Whatever must be answered has been" not in words(client.get(reply.get_absolute_url()))
        fill(reply, contributor)
        said = words(client.get(reply.get_absolute_url()))
        assert "Whatever must be answered has been, and what you wrote is saved." in said
        assert "When you have finished, tell your co-ordinator" in said
        client.force_login(plan.seated(reply.participation))
        assert "What happens next" not in words(client.get(reply.get_absolute_url()))

    def test_what_was_signed_off_changes_no_more(self, reply):
        coordinator = plan.seated(reply.participation)
        plan.seated(reply.participation, roles.ChiefOfficer)
        filled = fill(reply, coordinator)
        with speaking.as_service():
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
            replying.sign_off(again(reply), seen=filled.edits, by=coordinator)
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
            Reply.objects.filter(pk=reply.pk).update(values={})


class TestWritingTogether:
    def test_two_people_on_two_pages_stand_in_nobodys_way(self, reply):
        one, other = plan.seated(reply.participation), plan.seated(reply.participation, roles.Contributor)
        values = some_answers(reply.asked.instrument)
        first, second = sheets.sheets(reply.asked.instrument, values)[:2]
        with speaking.as_service():
            for page, by in ((first, one), (second, other)):
                keys = {question.key for question in page.section.questions} | {q.key for q in page.questions}
                replying.save(reply, values, page=page, seen=replying.mark_of(reply, keys), by=by)
        kept = again(reply).values
        assert {q.key for q in (*first.questions, *second.questions) if q.key in values} == set(kept)

    def test_of_two_people_on_one_page_the_second_is_shown_what_the_first_said_and_loses_nothing(self, client, reply):
        coordinator = plan.seated(reply.participation)
        client.force_login(coordinator)
        values = some_answers(reply.asked.instrument)
        pages = sheets.sheets(reply.asked.instrument, values)
        page = next(each for each in pages if any(question.kind == "long text" for question in each.questions))
        address = f"/survey-replies/{reply.pk}/q/{page.key}/"
        opened = client.get(address).content.decode()
        seen = re.search(r'name="seen" value="([^"]*)"', opened)[1]
        shown = re.search(r'name="shown" value="([^"]*)"', opened)[1]
        fill(reply, plan.seated(reply.participation, roles.Contributor))
        typed = sheets.as_typed(reply.asked.instrument, {k: v for k, v in values.items() if k in shown.split()})
        text = next(question for question in page.section.questions if question.kind == "long text")
        changed = {**typed, text.key: ["Otherwise than theirs"]}
        answer = client.post(address, {**changed, "seen": seen, "shown": shown})
        assert "has saved this page since you opened it" in words(answer)
        assert again(reply).values[text.key] == values[text.key]

    def test_what_a_colleague_saved_is_shown_together_with_what_the_page_calls_for_more(self, client, reply):
        coordinator, contributor = plan.seated(reply.participation), plan.seated(reply.participation, roles.Contributor)
        address = f"/survey-replies/{reply.pk}/q/numbers/"
        client.force_login(coordinator)
        opened = hidden(client.get(address))
        page = next(each for each in sheets.sheets(reply.asked.instrument, {}) if each.key == "numbers")
        keys = {question.key for question in page.section.questions}
        with speaking.as_person(contributor):
            now = again(reply)
            said = {"continuing-care": 12}
            replying.save(now, said, page=page, seen=replying.mark_of(now, keys), by=contributor)
        first = client.post(address, {**opened, "continuing-care": "15"})
        assert "Your answers call for one more question on this page" in words(first)
        assert "has saved this page since you opened it" in words(first)
        assert again(reply).values["continuing-care"] == 12
        # They have seen it now: saved once more, theirs stands.
        assert client.post(address, {**hidden(first), "continuing-care": "15"}).status_code == 302
        assert again(reply).values["continuing-care"] == 15


class TestSavingAsOneGoes:
    """A page saves itself while it is filled in; htmx sends what the whole form holds."""

    def opened(self, client, address) -> dict:
        page = client.get(address).content.decode()
        return dict(re.findall(r'type="hidden" name="(shown|seen|window)" value="([^"]*)"', page))

    def text_page(self, reply):
        values = some_answers(reply.asked.instrument)
        for page in sheets.sheets(reply.asked.instrument, values):
            for question in page.questions:
                if question.kind == "long text" and question.shown_if is None:
                    return page, question
        raise AssertionError("nothing is written in this survey")

    def test_what_is_typed_is_there_for_whoever_goes_elsewhere_and_comes_back(self, client, reply):
        client.force_login(plan.seated(reply.participation))
        page, text = self.text_page(reply)
        address = f"/survey-replies/{reply.pk}/q/{page.key}/"
        fields = self.opened(client, address)
        saved = client.post(address, {**fields, text.key: "Half a"}, headers={"HX-Request": "true"})
        assert "What you have typed is kept" in words(saved)
        assert again(reply).values[text.key] == "Half a"
        # The button follows before the page has heard that it saved itself: it builds on what it has kept itself.
        client.post(address, {**fields, text.key: "Half a sentence"})
        assert again(reply).values[text.key] == "Half a sentence"
        # What was sent before the button and comes behind it puts no older words back.
        late = client.post(address, {**fields, text.key: "Half a sen"}, headers={"HX-Request": "true"})
        assert "Not kept yet" in words(late)
        assert again(reply).values[text.key] == "Half a sentence"

    def test_two_who_write_on_one_page_are_told_and_neither_loses_a_word(self, client, reply):
        client.force_login(plan.seated(reply.participation))
        page, text = self.text_page(reply)
        address = f"/survey-replies/{reply.pk}/q/{page.key}/"
        mine = self.opened(client, address)
        other = plan.seated(reply.participation, roles.Contributor)
        client.force_login(other)
        theirs = self.opened(client, address)
        client.post(address, {**theirs, text.key: "Theirs"}, headers={"HX-Request": "true"})
        client.force_login(plan.seated(reply.participation, roles.Contributor))
        told = client.post(address, {**mine, text.key: "Mine"}, headers={"HX-Request": "true"})
        assert f"{other.name} has saved this page" in words(told)
        page = client.post(address, {**mine, text.key: "Mine"})
        assert "Theirs" in words(page)
        assert "Mine" in page.content.decode()
        assert again(reply).values[text.key] == "Theirs"

    def test_what_cannot_be_taken_is_kept_and_not_put_forward(self, client, reply):
        coordinator = plan.seated(reply.participation)
        plan.seated(reply.participation, roles.ChiefOfficer)
        client.force_login(coordinator)
        filled = fill(reply, coordinator)
        page, text = self.text_page(reply)
        address = f"/survey-replies/{reply.pk}/q/{page.key}/"
        typed = sheets.as_typed(reply.asked.instrument, filled.values)
        long = "far too many words " * text.words
        client.post(address, {**typed, **self.opened(client, address), text.key: long, "stop": "1"})
        assert long.strip() in client.get(address).content.decode()
        assert "This cannot be taken yet" in words(client.get(reply.get_absolute_url()))
        with speaking.as_service(), pytest.raises(IllegalMove, match="cannot be taken|must be answered"):
            replying.put_forward(again(reply), seen=again(reply).edits, by=coordinator)

    def test_what_was_given_for_sign_off_meanwhile_is_not_changed_and_the_words_stay_on_the_page(self, client, reply):
        coordinator = plan.seated(reply.participation)
        plan.seated(reply.participation, roles.ChiefOfficer)
        client.force_login(coordinator)
        filled = fill(reply, coordinator)
        page, text = self.text_page(reply)
        address = f"/survey-replies/{reply.pk}/q/{page.key}/"
        fields = self.opened(client, address)
        with speaking.as_service():
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
        answer = client.post(address, {**fields, text.key: "Too late for this"})
        assert "This was not saved" in words(answer)
        assert "Too late for this" in answer.content.decode()

    def test_who_comes_back_goes_on_where_it_is_not_finished(self, client, reply):
        client.force_login(plan.seated(reply.participation))
        pages = sheets.sheets(reply.asked.instrument, {})
        address = f"/survey-replies/{reply.pk}/q/{pages[0].key}/"
        # The date is asked once a number was given.
        first, *others = pages[0].section.questions
        for answered, goes_on in (([first], pages[0]), ([first, *others], pages[1])):
            some = {"number": "3", "date": "2020-03-27"}
            given = {each.key: some[each.kind] for each in answered}
            fields = {**self.opened(client, address), **given, "stop": "1"}
            client.post(address, fields)
            page = client.get(reply.get_absolute_url()).content.decode()
            leads_to = re.search(r'class="ds_button" href="([^"]*/q/[^"]*)"', page)[1]
            assert leads_to.endswith(f"/q/{goes_on.key}/")


class TestWhoReads:
    def test_the_team_reads_it_when_it_was_sent_and_not_before_and_that_is_noted(self, client, reply):
        coordinator = plan.seated(reply.participation)
        plan.seated(reply.participation, roles.ChiefOfficer)
        lead = plan.in_team(reply.survey.programme)
        filled = fill(reply, coordinator)
        client.force_login(lead)
        assert client.get(reply.get_absolute_url()).status_code == 404
        assert "Being prepared" in words(client.get(reply.survey.get_absolute_url()))
        with speaking.as_service():
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
            replying.sign_off(again(reply), seen=filled.edits, by=coordinator)
        assert client.get(reply.get_absolute_url()).status_code == 200
        with speaking.as_service():
            assert Look.objects.filter(kind="survey reply").count() == 1

    def test_the_wall_shows_a_draft_to_its_own_people_alone(self, reply):
        coordinator, lead = plan.seated(reply.participation), plan.in_team(reply.survey.programme)
        with speaking.as_person(coordinator):
            assert Reply.objects.filter(pk=reply.pk).exists()
        with speaking.as_person(lead):
            assert not Reply.objects.filter(pk=reply.pk).exists()


class TestTime:
    def test_nothing_is_put_forward_that_lacks_an_answer_or_changed_since_it_was_looked_at(self, reply):
        coordinator = plan.seated(reply.participation)
        with speaking.as_service(), pytest.raises(IllegalMove, match="Nothing has been answered"):
            replying.put_forward(reply, seen=0, by=coordinator)
        filled = fill(reply, coordinator)
        with speaking.as_service(), pytest.raises(IllegalMove, match="Somebody has changed"):
            replying.put_forward(filled, seen=filled.edits - 1, by=coordinator)

    def test_after_its_last_day_it_takes_nothing_and_what_was_sent_is_frozen(self, reply):
        coordinator = plan.seated(reply.participation)
        plan.seated(reply.participation, roles.ChiefOfficer)
        filled = fill(reply, coordinator)
        with speaking.as_service():
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
            replying.sign_off(again(reply), seen=filled.edits, by=coordinator)
            past = timezone.localdate() - timedelta(days=2)
            Reply.objects.update(opens_on=past, closes_on=past)
            replies = list(Reply.objects.filter(survey=reply.survey))
            survey = Survey.objects.select_related("programme", "version").get(pk=reply.survey_id)
            dataset = keeping.freeze_named((survey, replies))
            assert dataset.answers == 1
            assert DatasetRow.objects.get(dataset=dataset).values == again(reply).values
            assert keeping.freeze_named((survey, replies)) is None
        other = replies[1]
        with speaking.as_service(), pytest.raises(IllegalMove, match="takes no answers"):
            replying.put_forward(other, seen=0, by=coordinator)


def sent(reply, coordinator, chief) -> Reply:
    return put_forward_and_signed(fill(reply, coordinator), coordinator, chief)


def put_forward_and_signed(filled, coordinator, chief) -> Reply:
    with speaking.as_person(coordinator):
        replying.put_forward(filled, seen=filled.edits, by=coordinator)
    with speaking.as_person(chief):
        replying.sign_off(again(filled), seen=filled.edits, by=chief)
    return again(filled)


def letters_to(person, start: str = "") -> list[str]:
    with speaking.as_service():
        titles = Notice.objects.filter(recipient=person).order_by("pk").values_list("title", flat=True)
        return [title for title in titles if title.startswith(start)]


class TestWhoIsTold:
    def test_each_step_is_told_once_to_whom_it_concerns(self, client, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        contributor = plan.seated(reply.participation, roles.Contributor)
        filled = fill(reply, contributor)
        client.force_login(coordinator)
        for _ in range(2):
            client.post(f"/survey-replies/{reply.pk}/put-forward/", {"seen": filled.edits})
        assert len(letters_to(chief, "For your sign-off: National survey: corporate parenting")) == 1
        client.force_login(chief)
        client.post(f"/survey-replies/{reply.pk}/send-back/", {"reason": "Say more about housing."})
        assert len(letters_to(coordinator, "Back for changes")) == 1
        # Given once more without a change, it is told once more.
        client.force_login(coordinator)
        client.post(f"/survey-replies/{reply.pk}/put-forward/", {"seen": filled.edits})
        assert len(letters_to(chief, "For your sign-off")) == 2
        client.force_login(chief)
        for _ in range(2):
            client.post(f"/survey-replies/{reply.pk}/sign-off/", {"seen": filled.edits, "agreed": "1"})
        for person in (coordinator, chief, contributor):
            assert len(letters_to(person, "Received: National survey: corporate parenting")) == 1

    def test_no_letter_says_what_was_answered_or_what_should_be_changed(self, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        filled = fill(reply, coordinator)
        with speaking.as_service():
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
            replying.send_back(again(reply), reason="Say more about housing.", by=chief)
            said = " ".join(
                Notice.objects.filter(recipient__in=[coordinator, chief]).values_list("body_markdown", flat=True)
            )
        texts = [value for value in filled.values.values() if isinstance(value, str) and " " in value]
        assert texts
        assert not [each for each in [*texts, "Say more about housing."] if each in said]

    def test_where_nobody_could_sign_it_off_that_is_said_and_it_is_not_given(self, reply):
        coordinator = plan.seated(reply.participation)
        filled = fill(reply, coordinator)
        with speaking.as_person(coordinator), pytest.raises(IllegalMove, match="has no chief officer in the portal"):
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
        assert again(reply).status == Reply.Status.DRAFT


class TestReceipt:
    def test_it_shows_what_was_sent_to_the_partnership_and_the_team_and_none_exists_before(self, client, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        client.force_login(coordinator)
        assert client.get(f"/survey-replies/{reply.pk}/receipt/").status_code == 404
        standing = sent(reply, coordinator, chief)
        for person in (coordinator, chief, plan.in_team(reply.survey.programme)):
            client.force_login(person)
            shown = words(client.get(f"/survey-replies/{reply.pk}/receipt/"))
            assert standing.reference in shown
            assert standing.values["lives-works"] in shown

    def test_it_names_who_wrote_who_gave_it_for_sign_off_and_who_signed_off_each_as_what_they_did(self, client, reply):
        contributor, other = (plan.seated(reply.participation, roles.Contributor) for _ in range(2))
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        filled = fill(reply, contributor)
        first = sheets.sheets(filled.asked.instrument, filled.values)[0]
        keys = {question.key for question in first.questions}
        with speaking.as_service():
            # Whoever saves what stands there already has written nothing.
            replying.save(filled, filled.values, page=first, seen=replying.mark_of(filled, keys), by=other)
        standing = put_forward_and_signed(again(reply), coordinator, chief)
        client.force_login(plan.in_team(reply.survey.programme))
        shown = words(client.get(f"/survey-replies/{reply.pk}/receipt/"))
        facts = f"Written by {contributor.name} Given for sign-off by {coordinator.name} Signed off by {chief.name}"
        assert facts in shown
        assert other.name not in shown
        with speaking.as_service():
            printed = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", receipts.receipt(standing.pk).html))
        assert facts in printed
        with speaking.as_person(coordinator):
            begun = replying.correct(standing, by=coordinator)
        assert [person.name for person in replying.who_wrote(begun)] == [contributor.name]

    def test_the_database_keeps_who_wrote_what_was_sent(self, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        standing = sent(reply, coordinator, chief)
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
            Reply.objects.filter(pk=standing.pk).update(written_by=[chief.pk])

    @pytest.mark.prints("surveys/print/receipt.html")
    def test_the_pdf_is_sound(self, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        standing = sent(reply, coordinator, chief)
        with speaking.as_service():
            made = receipts.receipt(standing.pk)
        assert standing.reference in made.html
        assert problems(press(made)) == []


class TestCorrecting:
    def test_a_correction_is_a_version_beside_the_one_sent_which_stands_until_it_is_sent(self, client, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        first = sent(reply, coordinator, chief)
        client.force_login(coordinator)
        assert "Begin a corrected version" in words(client.get(reply.get_absolute_url()))
        answers = [client.post(f"/survey-replies/{reply.pk}/correct/") for _ in range(2)]
        with speaking.as_service():
            (second,) = Reply.objects.filter(survey=reply.survey, participation=reply.participation).in_the_making()
        assert {answer.headers["Location"] for answer in answers} == {second.get_absolute_url()}
        assert (second.number, second.values) == (2, first.values)
        assert again(first).status == Reply.Status.SENT
        page = next(each for each in sheets.sheets(second.asked.instrument, second.values) if each.key == "lives")
        with speaking.as_person(coordinator):
            keys = {question.key for question in page.section.questions}
            changed = {**second.values, "lives-works": "Something better"}
            now = replying.save(second, changed, page=page, seen=replying.mark_of(second, keys), by=coordinator)
            replying.put_forward(now, seen=now.edits, by=coordinator)
        with speaking.as_person(chief):
            replying.sign_off(again(second), seen=now.edits, by=chief)
        assert again(first).status == Reply.Status.SUPERSEDED
        assert again(first).values == first.values
        assert again(second).values["lives-works"] == "Something better"
        client.force_login(plan.in_team(reply.survey.programme))
        assert "Version 1" in words(client.get(second.get_absolute_url()))
        assert client.get(f"{first.get_absolute_url()}receipt/").status_code == 200

    def test_the_survey_closes_with_the_version_that_was_sent_last(self, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        first = sent(reply, coordinator, chief)
        with speaking.as_service():
            replying.correct(first, by=coordinator)
            past = timezone.localdate() - timedelta(days=2)
            Reply.objects.update(opens_on=past, closes_on=past)
            survey = Survey.objects.select_related("programme", "version").get(pk=reply.survey_id)
            dataset = keeping.freeze_named((survey, list(Reply.objects.filter(survey=survey))))
            assert dataset.answers == 1
            with pytest.raises(IllegalMove, match="takes no answers"):
                replying.correct(again(first), by=coordinator)

    def test_the_database_keeps_every_version_that_was_sent_as_it_was(self, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        first = sent(reply, coordinator, chief)
        with speaking.as_service():
            first.move_to(Reply.Status.SUPERSEDED)
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
            Reply.objects.filter(pk=first.pk).update(values={})


class TestListOfTheTeam:
    def test_it_counts_replies_and_not_links(self, client, reply):
        coordinator, chief = plan.seated(reply.participation), plan.seated(reply.participation, roles.ChiefOfficer)
        client.force_login(plan.in_team(reply.survey.programme))
        address = f"/work/{reply.survey.programme.slug}/surveys/"
        assert "0 sent 2 not begun 2 asked for" in words(client.get(address))
        fill(reply, coordinator)
        assert "0 sent 1 begun 1 not begun 2 asked for" in words(client.get(address))
        filled = again(reply)
        with speaking.as_service():
            replying.put_forward(filled, seen=filled.edits, by=coordinator)
        assert "0 sent 1 to sign off 1 not begun 2 asked for" in words(client.get(address))
        with speaking.as_service():
            replying.sign_off(again(reply), seen=filled.edits, by=chief)
        shown = words(client.get(address))
        assert "1 sent 1 not begun 2 asked for" in shown
        assert "No dates yet" not in shown
