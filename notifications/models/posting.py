"""What was asked for, so that it can be counted against what arrived."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.functions import Now


class PostingQuerySet(models.QuerySet):
    def expected_and_missing(self) -> tuple[int, int]:
        """How many letters were ever asked for, and how many of them no inbox holds. The second must be nought."""
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT count(*), count(*) FILTER (WHERE letter.id IS NULL)
                FROM (SELECT DISTINCT occasion, kind, unnest(recipients) AS recipient_id
                      FROM notifications_posting) AS expected
                LEFT JOIN notifications_notice AS letter USING (occasion, kind, recipient_id)
                """
            )
            return cursor.fetchone()


class Posting(models.Model):
    """One call to post a letter to people who had not had it: for what, and who they were."""

    occasion = models.CharField(max_length=300)
    kind = models.CharField(max_length=60)
    recipients = ArrayField(models.BigIntegerField(), help_text="Who was to have it and had not had it.")
    new = models.PositiveIntegerField(help_text="How many of them it reached by this call.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["occasion", "kind"], name="postings_of_an_occasion")]
        triggers = [
            pgtrigger.Protect(name="a_posting_stays_as_it_was", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.kind} for {self.occasion}"
