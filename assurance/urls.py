"""Addresses of the road to release: all of them beside a report at work."""

from django.urls import include, path

from assurance.views import evidence, judgements, panels, reviews, roads, versions

pages = [
    path("<int:pk>/road/", roads.road, name="road"),
    path("<int:pk>/road/round/", roads.way_round, name="way-round"),
    path("<int:pk>/road/<slug:key>/", roads.move, name="move"),
    path("ways-round/<int:pk>/confirm/", roads.confirm_way_round, name="confirm-way-round"),
    path("ways-round/<int:pk>/withdraw/", roads.withdraw_way_round, name="withdraw-way-round"),
    path("<int:pk>/versions/", versions.versions, name="versions"),
    path("versions/<int:pk>/", versions.version, name="version"),
    path("versions/<int:pk>/compare/", versions.compare, name="compare"),
    path("<int:pk>/reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/write/", reviews.write, name="write-review"),
    path("reviews/<int:pk>/let-off/", reviews.let_off, name="let-off"),
    path("<int:pk>/evidence/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/take-away/", evidence.take_away, name="take-evidence-away"),
    path("<int:pk>/judgements/", judgements.judgements, name="judgements"),
    path("<int:pk>/judgements/<slug:question>/", judgements.propose, name="propose"),
    path("<int:pk>/panel/", panels.panel, name="panel"),
    path("<int:pk>/panel/call/", panels.call, name="call-panel"),
    path("panel/quorum/", panels.quorum, name="quorum"),
    path("panel/<int:pk>/", panels.meeting, name="meeting"),
    path("panel/<int:pk>/declare/", panels.declare, name="declare"),
    path("panel/<int:pk>/papers/", panels.papers, name="papers"),
    path("panel/<int:pk>/papers/pdf/", panels.papers_pdf, name="papers-pdf"),
    path("panel/<int:pk>/decide/", panels.decide, name="decide"),
    path("panel/<int:pk>/when/", panels.put_off, name="put-off"),
    path("panel/<int:pk>/chair/", panels.chair, name="chair"),
    path("panel/<int:pk>/call-off/", panels.call_off, name="call-off-panel"),
    path("panel/conditions/<int:pk>/", panels.condition, name="condition"),
    path("panel/conditions/<int:pk>/reopen/", panels.reopen, name="reopen-condition"),
]

urlpatterns = [path("drafting/", include((pages, "assurance")))]
