"""Addresses of analysis: where what leaves is prepared, read at work, by an area, and by everyone."""

from django.urls import path

from analysis.views import public, publishing, releases, rounds
from analysis.views.words import codebook, looking_through, quotes, reading

app_name = "analysis"

SURVEY = "work/<slug:slug>/surveys/<slug:survey>/<int:dataset>/"

WORDS = SURVEY + "words/"

urlpatterns = [
    # The team: what people wrote.
    path(WORDS, looking_through.overview, name="words"),
    path(WORDS + "bring-in/", looking_through.bring_in, name="bring-in"),
    path(WORDS + "passages/", looking_through.listed, name="passages"),
    path(WORDS + "passages/next/", looking_through.next_one, name="passages-next"),
    path(WORDS + "passages/<int:passage>/", looking_through.one, name="passage"),
    path(WORDS + "passages/<int:passage>/undo/", looking_through.undo, name="passage-undo"),
    path(WORDS + "passages/<int:passage>/quote/", quotes.choose, name="quote"),
    path(WORDS + "codebook/", codebook.listed, name="codebook"),
    path(WORDS + "codebook.csv", codebook.as_file, name="codebook-csv"),
    path(WORDS + "codebook/<int:theme>/", codebook.one, name="theme"),
    path(WORDS + "codebook/<int:theme>/move/", codebook.move, name="theme-move"),
    path(WORDS + "codebook/<int:theme>/retire/", codebook.retire, name="theme-retire"),
    path(WORDS + "readings/", reading.mine, name="readings"),
    path(WORDS + "readings/next/", reading.take, name="reading-next"),
    path(WORDS + "readings/<int:passage>/", reading.one, name="reading"),
    path(WORDS + "readings/<int:passage>/hand-back/", reading.hand_back, name="hand-back"),
    path(WORDS + "agreement/", reading.agreed, name="agreement"),
    path(WORDS + "differences/", reading.differences, name="differences"),
    path(WORDS + "differences/<int:passage>/", reading.difference, name="difference"),
    path(WORDS + "by-area/", reading.by_area, name="themes-by-area"),
    path(WORDS + "by-area.csv", reading.by_area_file, name="themes-by-area-csv"),
    path(WORDS + "quotes/", quotes.listed, name="quotes"),
    path(WORDS + "quotes.csv", quotes.as_file, name="quotes-csv"),
    path(WORDS + "quotes/<uuid:quote>/remove/", quotes.remove, name="quote-remove"),
    # The team: what is published.
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
