"""The registers: areas, the bodies that serve them, and the named sets they form."""

import re

import pghistory
from django.db import models

#: What people call an area that its own name does not hold. The rest is its name without “City” or “Islands”.
ALSO_CALLED = {
    "Na h-Eileanan Siar": ("Western Isles", "Outer Hebrides", "Eilean Siar"),
    "Scottish Borders": ("Borders",),
}
_AROUND_A_NAME = re.compile(r"^City of | (?:City|Islands)$")


class AreaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The registers are public; who may change them is another question."""
        return self

    def called(self) -> list[str]:
        """Every name by which people know these areas, the longest first: “City of Edinburgh” and “Edinburgh”."""
        found = set()
        for name in self.values_list("name", flat=True):
            found |= {name, _AROUND_A_NAME.sub("", name), *ALSO_CALLED.get(name, ())}
        return sorted(found, key=lambda name: (-len(name), name))


@pghistory.track()
class Area(models.Model):
    """One of the 32 council areas. Its code may change with its boundary; the area stays the same row."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    short = models.CharField(max_length=3, unique=True, help_text="Three letters for a tile, such as ABE.")
    code = models.CharField(max_length=9, unique=True, help_text="Current GSS code. Never parsed.")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/areas/{self.slug}/"


class AreaCode(models.Model):
    """A code an area has or had, so that an old return still finds its area."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="codes")
    code = models.CharField(max_length=9, unique=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The registers are public; who may change them is another question."""
        return self

    def matching(self, words: str):
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(name__icontains=word)
                | models.Q(short_name__icontains=word)
                | models.Q(code__iexact=word)
                | models.Q(superseded_code__icontains=word)
            )
        return found


@pghistory.track()
class Organisation(models.Model):
    """A body: a council, a health board, a police division, a partnership body, a scrutiny or national body."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        HEALTH_BOARD = "health board", "NHS board"
        HSCP = "hscp", "Health and social care partnership"
        POLICE_DIVISION = "police division", "Police division"
        SCRUTINY_BODY = "scrutiny body", "Scrutiny body"
        NATIONAL_BODY = "national body", "National body"

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=60, help_text="Its code in the register it comes from.")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=120)
    legal_name = models.CharField(max_length=200, blank=True)
    website = models.CharField(max_length=200, blank=True)
    areas = models.ManyToManyField(Area, related_name="organisations", blank=True)
    superseded_code = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="What else the register says, with its basis.")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("kind", "code", name="a_code_stands_for_one_organisation_of_a_kind"),
        ]

    def __str__(self):
        return self.name

    @property
    def kind_is_of_a_partnership(self) -> bool:
        """Whether such a body can be part of a partnership; a scrutiny body never is."""
        return self.kind != self.Kind.SCRUTINY_BODY


class Grouping(models.Model):
    """A named set in a register, such as an adult protection partnership or a MAPPA region."""

    class Kind(models.TextChoices):
        ADULT_PROTECTION = "adult protection partnership", "Adult protection partnership"
        MAPPA_REGION = "mappa region", "MAPPA region"

    kind = models.CharField(max_length=40, choices=Kind)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    areas = models.ManyToManyField(Area, related_name="groupings", blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="groupings", blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("kind", "code", name="a_code_stands_for_one_grouping_of_a_kind"),
        ]

    def __str__(self):
        return self.name


class NpmMembership(models.Model):
    """A body's membership of the UK National Preventive Mechanism."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="npm_membership")
    jurisdiction = models.CharField(max_length=60)
    detention_settings = models.TextField()
    designated = models.PositiveSmallIntegerField(help_text="Year of designation.")
    in_scottish_sub_group = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["organisation__name"]

    def __str__(self):
        return str(self.organisation)
