"""The letters about embargoed copies. They say what the team chose that may be said, and never a title or a finding."""

from collections.abc import Iterable
from datetime import datetime

from accounts import speaking
from accounts.models import User
from accuracy.embargo import in_words
from accuracy.models import Copy, Embargo
from programmes import correspondence
from programmes.models import Programme

#: Keys of the letter texts that every programme has.
GIVEN, REMINDER, MOVED, STOPPED = "embargo", "embargo-reminder", "embargo-moved", "embargo-stopped"
KEYS = (GIVEN, REMINDER, MOVED, STOPPED)


def given(embargo: Embargo, copies: Iterable[Copy], *, minute: datetime, by: User) -> None:
    _post(GIVEN, embargo, copies, "given", minute, by)


def reminder(embargo: Embargo, copies: Iterable[Copy], *, minute: datetime, by: User | None) -> None:
    """Occasions count the letters: each is one, however often it is asked for."""
    for copy in copies:
        _post(REMINDER, embargo, [copy], f"letter:{copy.letters}", minute, by)


def moved(embargo: Embargo, copies: Iterable[Copy], *, minute: datetime) -> None:
    _post(MOVED, embargo, copies, f"minute:{minute.isoformat()}", minute, None)


def stopped(embargo: Embargo, copies: Iterable[Copy], *, at: datetime | None) -> None:
    _post(STOPPED, embargo, copies, f"stopped:{at.isoformat() if at else 'set aside'}", None, None)


def _post(key: str, embargo: Embargo, copies, occasion: str, minute: datetime | None, by: User | None) -> int:
    copies = list(copies)
    if not copies:
        return 0
    with speaking.as_service():
        programme = Programme.objects.with_plan().select_related("lead_body").get(pk=embargo.edition.programme_id)
        writer = correspondence.Writer(programme)
        people = User.objects.select_related("organisation").in_bulk([copy.person_id for copy in copies])
        drafts = [
            writer.write(
                key,
                participation=None,
                recipients=[people[copy.person_id]],
                occasion=f"embargo:{embargo.pk}/copy:{copy.pk}/{occasion}",
                address=copy.get_absolute_url(),
                extra={
                    "embargo.minute": in_words(minute) if minute else "",
                    "embargo.report": embargo.called,
                    "recipient.name": copy.name,
                    "sender.name": by.name if by else programme.lead_body.name,
                },
            )
            for copy in copies
        ]
        return correspondence.post(drafts, by=by)
