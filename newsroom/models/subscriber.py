"""People outside who asked to be told by e-mail. An address is all that is kept, and only for as long as they want.

An address gets nothing but one question until whoever reads its mail has said yes. Who leaves is forgotten at once.
"""

import secrets
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from accounts.models import Area
from accounts.moves import Moving, kept_by_the_database
from newsroom.models.news import NewsItem
from programmes.models import Programme
from reports.models import Edition


def new_secret() -> str:
    return secrets.token_urlsafe(24)


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self):
        """Addresses whose owner never answered the question."""
        return self.filter(confirmed_at=None, asked_at__lt=Now() - Subscriber.WAITS)

    def wanting_edition(self, edition: Edition, areas):
        """Those who want to hear of an edition: of everything, of its programme, or of one of its areas."""
        wanted = Q(everything=True) | Q(programmes=edition.programme_id)
        if areas:
            wanted |= Q(areas__in=areas)
        return self.confirmed().filter(wanted).distinct()

    def wanting_news(self, item: NewsItem):
        wanted = Q(everything=True)
        if item.programme_id:
            wanted |= Q(programmes=item.programme_id)
        return self.confirmed().filter(wanted).distinct()


class Subscriber(models.Model):
    """An address to which news goes, and what of."""

    #: So long an address waits for its owner's yes before it is forgotten.
    WAITS = timedelta(days=7)

    email = models.EmailField(max_length=254)
    everything = models.BooleanField(default=False)
    programmes = models.ManyToManyField(Programme, blank=True, related_name="+")
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    # Knowing it is the right to change and to end this subscription, and to nothing else.
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused = models.PositiveSmallIntegerField(default=0, help_text="E-mails in a row that its mail server refused.")

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="an_address_subscribes_once")]

    def __str__(self):
        # Never the address: this sentence may meet a log.
        return f"Subscriber {self.pk}"

    def confirm_address(self) -> str:
        return settings.PORTAL_URL + reverse("newsroom:confirm", args=[self.secret])

    def change_address(self) -> str:
        return settings.PORTAL_URL + reverse("newsroom:subscription", args=[self.secret])

    def leave_address(self) -> str:
        return settings.PORTAL_URL + reverse("newsroom:leave", args=[self.secret])


class MailingQuerySet(models.QuerySet):
    def due(self):
        return self.filter(status=Mailing.Status.QUEUED, waits_until__lte=Now()).order_by("waits_until", "pk")

    def abandoned(self):
        return self.filter(status=Mailing.Status.SENDING, lease_until__lt=Now())


@kept_by_the_database
class Mailing(Moving, models.Model):
    """One e-mail to one subscriber about one thing. The row is the order to send it: it goes once."""

    class Kind(models.TextChoices):
        QUESTION = "question", "Whether they want it"
        REMINDER = "reminder", "That they have it already"
        EDITION = "edition", "A report or a correction"
        NEWS = "news", "News"

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Refused"

    MOVES = {
        Status.QUEUED: {Status.SENDING},
        # A worker that died may have sent it: news twice is better than news not at all.
        Status.SENDING: {Status.SENT, Status.FAILED, Status.QUEUED},
        Status.SENT: set(),
        Status.FAILED: set(),
    }

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=10, choices=Kind)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(NewsItem, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    message_id = models.CharField(max_length=200, unique=True)
    waits_until = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "subscriber",
                "edition",
                condition=Q(edition__isnull=False),
                name="a_subscriber_is_told_of_an_edition_once",
            ),
            models.UniqueConstraint(
                "subscriber", "item", condition=Q(item__isnull=False), name="a_subscriber_is_told_of_news_once"
            ),
            models.CheckConstraint(
                name="a_mailing_is_about_what_its_kind_says",
                condition=Q(kind="edition", edition__isnull=False, item=None)
                | Q(kind="news", item__isnull=False, edition=None)
                | Q(kind__in=["question", "reminder"], edition=None, item=None),
            ),
            models.CheckConstraint(
                name="only_a_mailing_that_is_being_sent_has_a_lease",
                condition=Q(status="sending", lease_until__isnull=False) | ~Q(status="sending") & Q(lease_until=None),
            ),
        ]
        indexes = [
            models.Index(fields=["waits_until", "id"], name="mailings_waiting", condition=Q(status="queued")),
        ]

    def __str__(self):
        return f"Mailing {self.pk}"


class Told(models.Model):
    """That the subscribers of this edition, or of this news, have been written to. It makes nothing public."""

    edition = models.OneToOneField(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.OneToOneField(NewsItem, models.PROTECT, null=True, blank=True, related_name="+")
    subscribers = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="subscribers_are_told_of_an_edition_or_of_news",
                condition=Q(edition__isnull=False, item=None) | Q(edition=None, item__isnull=False),
            ),
        ]
        triggers = [pgtrigger.Protect(name="what_was_told_was_told", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"Told {self.pk}"
