from django.urls import include, path

from audit import health, views

manage = [
    path("changes/", views.changes, name="changes"),
    path("looks/", views.looks, name="looks"),
    path("looks/looks.csv", views.looks_csv, name="looks-csv"),
    path("status/", views.status_page, name="status"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("manage/", include((manage, "audit"))),
]
