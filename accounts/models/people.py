"""People: who they are, what they are posted to, what ties them, how they were invited."""

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import roles
from accounts.models.registers import Organisation


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, name, *, organisation=None, password=None, **fields):
        """A person known to the portal. Without a password they can come in only by an invitation."""
        user = self.model(email=email.strip().lower(), name=name, organisation=organisation, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in. Rights may wait for them here before they first come."""

    email = models.EmailField()
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="people")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    joined_at = models.DateTimeField(null=True, blank=True, help_text="First sign-in.")
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            # Two spellings of one address would be two people with half the rights each.
            models.UniqueConstraint(Lower("email"), name="an_email_address_belongs_to_one_person"),
            models.CheckConstraint(
                name="an_account_is_disabled_by_someone_at_some_time",
                condition=models.Q(disabled_at=None, disabled_by=None)
                | models.Q(disabled_at__isnull=False, disabled_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def posts_held(self, today=None) -> set[str]:
        """Slugs of the portal-wide roles this person holds today; asked once for each request's person."""
        if not hasattr(self, "_posts_held"):
            self._posts_held = set(self.posts.current(today).values_list("role", flat=True))
        return self._posts_held

    def holds(self, *wanted: type[roles.Role]) -> bool:
        return bool(self.posts_held() & {role.slug for role in wanted})


class PostQuerySet(models.QuerySet):
    def current(self, today=None):
        return self.filter(period__contains=today or timezone.localdate())


@pghistory.track()
class Post(models.Model):
    """A role that a person holds for the whole portal, such as administrator, for a time."""

    person = models.ForeignKey(User, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=40, choices=roles.choices(roles.PORTAL_WIDE))
    period = DateRangeField(help_text="First day, and the day after the last; open-ended where none is set.")
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_person_holds_a_post_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.role}"


@pghistory.track()
class Tie(models.Model):
    """A body that a person works or worked for, or has another interest in; they never read its returns."""

    person = models.ForeignKey(User, models.CASCADE, related_name="ties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="ties")
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField(default=timezone.now)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("person", "organisation", name="a_tie_is_declared_once"),
        ]

    def __str__(self):
        return f"{self.person} and {self.organisation}"


class Invitation(models.Model):
    """A person's way in, once. Only a hash of its token is kept."""

    person = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"Invitation of {self.person}"
