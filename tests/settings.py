"""The portal's settings for tests: the owner makes the database, the tests then speak as the application."""

import os
import tempfile

os.environ["PORTAL_DATABASE_ROLE"] = "owner"
os.environ["PORTAL_DEMO"] = "1"  # the demonstration's pages are tested too, and that they exist nowhere else
os.environ["PORTAL_URL"] = "http://localhost:8000"
os.environ.setdefault("PORTAL_SECRET_KEY", "for-tests-only-and-long-enough-to-please-the-checks-of-django")

from scrutiny_portal.settings import *  # noqa: F403  the tests' settings are the portal's, and a few more

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a login costs 222 ms otherwise
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PORTAL_FILES = tempfile.mkdtemp(prefix="portal-test-files-")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PORTAL_FILES}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_BROKER_URL = "memory://"
# Tests move the clock of the database, which a page kept by the clock of the process knows nothing of; see test_at_hand.
PUBLIC_PAGES_AT_HAND = 0

# The limit of the interface for programs has a test of its own; others ask thousands of questions a minute.
API_QUESTIONS_A_MINUTE = 1_000_000
