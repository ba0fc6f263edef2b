"""Addresses of this room: where reports are written and released."""

from django.urls import path

from reports.views import commenting, drafting, numbers, planning, releasing, versions

app_name = "drafting"

urlpatterns = [
    path("drafting/", drafting.reports, name="reports"),
    path("drafting/begin/<slug:slug>/", drafting.begin, name="begin"),
    path("drafting/<int:pk>/", drafting.report, name="report"),
    path("drafting/<int:pk>/about/", drafting.about, name="about"),
    path("drafting/<int:pk>/preview/", drafting.preview, name="preview"),
    path("drafting/<int:pk>/sections/add/", drafting.add_section, name="add-section"),
    path("drafting/<int:pk>/figures/add/", drafting.add_figure, name="add-figure"),
    path("drafting/<int:pk>/freeze/", releasing.freeze, name="freeze"),
    path("drafting/<int:pk>/remarks/", numbers.remarks, name="remarks"),
    path("drafting/<int:pk>/remarks/explain/", numbers.explain, name="explain"),
    path("drafting/<int:pk>/remarks/<slug:fingerprint>/bind/", numbers.bind_remark, name="bind-remark"),
    path("drafting/<int:pk>/numbers/", numbers.numbers, name="numbers"),
    path("drafting/<int:pk>/sources/", numbers.sources, name="sources"),
    path("drafting/<int:pk>/sources/<path:key>/", numbers.source, name="source"),
    path("drafting/explanations/<int:pk>/ask-again/", numbers.ask_again, name="ask-again"),
    path("drafting/numbers/<int:pk>/take-away/", numbers.unbind, name="unbind"),
    path("drafting/figures/<int:pk>/take-again/", numbers.take_again, name="take-again"),
    path("drafting/figures/<int:pk>/let-go/", numbers.let_go, name="let-go"),
    path("drafting/editions/<int:pk>/numbers/", numbers.edition_numbers, name="edition-numbers"),
    path("drafting/sections/<int:pk>/", drafting.section, name="section"),
    path("drafting/sections/<int:pk>/presence/", drafting.presence, name="presence"),
    path("drafting/sections/<int:pk>/move/", drafting.move_section, name="move-section"),
    path("drafting/<int:pk>/comments/", commenting.comments, name="comments"),
    path("drafting/sections/<int:pk>/versions/", versions.sittings, name="versions"),
    path("drafting/sections/<int:pk>/versions/back/", versions.bring_back, name="bring-back"),
    path("drafting/sections/<int:pk>/plan/", planning.plan, name="plan-section"),
    path("drafting/sections/<int:pk>/state/", planning.state, name="section-state"),
    path("drafting/figures/<int:pk>/", drafting.figure, name="figure"),
    path("drafting/editions/<int:pk>/", releasing.edition, name="edition"),
    path("drafting/editions/<int:pk>/preview/", releasing.preview, name="edition-preview"),
    path("drafting/editions/<int:pk>/data/<str:name>", releasing.data, name="edition-data"),
    path("drafting/editions/<int:pk>/pdf/", releasing.pdf_again, name="pdf-again"),
    path("drafting/editions/<int:pk>/schedule/", releasing.schedule, name="schedule"),
    path("drafting/editions/<int:pk>/set-aside/", releasing.set_aside, name="set-aside"),
    path("drafting/releases/<int:pk>/move/", releasing.move, name="move"),
    path("drafting/releases/<int:pk>/confirm/", releasing.confirm, name="confirm"),
    path("drafting/releases/<int:pk>/call-off/", releasing.call_off, name="call-off"),
]
