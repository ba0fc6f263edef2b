"""Addresses of this room: the public's pages, and those where reports are written and released."""

from django.urls import include, path

from reports.views import drafting, machines, numbers, public, releasing

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

drafting_pages = [
    path("", drafting.reports, name="reports"),
    path("begin/<slug:slug>/", drafting.begin, name="begin"),
    path("<int:pk>/", drafting.report, name="report"),
    path("<int:pk>/about/", drafting.about, name="about"),
    path("<int:pk>/preview/", drafting.preview, name="preview"),
    path("<int:pk>/sections/add/", drafting.add_section, name="add-section"),
    path("<int:pk>/figures/add/", drafting.add_figure, name="add-figure"),
    path("<int:pk>/freeze/", releasing.freeze, name="freeze"),
    path("<int:pk>/remarks/", numbers.remarks, name="remarks"),
    path("<int:pk>/remarks/explain/", numbers.explain, name="explain"),
    path("<int:pk>/remarks/<slug:fingerprint>/bind/", numbers.bind_remark, name="bind-remark"),
    path("<int:pk>/numbers/", numbers.numbers, name="numbers"),
    path("<int:pk>/sources/", numbers.sources, name="sources"),
    path("<int:pk>/sources/<path:key>/", numbers.source, name="source"),
    path("explanations/<int:pk>/ask-again/", numbers.ask_again, name="ask-again"),
    path("numbers/<int:pk>/take-away/", numbers.unbind, name="unbind"),
    path("figures/<int:pk>/take-again/", numbers.take_again, name="take-again"),
    path("figures/<int:pk>/let-go/", numbers.let_go, name="let-go"),
    path("editions/<int:pk>/numbers/", numbers.edition_numbers, name="edition-numbers"),
    path("sections/<int:pk>/", drafting.section, name="section"),
    path("sections/<int:pk>/presence/", drafting.presence, name="presence"),
    path("sections/<int:pk>/move/", drafting.move_section, name="move-section"),
    path("figures/<int:pk>/", drafting.figure, name="figure"),
    path("editions/<int:pk>/", releasing.edition, name="edition"),
    path("editions/<int:pk>/preview/", releasing.preview, name="edition-preview"),
    path("editions/<int:pk>/data/<str:name>", releasing.data, name="edition-data"),
    path("editions/<int:pk>/pdf/", releasing.pdf_again, name="pdf-again"),
    path("editions/<int:pk>/schedule/", releasing.schedule, name="schedule"),
    path("editions/<int:pk>/set-aside/", releasing.set_aside, name="set-aside"),
    path("releases/<int:pk>/move/", releasing.move, name="move"),
    path("releases/<int:pk>/confirm/", releasing.confirm, name="confirm"),
    path("releases/<int:pk>/call-off/", releasing.call_off, name="call-off"),
]

urlpatterns = [
    path("", include((public_pages, "public"))),
    path("drafting/", include((drafting_pages, "drafting"))),
]
