"""People: who they are, what they are posted to, what ties them, how they were invited."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.models.registers import Organisation

DEMO_DOMAIN = "demo.example"


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Administrators see everybody; everybody sees themselves. Rooms higher up name people beside their work."""
        if not user.is_authenticated:
            return self.none()
        return self if user.holds(roles.Administrator) else self.filter(pk=user.pk)

    def active(self):
        return self.filter(disabled_at=None)

    def matching(self, words: str):
        """People in whose name or address every word occurs."""
        people = self
        for word in words.split():
            people = people.filter(models.Q(name__icontains=word) | models.Q(email__icontains=word))
        return people

    def among(self, ids: list):
        """People in at least one of several lists of ids."""
        found = models.Q(pk__in=[])
        for some in ids:
            found |= models.Q(pk__in=some)
        return self.filter(found)

    def with_standing(self):
        """With what ``standing`` needs to know, so that a list costs one query."""
        mine = Invitation.objects.filter(person=models.OuterRef("pk"), accepted_at=None, withdrawn_at=None)
        return self.annotate(
            has_open_invitation=models.Exists(mine.filter(expires_at__gt=timezone.now())),
            has_expired_invitation=models.Exists(mine.filter(expires_at__lte=timezone.now())),
        )

    def standing_as(self, wanted: str):
        """People of one standing: joined, invited, expired, not invited or disabled."""
        if wanted == "disabled":
            return self.exclude(disabled_at=None)
        people = self.active().with_standing()
        if wanted == "joined":
            return people.exclude(joined_at=None)
        people = people.filter(joined_at=None)
        if wanted == "invited":
            return people.filter(has_open_invitation=True)
        if wanted == "expired":
            return people.filter(has_expired_invitation=True)
        return people.filter(has_open_invitation=False, has_expired_invitation=False)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
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
    second_factor_reset_at = models.DateTimeField(null=True, blank=True, help_text="When a lost one was taken off.")
    second_factor_reset_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    signed_out_at = models.DateTimeField(null=True, blank=True, help_text="Sessions that began before have ended.")

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
            models.CheckConstraint(
                name="a_second_factor_is_reset_by_someone_at_some_time",
                condition=models.Q(second_factor_reset_at=None, second_factor_reset_by=None)
                | models.Q(second_factor_reset_at__isnull=False, second_factor_reset_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def standing(self) -> tuple[str, str]:
        """Where the person stands, and its kind of mark; of people fetched ``with_standing``."""
        if self.disabled_at:
            return "Disabled", "stopped"
        if self.joined_at:
            return "Joined", "done"
        if self.has_open_invitation:
            return "Invited", "waiting"
        if self.has_expired_invitation:
            return "Invitation expired", "late"
        return "Not invited", "quiet"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def posts_held(self, today=None) -> set[str]:
        """Slugs of the portal-wide roles this person holds today; asked once for each request's person."""
        if not hasattr(self, "_posts_held"):
            self._posts_held = set(self.posts.current(today).values_list("role", flat=True))
        return self._posts_held

    @property
    def is_demo_person(self) -> bool:
        """An invented person of the demonstration: they are signed in as by one press, and only where it runs."""
        return settings.DEMO and self.email.endswith(f"@{DEMO_DOMAIN}")

    def get_absolute_url(self):
        return reverse("manage:person", args=[self.pk])

    def holds(self, *wanted: type[roles.Role]) -> bool:
        return bool(self.posts_held() & {role.slug for role in wanted})


class OfPeople(models.QuerySet):
    """Rows about people, seen by whoever sees the person."""

    def visible_to(self, user):
        return self.filter(person__in=User.objects.visible_to(user))


class PostQuerySet(OfPeople):
    def current(self, today=None):
        return self.filter(period__contains=today or timezone.localdate())


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
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
        return f"{self.person}: {self.get_role_display()}"

    @property
    def last_day(self):
        return self.period.upper - timedelta(days=1) if self.period.upper else None

    @property
    def is_over(self) -> bool:
        return self.period.upper is not None and self.period.upper <= timezone.localdate()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Tie(models.Model):
    """A body that a person works or worked for, or has another interest in; they never read its returns."""

    person = models.ForeignKey(User, models.CASCADE, related_name="ties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="ties")
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField(default=timezone.now)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfPeople.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("person", "organisation", name="a_tie_is_declared_once"),
        ]

    def __str__(self):
        return f"{self.person} and {self.organisation}"


class InvitationQuerySet(OfPeople):
    def open(self, now=None):
        """Invitations that can still be taken up."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now or timezone.now())


@pghistory.track(exclude=["token_hash", "nonce"])
class Invitation(models.Model):
    """A person's way in, once. Only a hash of its token is kept; the address is made anew when a letter needs it."""

    person = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(
        max_length=32, editable=False, help_text="What the token is made from, with the secret key."
    )
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            # Two open invitations would be two ways in; the older is withdrawn first.
            models.UniqueConstraint(
                "person",
                name="a_person_has_one_open_invitation",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="an_invitation_is_taken_up_or_withdrawn_not_both",
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="an_invitation_is_withdrawn_at_the_time_somebody_does_so",
                condition=models.Q(withdrawn_at__isnull=False) | models.Q(withdrawn_by=None),
            ),
        ]

    def __str__(self):
        return f"Invitation of {self.person}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.accepted_at:
            return "Taken up"
        if self.withdrawn_at:
            return "Withdrawn"
        return "Open" if self.is_open else "Expired"
