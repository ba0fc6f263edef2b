"""E-mail of a demonstration, which is caught on a page and reaches nobody."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse


class CaughtMail(models.Model):
    """One e-mail that would have been sent."""

    to = models.CharField(max_length=500)
    sender = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    caught_at = models.DateTimeField(db_default=Now(), editable=False, db_index=True)

    class Meta:
        ordering = ["-caught_at", "-pk"]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("notifications:caught_mail", args=[self.pk])
