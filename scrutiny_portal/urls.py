"""Addresses. Each room names its own; this page only says where each begins."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("audit.urls")),
    path("", include("files.urls")),
    path("", include("notifications.urls")),
    path("", include("programmes.urls")),
    path("", include("inspections.urls")),
    path("", include("reports.urls")),
    path("", include("django_prometheus.urls")),
]

handler404 = "accounts.views.errors.not_found"
handler403 = "accounts.views.errors.not_allowed"
handler500 = "accounts.views.errors.went_wrong"
