"""Addresses of analysis: where what leaves is prepared, read at work, by an area, and by everyone."""

from django.urls import path

from analysis.views import public, publishing, releases, rounds

app_name = "analysis"

SURVEY = "work/<slug:slug>/surveys/<slug:survey>/<int:dataset>/"

urlpatterns = [
    # The team.
    path(SURVEY + "publish/", publishing.publish, name="publish"),
    path(SURVEY + "publish/preview/", publishing.preview, name="preview"),
    path(SURVEY + "publish/national/", publishing.national, name="national"),
    path(SURVEY + "publish/local/", publishing.local, name="local"),
    path(SURVEY + "publish/local/progress/", publishing.progress, name="progress"),
    path(SURVEY + "publish/by-hand/", publishing.by_hand, name="by-hand"),
    path(SURVEY + "publish/by-hand/<int:decision>/", publishing.take_back, name="take-back"),
    path("survey-results/<int:pk>/withdraw/", publishing.withdraw, name="withdraw"),
    path("work/<slug:slug>/surveys/<slug:survey>/rounds/", rounds.compared, name="rounds"),
    path("work/<slug:slug>/surveys/<slug:survey>/rounds.csv", rounds.compared_as_csv, name="rounds-csv"),
    # The team, and an area once its release is out.
    path("survey-results/<int:pk>/", releases.release, name="release"),
    path("survey-results/<int:pk>/pdf/", releases.pdf, name="release-pdf"),
    path("survey-results/<int:pk>/values.csv", releases.values, name="release-values"),
    path("survey-results/<int:pk>/dictionary.csv", releases.dictionary, name="release-dictionary"),
    # Everyone.
    path("survey-data/<int:pk>/", public.data, name="data"),
    path("survey-data/<int:pk>/rounds/", rounds.public, name="data-rounds"),
    path("survey-data/<int:pk>/rounds.csv", rounds.public_as_csv, name="data-rounds-csv"),
    path("survey-data/<int:pk>/values.csv", public.values, name="data-values"),
    path("survey-data/<int:pk>/dictionary.csv", public.dictionary, name="data-dictionary"),
]
