"""What machines read: the feed of publications, the sitemap, robots.txt. Only what is public is even asked for."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from analysis.for_everyone import nationals
from followup import public as recommendations
from public import caching
from public.search import Public
from public.views.pages import public_page
from reports import minutes
from reports.models import Edition

IN_THE_FEED = 50
#: Pages that are always there.
ALWAYS_THERE = (
    "front", "programmes", "reports", "news", "areas", "dates", "api", "accessibility", "privacy", "cookies", "contact",
)  # fmt: skip
#: Kinds of the search that have a page each.
IN_THE_SITEMAP = {"programme", "document", "news", "area"}
#: What a feed without entries says of when it last changed: always the same, or else it would seem to change.
BEGINNING = datetime(2024, 7, 15, tzinfo=UTC)


class PublicationFeed(Atom1Feed):
    def latest_post_date(self):
        return super().latest_post_date() if self.items else BEGINNING


@public_page
def feed(request):
    """Every edition released, the newest first; a correction is an entry of its own."""
    editions = (
        Edition.objects.public()
        .without_content()
        .select_related("publication", "programme__lead_body")
        .order_by("-publication__publish_at")[:IN_THE_FEED]
    )
    address = settings.PORTAL_URL + reverse("public:feed")
    found = PublicationFeed(
        title=f"{settings.PORTAL_NAME}: publications",
        link=settings.PORTAL_URL + reverse("public:reports"),
        description="Reports and corrections, as they are published.",
        language="en-GB",
        feed_url=address,
        feed_guid=address,
        author_name=settings.PORTAL_NAME,
    )
    for edition in editions:
        is_correction = edition.number > 1
        found.add_item(
            title=f"{edition.title}: edition {edition.number}, a correction" if is_correction else edition.title,
            link=settings.PORTAL_URL + edition.get_edition_url(),
            description=edition.what_changed if is_correction else edition.summary,
            unique_id=settings.PORTAL_URL + edition.get_edition_url(),
            pubdate=edition.publication.publish_at,
            updateddate=edition.publication.publish_at,
            author_name=edition.programme.lead_body.name,
            categories=[edition.programme.short_title],
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    found.write(response, "utf-8")
    return response


@public_page
def sitemap(request):
    """Every public page that wants to be found. Not the editions' own: the newest stands at its report's address as
    well, which is the one that its page names, and the earlier ones ask not to be found."""
    addresses: list[tuple[str, datetime | None]] = [(reverse(f"public:{name}"), None) for name in ALWAYS_THERE]
    addresses.append((reverse("recommendations:progress"), None))
    beside = Public()
    addresses += [(entry.url, None) for entry in beside.entries if entry.kind in IN_THE_SITEMAP]
    addresses += [(reverse("analysis:data", args=[each.pk]), None) for each in nationals()]
    newest = list(Edition.objects.public().latest().without_content().select_related("publication"))
    addresses += [(edition.get_absolute_url(), edition.publication.publish_at) for edition in newest]
    recommending = recommendations.has_any(edition.slug for edition in newest)
    addresses += [(recommendations.address_of(slug), None) for slug in sorted(recommending)]
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    out = SimplerXMLGenerator(response, "utf-8")
    out.startDocument()
    out.startElement("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for address, changed in addresses:
        out.startElement("url", {})
        out.addQuickElement("loc", settings.PORTAL_URL + address)
        if changed:
            out.addQuickElement("lastmod", minutes.in_scotland(changed).isoformat())
        out.endElement("url")
    out.endElement("urlset")
    out.endDocument()
    return response


@public_page
def robots(request):
    """The public's pages may be found by search engines; where people work there is nothing to find."""
    lines = ["User-agent: *", "Disallow: /accounts/", f"Sitemap: {settings.PORTAL_URL}{reverse('public:sitemap')}", ""]
    return caching.for_everyone(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))
