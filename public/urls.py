"""Addresses of the public's pages, and of what machines read."""

from django.urls import path

from public.views import for_programs, machines, news, pages, searching

app_name = "public"

urlpatterns = [
    path("", pages.front, name="front"),
    path("programmes/", pages.programmes, name="programmes"),
    path("programmes/<slug:slug>/", pages.programme, name="programme"),
    path("programmes/<slug:slug>/timetable.ics", pages.timetable, name="timetable"),
    path("programmes/<slug:slug>/documents/<slug:key>/", pages.document, name="document"),
    path("reports/", pages.reports, name="reports"),
    path("reports/<slug:slug>/", pages.report, name="report"),
    path("reports/<slug:slug>/report.pdf", pages.pdf, name="pdf"),
    path("reports/<slug:slug>/data/<str:name>", pages.data, name="data"),
    path("reports/<slug:slug>/editions/<int:number>/", pages.report, name="edition"),
    path("reports/<slug:slug>/editions/<int:number>/report.pdf", pages.pdf, name="edition-pdf"),
    path("reports/<slug:slug>/editions/<int:number>/cite.bib", pages.cite, {"how": "bib"}, name="cite-bibtex"),
    path("reports/<slug:slug>/editions/<int:number>/cite.ris", pages.cite, {"how": "ris"}, name="cite-ris"),
    path("reports/<slug:slug>/editions/<int:number>/data/<str:name>", pages.data, name="edition-data"),
    path("search/", searching.results, name="search"),
    path("news/", news.items, name="news"),
    path("news/<slug:slug>/", news.item, name="news-item"),
    path("dates/", pages.dates, name="dates"),
    path("calendar.ics", pages.calendar, name="calendar"),
    path("areas/", pages.areas, name="areas"),
    path("areas/<slug:slug>/", pages.area, name="area"),
    path("api/", for_programs.about, name="api"),
    path("feeds/publications.atom", machines.feed, name="feed"),
    path("feeds/news.atom", news.feed, name="news-feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("accessibility/", pages.words, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", pages.words, {"page": "privacy"}, name="privacy"),
    path("cookies/", pages.words, {"page": "cookies"}, name="cookies"),
    path("contact/", pages.words, {"page": "contact"}, name="contact"),
]
