from django.urls import include, path

from accuracy.views import holding, office

embargo_pages = [
    # Those who release.
    path("drafting/editions/<int:pk>/copies/", office.copies, name="copies"),
    path("drafting/editions/<int:pk>/copies/words/", office.words, name="words"),
    path("drafting/editions/<int:pk>/copies/seats/", office.give_to_seated, name="give-to-seated"),
    path("drafting/editions/<int:pk>/copies/give/", office.give, name="give"),
    path("drafting/editions/<int:pk>/copies/remind/", office.remind, name="remind"),
    path("drafting/editions/<int:pk>/copies/copies.csv", office.copies_csv, name="copies-csv"),
    path("drafting/editions/<int:pk>/copies/openings.csv", office.openings_csv, name="openings-csv"),
    path("drafting/copies/<int:pk>/", office.holder, name="holder"),
    path("drafting/copies/<int:pk>/again/", office.write_again, name="write-again"),
    path("drafting/copies/<int:pk>/take-back/", office.take_back, name="take-back"),
    # Whoever holds a copy.
    path("embargoed/<str:key>/", holding.copy, name="copy"),
    path("embargoed/<str:key>/acknowledge/", holding.acknowledge, name="acknowledge"),
    path("embargoed/<str:key>/copy.pdf", holding.pdf, name="pdf"),
    path("embargoed/<str:key>/data/<str:name>", holding.data, name="data"),
]

urlpatterns = [path("", include((embargo_pages, "embargo")))]
