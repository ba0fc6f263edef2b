"""A file that somebody gave, or that the portal made: its bytes lie in private storage under a random key."""

import secrets
from datetime import timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Mod, Now
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from files import kinds, names

#: What a check decides. Whoever opened a checked file must be able to say years later what it was.
SETTLED = [
    "key", "name", "size", "sha256", "kind", "media_type", "status", "reasons",
    "uploaded_by_id", "uploaded_at", "checked_at",
]  # fmt: skip

#: After which it is said that something takes longer than usual.
LONG = timedelta(minutes=2)


def random_key() -> str:
    """Where the bytes lie. It cannot be guessed from anything, and the first letters spread the folders."""
    token = secrets.token_urlsafe(32)
    return f"{token[:2]}/{token}"


class StoredFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person gave. Rooms above show more, each through its own guarded page."""
        return self.filter(uploaded_by=user) if user.is_authenticated else self.none()

    def waiting(self):
        """Files that nobody may open yet, the oldest first."""
        return self.filter(status=StoredFile.Status.QUARANTINED).order_by("uploaded_at", "pk")

    def to_check(self):
        """Waiting files that no worker holds and whose time for another try has come, by the database's clock."""
        return self.waiting().filter(Q(held_until=None) | Q(held_until__lte=Now()))

    def to_read_again(self, hours: int):
        """The share of the checked files whose turn it is this hour, so that all are read once in so many hours."""
        turn = int(timezone.now().timestamp() // 3600) % hours
        return (
            self.filter(status=StoredFile.Status.CLEAN, bytes_removed_at=None)
            .annotate(turn=Mod("pk", Value(hours)))
            .filter(turn=turn)
        )

    def with_the_same_bytes(self, file: "StoredFile"):
        """The same bytes given before for the same participation, and not refused: the room above decides what then."""
        return (
            self.filter(sha256=file.sha256, size=file.size, participation_ref=file.participation_ref)
            .exclude(pk=file.pk)
            .exclude(status=StoredFile.Status.REJECTED)
            .order_by("pk")
        )


#: A file's name and what was found in it are for those who may read the file. The trail tells by its number and its
#: digest which one it was; the row itself never changes once it has been checked.
NOT_FOR_THE_TRAIL = ["key", "name", "reasons", "notes", "held_until", "tries"]


@kept_by_the_database
@pghistory.track(exclude=NOT_FOR_THE_TRAIL)
class StoredFile(Moving, models.Model):
    """A file: as it was called, what it is, what the check found. Only a clean one is ever handed out."""

    class Status(models.TextChoices):
        UPLOADING = "uploading", "Being received"
        QUARANTINED = "quarantined", "Being checked"
        CLEAN = "clean", "Checked"
        REJECTED = "rejected", "Refused"

    MOVES = {
        Status.UPLOADING: {Status.QUARANTINED},
        Status.QUARANTINED: {Status.CLEAN, Status.REJECTED},
        Status.CLEAN: set(),
        Status.REJECTED: set(),
    }

    MARKS = {
        Status.UPLOADING: "waiting",
        Status.QUARANTINED: "waiting",
        Status.CLEAN: "done",
        Status.REJECTED: "late",
    }

    key = models.CharField(max_length=80, unique=True, default=random_key, editable=False)
    name = models.TextField(help_text="As the person's machine called it; never used as a path.")
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=10, blank=True, help_text="Such as docx: found by looking, not claimed.")
    media_type = models.CharField(max_length=120, blank=True, help_text="Found by looking, not claimed.")
    status = models.CharField(max_length=12, choices=Status, default=Status.UPLOADING)
    reasons = ArrayField(
        models.TextField(), default=list, blank=True, help_text="Why it was refused, each with the remedy."
    )
    notes = ArrayField(models.TextField(), default=list, blank=True, help_text="What is good to know about it.")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nobody where the portal made the file itself.",
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    participation_ref = models.BigIntegerField(null=True, blank=True, help_text="Whose it is, where it is somebody's.")
    held_until = models.DateTimeField(null=True, blank=True, help_text="Until when a worker or a pause holds it.")
    held_because = models.CharField(max_length=200, blank=True, help_text="Why it still waits, in a sentence.")
    tries = models.PositiveIntegerField(default=0)
    damage_seen_at = models.DateTimeField(null=True, blank=True, help_text="When its bytes were found changed.")
    bytes_removed_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["uploaded_at"], name="files_waiting", condition=Q(status="quarantined")),
            models.Index(fields=["participation_ref"], name="files_refused", condition=Q(status="rejected")),
            models.Index(fields=["participation_ref", "sha256"], name="files_of_a_participation"),
            models.Index(fields=["uploaded_by"], name="files_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(name="a_refused_file_says_why", condition=~Q(status="rejected") | ~Q(reasons=[])),
            models.CheckConstraint(
                name="a_clean_file_was_checked",
                condition=~Q(status="clean") | (Q(checked_at__isnull=False) & ~Q(sha256="") & ~Q(media_type="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_settled_file_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status IN ('clean', 'rejected') AND ("
                    + " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in SETTLED)
                    + ")"
                ),
            ),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name as a page may show it: nothing in it turns the line around or hides."""
        return names.to_show(self.name)

    @property
    def download_name(self) -> str:
        """The name under which it reaches somebody's machine."""
        return names.to_save(self.name, self.kind)

    @property
    def kind_title(self) -> str:
        """Such as “Word document”; empty where the check has not found one."""
        kind = kinds.BY_SLUG.get(self.kind)
        return kind.title if kind else ""

    @property
    def is_clean(self) -> bool:
        return self.status == self.Status.CLEAN

    @property
    def is_waiting(self) -> bool:
        return self.status in (self.Status.UPLOADING, self.Status.QUARANTINED)

    @property
    def waits_long(self) -> bool:
        """Whether its check takes longer than people are used to: a worker is away, or Redis, or many wait."""
        return self.is_waiting and timezone.now() - self.uploaded_at > LONG

    @property
    def is_refused(self) -> bool:
        return self.status == self.Status.REJECTED

    def open(self):
        """The bytes as they lie in private storage; for checks and for sending after one."""
        return default_storage.open(self.key, "rb")
