"""Addresses of the road to release: all of them beside a report at work."""

from django.urls import include, path

from assurance.views import versions

pages = [
    path("<int:pk>/versions/", versions.versions, name="versions"),
    path("versions/<int:pk>/", versions.version, name="version"),
    path("versions/<int:pk>/compare/", versions.compare, name="compare"),
]

urlpatterns = [path("drafting/", include((pages, "assurance")))]
