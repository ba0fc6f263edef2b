"""News and press releases as everybody reads them: only what is out by the database's clock is even asked for."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from newsroom.models import NewsItem
from reports import minutes
from reports.models import Edition

ON_A_PAGE = 20
ON_THE_FRONT = 3


def _out():
    return NewsItem.objects.out().with_minutes().select_related("programme").order_by("-out_at", "-pk")


def newest(most: int | None = ON_THE_FRONT) -> list[NewsItem]:
    """The newest, or with None all of it."""
    return list(_out()[:most])


@dataclass(frozen=True)
class NewsFilter:
    """What a reader asked. Anything that makes no sense is as if it were not asked."""

    kind: str = ""
    programme: str = ""
    year: str = ""
    page: str = "1"

    @classmethod
    def read(cls, query):
        kind, year = query.get("kind", ""), query.get("year", "")
        return cls(
            kind if kind in NewsItem.Kind.values else "",
            query.get("programme", "")[:80],
            year if year.isdigit() and len(year) == 4 else "",
            query.get("page", "1"),
        )


def listed(asked: NewsFilter) -> dict:
    """The list of news, and what it can be narrowed by: each that there is."""
    found = list(_out())
    years = sorted({minutes.in_scotland(item.out_at).year for item in found}, reverse=True)
    programmes = sorted({(item.programme.short_title, item.programme.slug) for item in found if item.programme})
    shown = [
        item
        for item in found
        if asked.kind in ("", item.kind)
        and asked.programme in ("", item.programme.slug if item.programme else None)
        and asked.year in ("", str(minutes.in_scotland(item.out_at).year))
    ]
    return {
        "asked": asked,
        "kinds": NewsItem.Kind.choices,
        "years": years,
        "programmes": programmes,
        "any": bool(found),
        "count": len(shown),
        "page": Paginator(shown, ON_A_PAGE).get_page(asked.page),
    }


def item(slug: str) -> dict | None:
    """One piece of news with what was put right beside it, and the report it came out with."""
    found = _out().filter(slug=slug).first()
    if found is None:
        return None
    edition = None
    if found.report_id:
        edition = Edition.objects.public().without_content().filter(report=found.report_id).order_by("-number").first()
    return {"item": found, "corrections": list(found.corrections.all()), "edition": edition}
