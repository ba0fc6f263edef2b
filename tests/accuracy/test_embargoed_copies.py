"""Embargoed copies: nothing before the terms, a name on everything, every opening kept, and nothing left of it after."""

import logging
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts import invitations, roles, speaking
from accounts.moves import IllegalMove
from accuracy import copies, embargo_pdf, joining
from accuracy import embargo as standings
from accuracy.models import Copy, Embargo, Opening
from files.models import Making
from notifications.models import Notice
from notifications.pointer import message_about
from programmes import work
from reports import actions as reports
from reports.clock import transaction_time
from reports.models import Edition, Publication, Section
from tests.build import accuracy as build
from tests.build import programmes
from tests.build import reports as drafts

pytestmark = pytest.mark.django_db

CANARY = "Zyxwvut9canary"


@pytest.fixture
def secret():
    """An edition that says the canary wherever an edition can say anything."""
    programme = programmes.programme(areas=1)
    report = drafts.report(programme, title=f"{CANARY} title", slug="zyxwvut9canary", summary=f"{CANARY} summary.")
    with speaking.as_service():
        Section.objects.filter(report=report, position=2).update(body=f"{CANARY} body.")
        report.figures.update(message=f"{CANARY} heading", description=f"{CANARY} alternative text")
    edition = drafts.edition(report)
    with speaking.as_service():
        minute = (transaction_time() + timedelta(days=3)).replace(second=0, microsecond=0)
        Publication.objects.create(
            edition=edition, publish_at=minute, scheduled_by=drafts.person(), confirmed_by=drafts.person(),
            confirmed_at=transaction_time() - timedelta(days=1),
        )  # fmt: skip
    return build.again(edition)


