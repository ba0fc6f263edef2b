"""Background work. Every task takes ids and may run twice; the rows in the database are the schedule."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")

app = Celery("scrutiny_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
