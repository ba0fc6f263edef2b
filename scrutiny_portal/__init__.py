"""Wiring only: settings, addresses, the menu, the background app. What the portal is about lives in the other rooms."""

from scrutiny_portal.celery import app as celery_app

__all__ = ["celery_app"]
