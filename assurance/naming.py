"""Evidence that a writer names behind a statement of a draft, for the panel and the team."""

from django.db import transaction

from accounts.models import User
from assurance.models import NamedEvidence
from reports.models import Section


@transaction.atomic
def name(section: Section, *, words: str, text: str, by: User) -> NamedEvidence:
    """Say what stands behind the statement with these words. Said twice in the same words, it is named once."""
    Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    there = section.named_evidence.filter(words=words, text=text).first()
    return there or NamedEvidence.objects.create(section=section, words=words, text=text, named_by=by)


def take_away(evidence: NamedEvidence) -> None:
    """It no longer stands behind its statement. Papers that were put together before keep it."""
    evidence.delete()
