"""Writing once to everyone who is late, beside the reminders that the timetable sends."""

import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from accounts import roles, speaking
from accounts.models import User
from notifications import notices
from programmes import correspondence, letter_text, overview
from programmes.models import Programme


def late_rows(programme: Programme, user, today) -> list[tuple[overview.Row, str]]:
    """The partnerships that are late with something, each with what it is in words."""
    columns = overview.columns_of(programme)
    late = []
    for row in overview.rows(programme, user, today):
        words = [
            f"{column.title.lower()} ({row.cells[column.key].words.lower()})"
            for column in columns
            if column.key in row.cells and row.cells[column.key].state == "late"
        ]
        if words:
            late.append((row, letter_text.in_words(words)))
    return late


def letter_for(row: overview.Row, words: str, text: str) -> str:
    """The Markdown of one chasing letter: what was written, what is late, where to act."""
    address = settings.PORTAL_URL + row.participation.get_absolute_url()
    return "\n\n".join(
        [
            letter_text.paragraphs(text).markdown,
            f"For **{letter_text.escape(row.name)}**, this is late: {letter_text.escape(words)}.",
            f"You can see what is asked for, and ask for more time, at <{address}>.",
        ]
    )


def people_of(row: overview.Row) -> list[User]:
    """Whom a chasing letter reaches: the co-ordinator and deputies, or the chief officers where there is none."""
    return correspondence.recipients_in_seat(row.participation, roles.Coordinator) or (
        correspondence.recipients_in_seat(row.participation, roles.ChiefOfficer)
    )


def new_key() -> str:
    """Stands for one chase: the form carries it, so that pressing the button twice writes once."""
    return uuid.uuid4().hex


@transaction.atomic
def chase(
    programme: Programme,
    late: Sequence[tuple[overview.Row, str]],
    *,
    subject: str,
    text: str,
    key: str,
    by: User,
) -> int:
    """Post the letter to each; returns how many people it newly reached."""
    with speaking.as_service():
        return notices.post_all(
            [
                notices.Letter(
                    occasion=f"chase:{key}/participation:{row.participation.pk}",
                    kind="chaser",
                    recipients=tuple(people_of(row)),
                    title=subject,
                    body_markdown=letter_for(row, words, text),
                    sender_name=by.name,
                    sender_role=by.job_title,
                    programme_name=programme.short_title,
                    programme_ref=programme.pk,
                    participation_ref=row.participation.pk,
                    about_label=row.name,
                    about_address=row.participation.get_absolute_url(),
                )
                for row, words in late
                if people_of(row)
            ],
            by=by,
        )
