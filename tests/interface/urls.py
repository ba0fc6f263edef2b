"""The portal's addresses with the gallery, whatever the mode."""

from django.urls import path

from demo.gallery import gallery
from scrutiny_portal.urls import handler403, handler404, handler500  # noqa: F401
from scrutiny_portal.urls import urlpatterns as portals

urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("gallery/wide/", gallery, {"page": "wide"}, name="gallery-wide"),
    *portals,
]
