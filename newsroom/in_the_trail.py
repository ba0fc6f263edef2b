"""How the trail tells of news."""

from audit import changes, told
from newsroom.models import NewsItem


def join() -> None:
    # Until it is out, its words are for those who may read it where it is written.
    changes.names[NewsItem] = changes.Called(NewsItem, "headline", unseen="News")
    changes.kept[NewsItem] = changes.Kept(NewsItem.objects.all)
    told.say(
        NewsItem,
        {
            "edition_number": "With edition",
            "publish_at": "To come out on",
            "headline": "Headline",
            "standfirst": "What happened",
            "body": "Text",
            "quotations": "Quotations",
            "quotations_agreed": "Quotations agreed",
            "notes": "Notes to editors",
            "contact": "Contact",
            "put_forward_at": "Put forward on",
            "put_forward_by": "Put forward by",
            "approved_at": "Approved on",
            "approved_by": "Approved by",
            "sent_back_why": "Why it went back",
            "created_by": "Begun by",
        },
    )
