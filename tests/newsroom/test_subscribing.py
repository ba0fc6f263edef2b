"""Being told by e-mail: asked first, told once, forgotten at once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts import roles, speaking
from newsroom import mailing, subscribing
from newsroom.models import Mailing, Subscriber, Told
from reports.clock import transaction_time
from tests.build import news as build
from tests.build import reports

pytestmark = pytest.mark.django_db

ADDRESS = "reader@press.example"


def post(client=None, **fields):
    return (client or Client()).post("/subscribe/", {"email": ADDRESS, "everything": "on"} | fields)


def kept() -> list[Subscriber]:
    with speaking.as_service():
        return list(Subscriber.objects.all())


def deliver() -> list:
    mail.outbox.clear()
    mailing.deliver_waiting()
    return list(mail.outbox)


@pytest.fixture(autouse=True)
def _any_second():
    reports.any_second()


def out(edition, *, seconds: float = -60) -> None:
    reports.released(edition, seconds=seconds)


# --- Asking ------------------------------------------------------------------------------------------------------------


def test_an_address_gets_a_question_and_nothing_else_before_it_says_yes():
    edition = reports.edition()
    assert post()["Location"] == "/subscribe/asked/"
    (question,) = deliver()
    assert question.to == [ADDRESS]
    assert "Do you want" in question.subject
    out(edition)
    mailing.tell_of_what_is_out()
    assert deliver() == []


def test_looking_at_the_link_is_no_yes_pressing_the_button_is():
    post()
    address = kept()[0].confirm_address().removeprefix("http://testserver").replace("https://portal.example", "")
    address = address[address.index("/subscribe/") :]
    assert Client().get(address).status_code == 200
    assert kept()[0].confirmed_at is None
    assert Client().post(address).status_code == 302
    assert kept()[0].confirmed_at is not None


def test_a_form_may_come_from_the_pages_that_show_one():
    """Browsers send what comes from a page with “no-referrer” from the origin “null”, which the portal refuses."""
    post()
    pages = [
        "/subscribe/",
        path_of(kept()[0].confirm_address()),
        path_of(build.subscriber(email="second@press.example").change_address()),
    ]
    for page in pages:
        browser = Client(enforce_csrf_checks=True)
        answer = browser.get(page)
        assert answer["Referrer-Policy"] == "same-origin", page
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.content.decode())[1]
        sent = browser.post(
            page, {"csrfmiddlewaretoken": token, "email": "x@press.example", "everything": "on"},
            headers={"Origin": "http://testserver"},
        )  # fmt: skip
        assert sent.status_code in (200, 302), page


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def test_whoever_types_an_address_learns_nothing_of_it():
    fresh = post()
    asked = Client().get(fresh["Location"]).content
    subscribing.confirm(kept()[0])
    again = post(everything="", programmes=[reports.programme().pk])
    assert (again.status_code, again["Location"]) == (fresh.status_code, fresh["Location"])
    assert Client().get(again["Location"]).content == asked
    assert kept()[0].everything  # and nobody changes what another hears of


def test_an_address_is_asked_once_in_ten_minutes_however_often_it_is_typed():
    for _ in range(5):
        post(email=ADDRESS.upper())
    assert len(deliver()) == 1
    assert len(kept()) == 1
    with speaking.as_service():
        Mailing.objects.update(made_at=transaction_time() - timedelta(minutes=11))
    post()
    assert len(deliver()) == 1


def test_very_many_questions_in_an_hour_are_too_many(monkeypatch):
    monkeypatch.setattr(subscribing, "QUESTIONS_AN_HOUR", 3)
    for number in range(4):
        last = post(email=f"reader{number}@press.example")
    assert "try again in an hour" in last.content.decode()
    assert "reader3@press.example" in last.content.decode()
    assert len(kept()) == 3


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": "no address"}, "Enter a valid email address"),
        ({"everything": ""}, "Choose everything, or at least one programme or area."),
        ({"programmes": ["999999"], "everything": ""}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_told_and_kept_in_the_form(fields, says):
    page = post(**fields).content.decode()
    assert says in page
    assert fields.get("email", ADDRESS) in page
    assert kept() == []


def test_an_address_that_never_says_yes_is_forgotten():
    post()
    with speaking.as_service():
        Subscriber.objects.update(asked_at=transaction_time() - timedelta(days=8))
    assert subscribing.forget_unanswered() == 1
    assert kept() == []


def test_a_programme_that_is_not_announced_cannot_be_chosen():
    hidden = reports.programme(public_from=transaction_time().date() + timedelta(days=30), title="Not announced yet")
    assert "Not announced yet" not in Client().get("/subscribe/").content.decode()
    assert kept() == []
    post(everything="", programmes=[hidden.pk])
    assert kept() == []


# --- Leaving -----------------------------------------------------------------------------------------------------------


def test_one_press_leaves_and_nothing_is_kept():
    person = build.subscriber()
    with speaking.as_service():
        mailing.queue(person, Mailing.Kind.REMINDER)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/subscriptions/{person.secret}/leave/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200, "a mail program follows nowhere"
    assert kept() == []
    with speaking.as_service():
        assert not Mailing.objects.exists()
    assert client.post(f"/subscriptions/{person.secret}/leave/").status_code == 302
    assert Client().get(f"/subscriptions/{person.secret}/").status_code == 404


def test_a_program_that_opens_the_link_leaves_nobody():
    person = build.subscriber()
    assert Client().get(f"/subscriptions/{person.secret}/leave/").status_code == 200
    assert len(kept()) == 1


def test_what_one_hears_of_is_changed_by_its_own_link():
    person, programme = build.subscriber(), reports.programme()
    Client().post(f"/subscriptions/{person.secret}/", {"programmes": [programme.pk]})
    with speaking.as_service():
        person = Subscriber.objects.get()
        assert (person.everything, list(person.programmes.all())) == (False, [programme])


def test_nobody_signed_in_reads_an_address():
    build.subscriber()
    with speaking.as_person(reports.holder_of(roles.Administrator)):
        assert not Subscriber.objects.exists()
        assert not Mailing.objects.exists()


# --- Being told --------------------------------------------------------------------------------------------------------


def test_a_subscriber_is_told_once_of_what_is_out_with_a_way_to_leave():
    person = build.subscriber()
    edition = reports.edition()
    out(edition)
    for _ in range(3):
        mailing.tell_of_what_is_out()
    (told,) = deliver()
    assert deliver() == []
    assert told.subject == f"Published: {edition.title}"
    assert f"/reports/{edition.slug}/" in told.body
    assert told.extra_headers["List-Unsubscribe"] == f"<{person.leave_address()}>"
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert person.leave_address() in told.body


@pytest.mark.parametrize("seconds", [1, 60])
def test_before_the_minute_nobody_is_told(seconds):
    build.subscriber()
    out(reports.edition(), seconds=seconds)
    mailing.tell_of_what_is_out()
    with speaking.as_service():
        assert not Mailing.objects.exists()
        assert not Told.objects.exists()


def test_who_came_after_the_minute_is_not_told_of_it():
    person = build.subscriber()
    with speaking.as_service():
        Subscriber.objects.filter(pk=person.pk).update(confirmed_at=transaction_time())
    out(reports.edition())
    mailing.tell_of_what_is_out()
    assert deliver() == []


def test_people_are_told_of_their_programmes_and_areas_and_of_no_others():
    ours, theirs = reports.programme(), reports.programme()
    area, other = reports.areas(2)
    build.subscriber("programme@press.example", everything=False, programmes=[ours])
    build.subscriber("area@press.example", everything=False, areas=[area])
    build.subscriber("both@press.example", everything=False, programmes=[ours], areas=[area])
    build.subscriber("other@press.example", everything=False, programmes=[theirs], areas=[other])
    report = reports.report(ours)
    with speaking.as_service():
        report.areas.set([area])
    out(reports.edition(report))
    mailing.tell_of_what_is_out()
    assert sorted(each.to[0] for each in deliver()) == [
        "area@press.example", "both@press.example", "programme@press.example",
    ]  # fmt: skip


def test_a_correction_is_told_of_with_what_changed():
    build.subscriber()
    report = reports.report()
    reports.published(report)
    mailing.tell_of_what_is_out()
    deliver()
    out(reports.edition(report, what_changed="Figure 2 was wrong."), seconds=-1)
    mailing.tell_of_what_is_out()
    (told,) = deliver()
    assert told.subject.startswith("Corrected: ")
    assert "Figure 2 was wrong." in told.body


def test_news_is_told_of_and_a_press_release_is_not_told_of_beside_its_report():
    build.subscriber()
    report = reports.report()
    writer, second = build.writer(report), reports.member_of(report.programme, roles.Lead)
    build.approved(build.press_release(report, by=writer), by=writer, second=second)
    out(reports.edition(report))
    one, other = (reports.holder_of(roles.Communications) for _ in range(2))
    item = build.approved(build.news(by=one), by=one, second=other)
    build.news_at(item, seconds=-1)
    mailing.tell_of_what_is_out()
    assert sorted(each.subject for each in deliver()) == sorted([item.headline, f"Published: {report.title}"])


def test_a_worker_that_died_while_sending_leaves_it_to_another():
    build.subscriber()
    out(reports.edition())
    mailing.tell_of_what_is_out()
    assert mailing._claim() is not None
    assert deliver() == []
    with speaking.as_service():
        Mailing.objects.update(lease_until=transaction_time() - timedelta(seconds=1))
    assert len(deliver()) == 1


def test_an_address_that_its_server_refuses_again_and_again_is_forgotten(monkeypatch):
    build.subscriber()
    monkeypatch.setattr(mailing.MailServer, "hand_over", lambda self, message: mailing_answer())
    for number in range(mailing.REFUSALS):
        assert len(kept()) == 1, number
        out(reports.edition())
        mailing.tell_of_what_is_out()
        mailing.deliver_waiting()
    assert kept() == []


def mailing_answer():
    from notifications.mail_server import Answer, Came

    return Answer(Came.REFUSED, "550 no such user")


def test_a_mail_server_that_is_away_is_asked_again_later(monkeypatch):
    from notifications.mail_server import Answer, Came

    build.subscriber()
    out(reports.edition())
    mailing.tell_of_what_is_out()
    with monkeypatch.context() as patched:
        patched.setattr(mailing.MailServer, "hand_over", lambda self, message: Answer(Came.LATER, "busy"))
        mailing.deliver_waiting()
    assert deliver() == []
    with speaking.as_service():
        Mailing.objects.update(waits_until=transaction_time())
    assert len(deliver()) == 1


def test_the_reconciler_finds_what_nobody_was_told_of():
    from newsroom import joining

    out(reports.edition(), seconds=-600)
    with speaking.as_service():
        assert joining.expected_and_missing() == (1, 1)
    mailing.tell_of_what_is_out()
    with speaking.as_service():
        assert joining.expected_and_missing() == (1, 0)
