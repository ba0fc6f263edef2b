"""The portal's own settings, with styles and scripts by their plain names: nobody has collected them for a test."""

from scrutiny_portal.settings import *  # noqa: F403  the portal's settings, and one of our own
from scrutiny_portal.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
