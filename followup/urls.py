"""Addresses of this room: where recommendations are written and followed."""

from django.urls import include, path

from followup.views import recommending, reviewing

team_pages = [
    path("reports/<int:pk>/", recommending.recommendations, name="recommendations"),
    path("reports/<int:pk>/add/", recommending.add, name="add"),
    path("reports/<int:pk>/places/", recommending.places, name="places"),
    path("recommendations/<int:pk>/", recommending.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/change/", recommending.change, name="change"),
    path("recommendations/<int:pk>/remove/", recommending.remove, name="remove"),
    path("recommendations/<int:pk>/text/", recommending.enter_text, name="enter-text"),
    path("recommendations/<int:pk>/judge/", recommending.judge, name="judge"),
    path("reports/<int:pk>/review/", reviewing.review, name="review"),
    path("reports/<int:pk>/review/begin/", reviewing.begin, name="begin-review"),
    path("reports/<int:pk>/review/table/", reviewing.table, name="review-table"),
    path("reviewed/<int:pk>/", reviewing.reviewed, name="reviewed"),
]

urlpatterns = [
    path("follow-up/", include((team_pages, "followup"))),
]