def signed_in(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def said(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.status_code} {dict(response.headers)} " + body.decode("utf-8", "replace")


def addresses(copy: Copy) -> list[str]:
    base = f"/embargoed/{copy.key}/"
    return [base, f"{base}copy.pdf", f"{base}data/answers.csv"]


def published(edition: Edition) -> None:
    """The minute has come: as if the row had stood there for a while."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    drafts.any_second()
    drafts.put_at(seconds=-60 * 60)


# --- Giving ----------------------------------------------------------------------------------------------------------


def test_a_copy_is_given_only_once_two_people_stand_behind_the_minute():
    edition = drafts.edition(drafts.report(programmes.programme(areas=1)))
    office = build.office()
    with speaking.as_person(office), pytest.raises(copies.CannotGive, match="No minute of release is confirmed"):
        copies.give(build.again(edition), name="A", email="a@example.org", body="B", reader="press", by=office)
    with speaking.as_person(office):
        reports.schedule(
            edition, publish_at=transaction_time().replace(second=0, microsecond=0) + timedelta(days=2), by=office
        )
    with speaking.as_person(office), pytest.raises(copies.CannotGive, match="second person"):
        copies.give(build.again(edition), name="A", email="a@example.org", body="B", reader="press", by=office)


def test_its_holder_is_told_by_one_letter_however_often_the_button_is_pressed():
    edition, office = build.embargoed(), build.office()
    copy = build.copy(edition, by=office)
    with speaking.as_person(office), pytest.raises(copies.CannotGive, match="has a copy of this edition already"):
        copies.give(edition, name=copy.name, email=copy.person.email, body="B", reader="press", by=office)
    with speaking.as_service():
        assert Notice.objects.filter(recipient=copy.person, kind="embargo").count() == 1
    with speaking.as_person(office):
        assert copies.write_again(copy, seen=1, by=office)
        assert not copies.write_again(copy, seen=1, by=office)
    with speaking.as_service():
        assert Notice.objects.filter(recipient=copy.person, kind="embargo").count() == 2


def test_people_with_a_seat_are_offered_and_each_gets_one_copy():
    edition, office = build.embargoed(areas=2), build.office()
    with speaking.as_service():
        parts = [programmes.participation(edition.programme, number) for number in (0, 1)]
        chiefs = [programmes.seated(part, roles.ChiefOfficer) for part in parts]
    with speaking.as_person(office):
        offered = copies.seated(edition, roles.ChiefOfficer.slug)
        assert {one.person for one in offered} == set(chiefs)
        made = copies.give_to_seated(edition, [*offered, offered[0]], by=office)
        assert {(copy.person, copy.body) for copy in made} == {
            (chief, part.partnership.name) for chief, part in zip(chiefs, parts, strict=True)
        }
        assert copies.seated(edition, roles.ChiefOfficer.slug) == []


def test_somebody_new_is_let_in_by_a_proof_that_ends_with_the_embargo():
    edition = build.embargoed(days=2)
    copy = build.copy(edition, email="new.reader@example.org", joined=False)
    with speaking.as_service():
        notice = Notice.objects.select_related("recipient", "delivery").get(recipient=copy.person)
        message = message_about([notice.delivery])
        invitation = copy.person.invitations.get()
        # Asked for again, the e-mail holds the same way in.
        message_about([notice.delivery])
        assert copy.person.invitations.count() == 1
    assert invitation.expires_at == edition.publication.publish_at
    way_in = re.search(r"/invitation/(\S+?)/", message.body)[1]
    assert invitations.find(way_in) == invitation
    assert len(way_in) >= 43, "it holds as many bits as its hash"


def test_whoever_has_other_business_here_is_invited_as_ever():
    edition = build.embargoed(days=2)
    copy = build.copy(edition, email="new.chief@example.org", joined=False)
    with speaking.as_service():
        from programmes import seats

        part = programmes.participation(edition.programme)
        seats.nominate(part, email=copy.person.email, name=copy.name, role=roles.ChiefOfficer, by=build.office())
        invitation, _ = invitations.invite(copy.person, by=None)
    assert invitation.expires_at > edition.publication.publish_at


def test_after_the_minute_nobody_is_invited_for_a_copy_any_more():
    edition = build.embargoed(days=2)
    copy = build.copy(edition, email="too.late@example.org", joined=False)
    published(edition)
    with speaking.as_service(), pytest.raises(invitations.CannotInvite, match="is over"):
        invitations.way_in(copy.person)


# --- Before the terms are acknowledged -------------------------------------------------------------------------------


def test_nothing_of_the_report_is_told_before_its_terms_are_acknowledged(secret, caplog):
    cache.clear()
    with caplog.at_level(logging.DEBUG):
        copy = build.copy(secret, email="holder@example.org", joined=False)
        holder = copy.person
        for address in [*addresses(copy), "/work/", "/inbox/"]:
            assert CANARY.lower() not in said(signed_in(holder).get(address, follow=True)).lower(), address
        with speaking.as_service():
            notice = Notice.objects.select_related("recipient", "delivery").get(recipient=holder)
            message = message_about([notice.delivery])
            for text in (notice.title, notice.body_html, message.subject, message.body, str(message.alternatives)):
                assert CANARY not in text
        terms = said(signed_in(holder).get(addresses(copy)[0]))
        assert "by the clock in Scotland" in terms
        assert secret.programme.short_title in terms
        with speaking.as_person(holder), transaction.atomic():
            assert not Edition.objects.exists(), "the database shows no edition before its terms are taken"
            assert Publication.objects.count() == 1
        build.acknowledge(copy)
        signed_in(holder).get(addresses(copy)[0])
    assert CANARY not in caplog.text
    assert "zyxwvut9canary" not in caplog.text
    assert CANARY not in str(getattr(cache, "_cache", ""))
    with speaking.as_service():
        making = Making.objects.of(embargo_pdf.KIND, copy).get()
        assert CANARY.lower() not in f"{making.title} {making.parameters}".lower()
        assert "zyxwvut9canary" not in embargo_pdf.copy_of(copy.pk).file_name


def test_the_terms_are_acknowledged_once_in_the_words_that_were_shown():
    copy = build.copy()
    client = signed_in(copy.person)
    address = f"/embargoed/{copy.key}/acknowledge/"
    assert client.post(address, {"seen": "x"}).status_code == 422
    assert client.post(address, {"seen": "other words", "agreed": "on"}).status_code == 409
    page = client.get(f"/embargoed/{copy.key}/").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert client.post(address, {"seen": seen, "agreed": "on"}).status_code == 302
    assert client.post(address, {"seen": seen, "agreed": "on"}).status_code == 302
    with speaking.as_service():
        copy.refresh_from_db()
        assert copy.is_acknowledged
        assert "by the clock in Scotland" in copy.acknowledged_terms
        assert copy.openings.filter(what=Opening.What.ACKNOWLEDGED).count() == 1


def test_changed_words_are_for_those_who_come_after():
    edition = build.embargoed()
    first = build.copy(edition, acknowledged=True)
    with speaking.as_service():
        embargo = Embargo.objects.get(edition=edition)
        copies.set_words(embargo, called="Something", terms="Only {{ embargo.minute }}.")
        first.refresh_from_db()
    assert "shar" in first.acknowledged_terms
    second = build.copy(edition, name="Second", acknowledged=True)
    assert second.acknowledged_terms.startswith("Only ")
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic(), speaking.as_service():
        Copy.objects.filter(pk=first.pk).update(acknowledged_terms="Nothing at all.")


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_its_holder_reads_it_under_their_own_name_and_every_opening_is_kept(secret):
    copy = build.copy(secret, name="Ada Reader", body="Office of Inventions", acknowledged=True)
    client = signed_in(copy.person)
    page, pdf, data = addresses(copy)
    for _ in range(3):
        response = client.get(page)
        text = response.content.decode()
        assert response.status_code == 200
        assert f"{CANARY} body" in text
        assert "Ada Reader, Office of Inventions" in text
        assert "Embargoed until" in text
        assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert f'href="{data}"' in text
    numbers = client.get(data)
    assert numbers.status_code == 200
    assert "zyxwvut9canary" not in numbers["Content-Disposition"]
    assert client.get(pdf).status_code == 302, "it is still being made"
    with speaking.as_service():
        assert list(copy.openings.order_by("pk").values_list("what", flat=True)) == [
            "acknowledged", "page", "page", "page", "data",
        ]  # fmt: skip


def test_what_was_opened_is_never_changed_nor_opened_in_anothers_name():
    copy = build.copy(acknowledged=True)
    stranger = drafts.person()
    for change in (
        lambda: Opening.objects.update(what="pdf"),
        lambda: Opening.objects.all().delete(),
        lambda: Opening.objects.create(copy=copy, person=stranger, what="page"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
            change()
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_person(stranger):
        Opening.objects.create(copy_id=copy.pk, person=copy.person, what="page")


def test_nobody_else_may_have_it_with_the_address_in_hand(secret):
    copy = build.copy(secret, acknowledged=True)
    team = drafts.member_of(secret.programme, roles.Lead)
    others = {
        None: 302, drafts.person(): 404, build.copy(secret, name="Another").person: 404, build.office(): 403, team: 403,
    }  # fmt: skip
    for person, status in others.items():
        client = signed_in(person) if person else Client()
        for address in addresses(copy):
            response = client.get(address)
            assert response.status_code == status, f"{person} at {address}"
            assert CANARY not in said(response)
    with speaking.as_service():
        assert not copy.openings.exclude(what="acknowledged").exists()


def test_a_copy_taken_back_answers_as_if_there_were_none(secret):
    copy, office = build.copy(secret, acknowledged=True), build.office()
    with speaking.as_person(office):
        copies.take_back(Copy.objects.select_related("embargo").get(pk=copy.pk), reason="Left the paper.", by=office)
    client = signed_in(copy.person)
    for address in addresses(copy):
        assert client.get(address).status_code == 404
    nothing = client.get("/embargoed/never-existed/")
    assert client.get(addresses(copy)[0]).content == nothing.content
    with speaking.as_person(copy.person), transaction.atomic():
        assert not Copy.objects.exists()
        assert not Edition.objects.exists()
        assert not Publication.objects.exists()


def test_nobody_gives_themselves_a_copy_and_no_holder_changes_their_own():
    copy = build.copy()
    for change in (
        lambda: Copy.objects.create(
            embargo_id=copy.embargo_id, person=copy.person, name="x", body="x", reader="press", given_by=copy.person
        ),
        lambda: Copy.objects.filter(pk=copy.pk).update(name="Somebody else"),
        lambda: Copy.objects.filter(pk=copy.pk).update(letters=9),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_person(copy.person):
            change()
    with speaking.as_person(copy.person), transaction.atomic():
        assert Embargo.objects.update(terms="None.") == 0


def test_the_terms_cannot_be_acknowledged_in_anothers_name():
    copy, office = build.copy(), build.office()
    with pytest.raises(DatabaseError, match="own name"), transaction.atomic(), speaking.as_person(office):
        copy.move_to(Copy.Status.ACKNOWLEDGED, acknowledged_at=timezone.now(), acknowledged_terms="x")


# --- The minute ------------------------------------------------------------------------------------------------------


def test_from_the_minute_on_a_copy_leads_to_the_public_page(secret):
    read, unread = build.copy(secret, acknowledged=True), build.copy(secret, name="Never looked")
    published(secret)
    for copy in (read, unread):
        response = signed_in(copy.person).get(f"/embargoed/{copy.key}/", follow=True)
        assert response.redirect_chain[-1][0] == "/reports/zyxwvut9canary/"
        assert CANARY in response.content.decode()
    with speaking.as_service(), pytest.raises(IllegalMove):
        copies.take_back(unread, reason="Too late.", by=build.office())


def test_called_off_every_copy_is_closed_until_a_new_minute_stands(secret):
    copy, office = build.copy(secret, acknowledged=True), build.office()
    with speaking.as_person(office):
        reports.call_off(Publication.objects.get(edition=secret), reason="A number is wrong.", by=office)
    client = signed_in(copy.person)
    for address in addresses(copy):
        assert CANARY not in said(client.get(address, follow=True))
    with speaking.as_person(copy.person), transaction.atomic():
        assert not Edition.objects.exists()
    assert "1 told" in copies.tell_of_moved_minutes()
    assert copies.tell_of_moved_minutes() == "Nothing has moved"
    with speaking.as_service():
        assert Notice.objects.filter(recipient=copy.person, title__contains="called off").count() == 1
        later = (transaction_time() + timedelta(days=9)).replace(second=0, microsecond=0)
        reports.schedule(secret, publish_at=later, by=office)
    assert copies.tell_of_moved_minutes() == "Nothing has moved", "a minute that one person chose is told to nobody"
    with speaking.as_service():
        reports.confirm(Publication.objects.get(edition=secret), by=build.office())
    assert copies.tell_of_moved_minutes() == "1 told"
    assert f"{CANARY} body" in said(client.get(addresses(copy)[0]))


def test_a_moved_minute_is_told_once_and_stands_in_the_watermark():
    edition, office = build.embargoed(), build.office()
    copy = build.copy(edition, acknowledged=True)
    assert copies.tell_of_moved_minutes() == "Nothing has moved"
    later = edition.publication.publish_at + timedelta(days=1)
    with speaking.as_person(office):
        reports.move(Publication.objects.get(edition=edition), publish_at=later, by=office)
    with speaking.as_service():
        assert Making.objects.of(embargo_pdf.KIND, copy).count() == 1
    assert copies.tell_of_moved_minutes() == "1 told"
    assert copies.tell_of_moved_minutes() == "Nothing has moved"
    page = said(signed_in(copy.person).get(f"/embargoed/{copy.key}/"))
    assert standings.in_words(later) in page
    with speaking.as_service():
        assert Making.objects.of(embargo_pdf.KIND, copy).count() == 2, "a PDF with the new minute is asked for"


# --- What communications sees ----------------------------------------------------------------------------------------


def test_communications_sees_who_has_acknowledged_opened_and_not_yet():
    edition, office = build.embargoed(), build.office()
    build.copy(edition, name="Not Yet")
    build.copy(edition, name="Only Acknowledged", acknowledged=True)
    opened = build.copy(edition, name="=Opened", acknowledged=True)
    signed_in(opened.person).get(f"/embargoed/{opened.key}/")
    client = signed_in(office)
    base = f"/drafting/editions/{edition.pk}/copies/"
    for state, names in {
        "": {"Not Yet", "Only Acknowledged", "=Opened"},
        "given": {"Not Yet"},
        "unopened": {"Only Acknowledged"},
        "opened": {"=Opened"},
        "taken back": set(),
    }.items():
        page = client.get(base, {"state": state}).content.decode()
        assert {name for name in ("Not Yet", "Only Acknowledged", "=Opened") if f">{name}<" in page} == names, state
    table = client.get(f"{base}copies.csv").content.decode()
    assert "'=Opened" in table, "no cell begins a formula"
    assert "Opened the page" in client.get(f"{base}openings.csv").content.decode()


@pytest.mark.parametrize("held", [1, 60])
def test_the_list_costs_the_same_however_many_hold_a_copy(held, django_assert_max_num_queries):
    edition, office = build.embargoed(), build.office()
    first = build.copy(edition)
    with speaking.as_service():
        Copy.objects.bulk_create(
            Copy(
                embargo_id=first.embargo_id, person=programmes.person(second_factor=False, joined=False),
                name=f"Reader {number} " + "of a very long name " * 4, body="B" * 90, reader="press", given_by=office,
            )
            for number in range(held - 1)
        )  # fmt: skip
    client = signed_in(office)
    client.get(f"/drafting/editions/{edition.pk}/copies/")
    with django_assert_max_num_queries(20):
        assert client.get(f"/drafting/editions/{edition.pk}/copies/").status_code == 200


def test_reminding_writes_to_those_alone_who_have_not_acknowledged():
    edition, office = build.embargoed(), build.office()
    build.copy(edition, name="Has", acknowledged=True)
    waits = build.copy(edition, name="Has not")
    with speaking.as_service():
        Copy.objects.update(written_at=timezone.now() - timedelta(hours=2))
    with speaking.as_person(office):
        assert copies.remind(edition, by=office) == 1
        assert copies.remind(edition, by=office) == 0, "within the hour nobody is written to twice"
    with speaking.as_service():
        assert Notice.objects.filter(recipient=waits.person, kind="embargo").count() == 2


def test_it_waits_for_its_holder_and_for_those_who_release():
    edition, office = build.embargoed(), build.office()
    copy = build.copy(edition, by=office)

    def waiting(person) -> list[str]:
        with speaking.as_person(person):
            return [each.title for each in work.waiting_for(work.Desk(person, timezone.localdate()))]

    assert "Acknowledge the terms of an embargoed copy" in waiting(copy.person)
    assert "1 embargoed copy has not been acknowledged" in waiting(office)
    build.acknowledge(copy)
    assert "Read your embargoed copy" in waiting(copy.person)
    assert "1 embargoed copy has not been acknowledged" not in waiting(office)


def test_the_list_stands_beside_the_report_for_those_who_release_alone():
    edition = build.embargoed()
    build.copy(edition)
    lead, inspector = (drafts.member_of(edition.programme, role) for role in (roles.Lead, roles.Inspector))
    assert list(joining.copies_of_the_report(inspector, edition.report)) == []
    with speaking.as_person(lead):
        (page,) = joining.copies_of_the_report(lead, edition.report)
    assert page.says == "1 copy given, 1 not acknowledged"
