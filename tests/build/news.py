"""Press releases, news and subscribers, by the real moves."""

from datetime import timedelta

from django.db import connection

from accounts import roles, speaking
from accounts.models import User
from newsroom import editing, subscribing
from newsroom.models import NewsItem, Subscriber
from reports import minutes
from reports.clock import transaction_time
from reports.models import Report
from tests.build import reports

FIELDS = {
    "headline": "Most staff know whom to ask",
    "standfirst": "Most staff who answered knew whom to ask. Some waited long for an answer.",
    "body": "It works **well** for most.\n\n### What happens next\n\nEach area is told.",
    "notes": "1. It is invented.",
    "contact": "The review team, press@example.org",
}


def writer(report: Report) -> User:
    return reports.member_of(report.programme, roles.Communications)


def press_release(report: Report, *, by: User, **fields) -> NewsItem:
    """One that is written, and not put forward."""
    with speaking.as_person(by):
        item = editing.begin_press_release(report, by=by)
        return editing.write(item, FIELDS | fields, seen=item.version, by=by)


def approved(item: NewsItem, *, by: User, second: User) -> NewsItem:
    with speaking.as_person(by):
        editing.put_forward(item, by=by)
    with speaking.as_person(second):
        editing.approve(item, seen=item.version, by=second)
    return item


def news(*, by: User, minutes_from_now: int = 10, programme=None, **fields) -> NewsItem:
    """News that goes with no report, written and with its minute."""
    with speaking.as_person(by):
        item = editing.begin_news(headline="We have moved", programme=programme, by=by)
        at = minutes.next_whole_minute(transaction_time()) + timedelta(minutes=minutes_from_now)
        return editing.write(item, FIELDS | {"publish_at": at} | fields, seen=item.version, by=by)


def news_at(item: NewsItem, *, seconds: float) -> None:
    """Put the minute of news so many seconds from the database's now, which nobody but the schema's owner could."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner; SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE newsroom_newsitem DROP CONSTRAINT IF EXISTS news_comes_out_on_a_whole_minute")
        cursor.execute("ALTER TABLE newsroom_newsitem DROP CONSTRAINT IF EXISTS news_is_approved_before_its_minute")
        cursor.execute("ALTER TABLE newsroom_newsitem DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE newsroom_newsitem SET publish_at = now() + %s * interval '1 second' WHERE id = %s",
            [seconds, item.pk],
        )
        cursor.execute("ALTER TABLE newsroom_newsitem ENABLE TRIGGER USER; SET LOCAL ROLE portal_app")


def subscriber(email: str = "reader@press.example", *, confirmed: bool = True, **topics) -> Subscriber:
    subscribing.ask(email, **({"everything": True, "programmes": [], "areas": []} | topics))
    with speaking.as_service():
        found = Subscriber.objects.get(email=email)
        if confirmed:
            subscribing.confirm(found)
            found.mailings.all().delete()
            # Long before anything that a test publishes.
            Subscriber.objects.filter(pk=found.pk).update(confirmed_at=transaction_time() - timedelta(days=30))
        return Subscriber.objects.get(pk=found.pk)
