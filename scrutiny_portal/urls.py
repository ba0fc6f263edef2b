"""Addresses. Each room names its own; this page only says where each begins."""

from django.conf import settings
from django.urls import include, path

from programmes.views.work import your_work

urlpatterns = [
    path("accounts/", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("audit.urls")),
    path("", include("files.urls")),
    path("", include("notifications.urls")),
    path("work/", your_work, name="your-work"),
    path("", include("programmes.urls")),
    path("", include("surveys.urls")),
    path("", include("inspections.urls")),
    path("", include("analysis.urls")),
    path("", include("assurance.urls")),
    path("", include("followup.urls")),
    path("", include("accuracy.urls")),
    path("", include("reports.urls")),
    path("", include("newsroom.urls")),
    path("api/v1/", include("public.api.resources")),
    path("", include("public.recommendation_urls")),
    path("", include("public.urls")),
]

if settings.DEMO:
    from demo.gallery import gallery

    urlpatterns += [
        path("gallery/", gallery, name="gallery"),
        path("gallery/wide/", gallery, {"page": "wide"}, name="gallery-wide"),
    ]

handler404 = "accounts.views.errors.not_found"
handler403 = "accounts.views.errors.not_allowed"
handler500 = "accounts.views.errors.went_wrong"
