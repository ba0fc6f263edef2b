"""The portal's own settings, in a hurry: what takes a minute and a half in earnest takes some seconds here."""

from celery.schedules import schedule

from scrutiny_portal.settings import *  # noqa: F403  the portal's settings, and a shorter patience

NOTICES_LEASE_SECONDS = 5
CELERY_BEAT_SCHEDULE = {
    "deliver waiting letters": {"task": "notifications.tasks.deliver_waiting", "schedule": schedule(1)},
    "reconcile letters": {"task": "notifications.tasks.reconcile", "schedule": schedule(5)},
}
