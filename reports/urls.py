"""Addresses of this room: the public's pages, and those where reports are written and released."""

from django.urls import include, path

from reports.views import machines, public

public_pages = [
    path("", public.front, name="front"),
    path("programmes/", public.programmes, name="programmes"),
    path("programmes/<slug:slug>/", public.programme, name="programme"),
    path("programmes/<slug:slug>/timetable.ics", public.timetable, name="timetable"),
    path("programmes/<slug:slug>/documents/<slug:key>/", public.document, name="document"),
    path("reports/", public.reports, name="reports"),
    path("reports/<slug:slug>/", public.report, name="report"),
    path("reports/<slug:slug>/report.pdf", public.pdf, name="pdf"),
    path("reports/<slug:slug>/data/<str:name>", public.data, name="data"),
    path("reports/<slug:slug>/editions/<int:number>/", public.report, name="edition"),
    path("reports/<slug:slug>/editions/<int:number>/report.pdf", public.pdf, name="edition-pdf"),
    path("reports/<slug:slug>/editions/<int:number>/data/<str:name>", public.data, name="edition-data"),
    path("areas/", public.areas, name="areas"),
    path("areas/<slug:slug>/", public.area, name="area"),
    path("feeds/publications.atom", machines.feed, name="feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("accessibility/", public.words, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", public.words, {"page": "privacy"}, name="privacy"),
    path("cookies/", public.words, {"page": "cookies"}, name="cookies"),
    path("contact/", public.words, {"page": "contact"}, name="contact"),
]

urlpatterns = [
    path("", include((public_pages, "public"))),
]
