"""News and press releases, for everyone, from their minute on."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from public import news
from public.views.machines import IN_THE_FEED, PublicationFeed
from public.views.pages import public_page


@public_page
def items(request):
    return render(request, "public/news.html", news.listed(news.NewsFilter.read(request.GET)))


@public_page
def item(request, slug):
    found = news.item(slug)
    if found is None:
        raise Http404
    return render(request, "public/news_item.html", found)


@public_page
def feed(request):
    """News and press releases, the newest first."""
    address = settings.PORTAL_URL + reverse("public:news-feed")
    found = PublicationFeed(
        title=f"{settings.PORTAL_NAME}: news",
        link=settings.PORTAL_URL + reverse("public:news"),
        description="News and press releases, as they come out.",
        language="en-GB",
        feed_url=address,
        feed_guid=address,
        author_name=settings.PORTAL_NAME,
    )
    for each in news.newest(IN_THE_FEED):
        own = settings.PORTAL_URL + each.get_public_url()
        found.add_item(
            title=each.headline,
            link=own,
            description=each.standfirst,
            unique_id=own,
            pubdate=each.out_at,
            updateddate=each.out_at,
            categories=[each.get_kind_display()],
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    found.write(response, "utf-8")
    return response
