"""Press releases and news of the demonstration, and a few invented people outside who are told of them by e-mail."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import Area, User
from demo import days
from newsroom import composing, editing, mailing, subscribing
from newsroom.models import NewsItem, Subscriber
from programmes.models import Programme
from reports.models import Report

OUT, WAITING = "Demonstration: a published inspection report", "Demonstration: an inspection report under embargo"
CONTACT = "The review team of the demonstration"
READERS = ("desk", "morning", "letters", "library", "student")


@transaction.atomic
def tell(team: dict[str, User]) -> list[str]:
    """One press release that is out, one that waits for approval, a piece of news, and who is told."""
    if NewsItem.objects.exists():
        return []
    with speaking.as_service():
        out = Report.objects.filter(title=OUT).first()
        waiting = Report.objects.filter(title=WAITING).first()
        if out:
            _out(out, team)
        if waiting:
            _waiting(waiting, team)
        _news(team)
        _readers()
    return ["Press releases, news and five people who are told by e-mail"]


def _out(report: Report, team: dict[str, User]) -> None:
    edition = report.editions.get(number=1)
    at = edition.frozen_at
    NewsItem.objects.create(
        kind=NewsItem.Kind.PRESS_RELEASE,
        programme=report.programme,
        report=report,
        edition_number=1,
        slug="demonstration-inspection-of-glen-example",
        headline="Adult protection in Glen Example is very effective, an invented report says",
        standfirst="Inspectors of the demonstration found that staff recognised harm and acted the same day. The partnership "
        "of Glen Example does not exist, and nor does anything that was found.",
        body="Staff recognised harm and acted the same day. Most records held a chronology.\n\nLeaders shared a vision for "
        "adult protection. They heard from adults at risk too rarely.\n\n### What happens next\n\nThe partnership would "
        "write an improvement plan, if it existed.",
        quotations=[
            {
                "words": "I am glad of what we would have seen, had there been anything to see.",
                "who": "Morag Makebelieve",
                "post": "chief inspector of the demonstration",
            }
        ],
        quotations_agreed=True,
        notes=composing.notes(report),
        contact=CONTACT,
        status=NewsItem.Status.APPROVED,
        created_at=at,
        created_by=team["communications"],
        updated_at=at,
        updated_by=team["communications"],
        put_forward_at=at,
        put_forward_by=team["communications"],
        approved_at=at + timedelta(hours=2),
        approved_by=team["lead"],
    )


def _waiting(report: Report, team: dict[str, User]) -> None:
    item = editing.begin_press_release(report, by=team["communications"])
    item = editing.write(
        item,
        {
            "headline": "A report that nobody may read yet",
            "standfirst": "This press release waits for somebody else’s yes. It comes out with its report and not before.",
            "body": "Its words are invented.\n\n### What happens next\n\nThe report is published at its minute.",
            "contact": CONTACT,
        },
        seen=item.version,
        by=team["communications"],
    )
    editing.put_forward(item, by=team["communications"])


def _news(team: dict[str, User]) -> None:
    at = days.morning(days.ago(20)) + timedelta(minutes=30)
    NewsItem.objects.create(
        kind=NewsItem.Kind.NEWS,
        programme=Programme.objects.announced().filter(slug="care-leavers-demo").first(),
        publish_at=at,
        slug="demonstration-young-people-are-asked",
        headline="Invented young people are asked about leaving care",
        standfirst="The demonstration’s survey of young people is open. It takes five minutes, and no account.",
        body="Champions’ boards of the demonstration hand out the link. Nobody can see who answered what.",
        contact=CONTACT,
        status=NewsItem.Status.APPROVED,
        created_at=at - timedelta(days=3),
        created_by=team["communications"],
        updated_at=at - timedelta(days=3),
        updated_by=team["communications"],
        put_forward_at=at - timedelta(days=2),
        put_forward_by=team["communications"],
        approved_at=at - timedelta(days=1),
        approved_by=team["administrator"],
    )


def _readers() -> None:
    """All that came out so far is told of: nobody's inbox fills with history."""
    for place, name in enumerate(READERS):
        subscribing.ask(f"{name}@readers.example", everything=place < 3, programmes=[], areas=Area.objects.all()[:2])
        person = Subscriber.objects.get(email=f"{name}@readers.example")
        subscribing.confirm(person)
        person.mailings.all().delete()
    Subscriber.objects.update(confirmed_at=timezone.now())
    mailing.tell_of_what_is_out()
