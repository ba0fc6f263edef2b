"""Where a respondent comes in: which survey a link leads to, and the number that each form bears.

A form's number is drawn by lot when somebody begins, and sealed, so that only the portal makes them. It stands in the
addresses of that form and nowhere else; the database keeps a hash of it, so that a form is taken once and its draft is
found again by whoever has the address.
"""

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection

from accounts import clock, speaking
from surveys import setting_up
from surveys.link_words import as_kept
from surveys.models import Link

#: What is known of a link is asked for anew after this long: a survey that closes is closed everywhere by then.
REMEMBERED_SECONDS = 5
#: Links remembered at most, those that lead nowhere too, so that guessing fills no memory.
MOST_REMEMBERED = 2_000
#: A form that was begun before midnight of the last day may be sent until two in the morning.
GRACE_HOURS = 2
_DRAWN, _SEAL = 12, 9


@dataclass(frozen=True)
class Door:
    """A link as a respondent meets it."""

    link: int
    words: str
    survey: int
    version: int
    title: str
    programme: str
    programme_address: str
    by: str
    whose: str
    opens_on: date | None
    closes_on: date | None
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_closing(self) -> bool:
        """Whether what was begun in time may still be sent."""
        return self.state == "closing"


_remembered: dict[str, tuple[float, Door | None]] = {}


def door(words: str) -> Door | None:
    """The survey behind a link; None where the link leads nowhere, or to a survey in which people are named."""
    words = as_kept(words)
    known = _remembered.get(words)
    now = time.monotonic()
    if known and now - known[0] < REMEMBERED_SECONDS:
        return known[1]
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    found = _look_up(words)
    _remembered[words] = (now, found)
    return found


def forget() -> None:
    """Ask anew for every link: for tests, and after a link was changed in this very process."""
    _remembered.clear()


def _look_up(words: str) -> Door | None:
    with speaking.as_service():
        link = (
            Link.objects.select_related("survey__programme__lead_body", "participation__partnership")
            .filter(words=words, survey__named=False)
            .first()
        )
        if link is None:
            return None
        programme = link.survey.programme
        today = clock.today()
        state = _state(link, today)
        return Door(
            link=link.pk,
            words=link.words,
            survey=link.survey_id,
            version=_asked(link, state),
            title=link.survey.title,
            programme=programme.title,
            programme_address=programme.get_absolute_url() if _is_public(programme, today) else "",
            by=programme.lead_body.name,
            whose=link.whose,
            opens_on=link.opens_on,
            closes_on=link.closes_on,
            state=state,
        )


def _asked(link: Link, state: str) -> int:
    """The version that this link asks. Whoever finds it open first has it written down, so that it stays."""
    if link.version_id is None and state in ("open", "closing"):
        setting_up.keep_what_is_asked(link.survey, today=clock.today())
        link.refresh_from_db(fields=["version"])
    return link.version_id or link.survey.version_id


def _is_public(programme, today: date) -> bool:
    return programme.public_from is not None and programme.public_from <= today


def _state(link: Link, today: date) -> str:
    state = link.state(today)
    if state == "closed" and _last_day_of_forms() <= link.closes_on:
        return "closing"
    return state


def _last_day_of_forms() -> date:
    """The day whose forms may still be sent: yesterday, in the first two hours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT surveys_day_of_forms()")
        return cursor.fetchone()[0]


# --- The number of a form --------------------------------------------------------------------------------------------


def new_number(link: int) -> str:
    """A number for a form that somebody begins at this link: 28 signs that go into an address."""
    drawn = secrets.token_bytes(_DRAWN)
    return _written(drawn + _seal(link, drawn, settings.SECRET_KEY))


def is_ours(link: int, number: str) -> bool:
    """Whether the portal made this number, for this link."""
    try:
        whole = base64.urlsafe_b64decode(number.encode("ascii"))
    except (ValueError, UnicodeError):
        return False
    if len(whole) != _DRAWN + _SEAL or _written(whole) != number:
        return False
    drawn, seal = whole[:_DRAWN], whole[_DRAWN:]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(hmac.compare_digest(seal, _seal(link, drawn, key)) for key in keys)


def mark_of(number: str) -> bytes:
    """What the database keeps instead of the number: from it, no address of a form can be made."""
    return hashlib.sha256(f"form {number}".encode()).digest()[:16]


def _written(whole: bytes) -> str:
    return base64.urlsafe_b64encode(whole).decode("ascii")


def _seal(link: int, drawn: bytes, key: str) -> bytes:
    return hmac.new(key.encode(), b"form of a survey %d " % link + drawn, hashlib.sha256).digest()[:_SEAL]
